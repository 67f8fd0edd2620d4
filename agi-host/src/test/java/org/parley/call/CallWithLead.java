package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ami.OutgoingCall;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.DatabaseSettings;
import org.parley.store.TestDatabase;

/** A host on the demo's tables with one script, behind extension 100, and a call of lead 1001 to it. */
final class CallWithLead implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);

    private final Parley host;
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();

    /** The host; {@code flags} are settings beside the usual ones. */
    CallWithLead(Path home, TestDatabase tables, InstantVoice voice, String script, Flag... flags) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("script.groovy"), script);
        this.host = Parley.start(settings(home, tables.settings(), flags), home, voice.ears(), voice.mouth());
    }

    /** The call, once the agent has said so many things. */
    SimulatedChannel afterHearing(int utterances) throws Exception {
        return after("agent-said", utterances);
    }

    /** The call, once so many events of that kind have come. */
    SimulatedChannel after(String kind, int times) throws Exception {
        CountDownLatch heard = new CountDownLatch(times);
        var _ = host.events().subscribe(event -> {
            if (event.kind().equals(kind)) {
                heard.countDown();
            }
        });
        SimulatedChannel call = asterisk.place(
                CallRequest.to(
                        host.agiAddress(), OutgoingCall.to("parley", "100").accountCode("V0101080000000001001")),
                new Deaf());
        assertThat(heard.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return call;
    }

    private static Settings settings(Path home, DatabaseSettings database, Flag... flags) {
        List<Flag> all = new ArrayList<>(List.of(
                new Flag("test", "agi.listen", "127.0.0.1:0"),
                new Flag("test", "audio.listen", "127.0.0.1:0"),
                new Flag("test", "database.url", database.url()),
                new Flag("test", "database.user", database.user()),
                new Flag("test", "calls.end-of-turn", "300ms"),
                new Flag("test", "calls.drain", "0s")));
        all.addAll(List.of(flags));
        return Settings.load(new Sources(
                        null,
                        Map.of("PARLEY_DATABASE_PASSWORD", database.password().reveal()),
                        all,
                        new Folders(home, home, home)))
                .value();
    }

    @Override
    public void close() {
        asterisk.close();
        host.close();
    }
}
