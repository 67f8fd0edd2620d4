package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.Settings;
import org.parley.ami.AsteriskSettings;
import org.parley.cli.Check.Status;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.dialer.lines.AgentLines;
import org.parley.dialer.lines.AgentWish;
import org.parley.settings.Folders;
import org.parley.settings.HostPort;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.lab.AsteriskLab;
import org.parley.sim.lab.LabSettings;
import org.parley.store.DatabaseSettings;

/** Doctor asks a real Asterisk whether it has loaded the include for each agent that the dialer's tables have. */
class DialplanCheckIT {
    private static final String SERVED = "8300";
    private static final String UNSERVED = "830177";

    private static Check check(DialerDatabase at, AsteriskSettings asterisk) {
        Path here = Path.of("target");
        DatabaseSettings account = at.account();
        return DialplanCheck.check(Settings.load(new Sources(
                        null,
                        Map.of(
                                "PARLEY_DATABASE_PASSWORD",
                                account.password().reveal(),
                                "PARLEY_ASTERISK_SECRET",
                                asterisk.secret().reveal()),
                        List.of(
                                new Flag("test", "database.url", account.url()),
                                new Flag("test", "database.user", account.user()),
                                new Flag("test", "asterisk.user", asterisk.user()),
                                new Flag(
                                        "test",
                                        "asterisk.manager",
                                        asterisk.manager().toString())),
                        new Folders(here, here, here)))
                .value());
    }

    private static void add(AgentLines agents, String userStart, String extension) {
        agents.carryOut(
                agents.plan(new AgentWish(userStart, 2, extension, "SALES", List.of(), "sales", "", "ADMIN", true)));
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void eachAgentsExtensionMustBeReachedFromTheDialersContext(Kind kind) throws Exception {
        String ours = kind.isOsdial() ? "parley-osdial" : "parley-vicidial";
        String dialers = kind.isOsdial() ? "osdial" : "default";
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.LENIENT);
                AsteriskLab lab = AsteriskLab.start(LabSettings.standard(new HostPort("127.0.0.1", 4573)))) {
            AsteriskSettings manager = lab.manager("parley");
            assertThat(check(at, manager).finding()).isEqualTo("no agents yet");

            AgentLines agents = AgentLines.of(at.jdbi());
            add(agents, "9001", SERVED);
            assertThat(check(at, manager))
                    .isEqualTo(Check.ok(
                            "dialplan",
                            ours + " is loaded, with every agent's extension, and " + dialers + " reaches it"));

            add(agents, "9101", UNSERVED);
            Check absent = check(at, manager);
            assertThat(absent.status()).isEqualTo(Status.FAIL);
            assertThat(absent.finding()).isEqualTo("the context %s has no extension %s".formatted(ours, UNSERVED));
            assertThat(absent.remedy()).contains("./parley dialplan");

            lab.cli("dialplan add extension " + UNSERVED + ",1,NoOp into " + ours);
            lab.cli("dialplan remove include " + ours + " from " + dialers);
            Check hidden = check(at, manager);
            assertThat(hidden.status()).isEqualTo(Status.FAIL);
            assertThat(hidden.finding())
                    .startsWith("the dialer's context " + dialers + " does not reach ")
                    .contains(UNSERVED);
            assertThat(hidden.remedy()).isEqualTo("add 'include => %s' to [%s]".formatted(ours, dialers));
        }
    }
}
