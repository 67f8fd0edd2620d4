package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ami.OutgoingCall;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;

/** A script that breaks down in call after call leaves routing, and its callers go where the dialplan sends them. */
class BrokenScriptIT {
    private static final String GOOD = "extensions '100'\nnote 'well'";
    private static final String BAD = "extensions '100'\ndef none = var('NONE').length()\nnote \"${1.intdiv(none)}\"";

    @TempDir
    Path home;

    @Test
    void theVersionBeforeServesAgainAndOneWithoutIsRefused() throws Exception {
        Path file = Files.createDirectories(home.resolve("scripts")).resolve("sales.groovy");
        Files.writeString(file, GOOD);
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of(),
                        List.of(
                                new Flag("test", "agi.listen", "127.0.0.1:0"),
                                new Flag("test", "audio.listen", "127.0.0.1:0"),
                                new Flag("test", "database.url", "none"),
                                new Flag("test", "scripts.reload-after", "50ms"),
                                new Flag("test", "calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
        InstantVoice voice = new InstantVoice();
        try (Parley host = Parley.start(settings, home, voice.ears(), voice.mouth());
                SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
            assertThat(call(host, asterisk, "100")).containsEntry("PARLEY_STATUS", "DONE");
            String good = host.scripts().named("sales").orElseThrow().version();
            Files.writeString(file, BAD);
            await().atMost(CallWithLead.SOON)
                    .until(() -> !host.scripts()
                            .named("sales")
                            .orElseThrow()
                            .version()
                            .equals(good));
            for (int i = 0; i < 5; i++) {
                assertThat(call(host, asterisk, "100")).containsEntry("PARLEY_STATUS", "FAILED");
            }
            await().atMost(CallWithLead.SOON).until(() -> state(host).equals("fallback"));
            assertThat(call(host, asterisk, "100")).as("the version before").containsEntry("PARLEY_STATUS", "DONE");

            Files.delete(file);
            Files.writeString(file.resolveSibling("other.groovy"), BAD.replace("100", "101"));
            await().atMost(CallWithLead.SOON)
                    .until(() -> host.scripts().named("other").isPresent());
            for (int i = 0; i < 5; i++) {
                assertThat(call(host, asterisk, "101")).containsEntry("PARLEY_REASON", "FAILED");
            }
            assertThat(call(host, asterisk, "101"))
                    .containsEntry("PARLEY_STATUS", "FAILED")
                    .containsEntry("PARLEY_REASON", "script other is out");
        }
    }

    private static String state(Parley host) {
        return host.scripts().status().getFirst().state();
    }

    private static Map<String, String> call(Parley host, SimulatedAsterisk asterisk, String extension)
            throws Exception {
        CallEnd end = asterisk.place(
                        CallRequest.to(host.agiAddress(), OutgoingCall.to("parley", extension)), new Deaf())
                .await(CallWithLead.SOON);
        return end.variables();
    }
}
