package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.ai.ProviderException;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.dialer.lines.AgentLines;
import org.parley.dialer.lines.AgentWish;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.hume.FakeHume;
import org.parley.sim.provider.hume.HumeManners;
import org.parley.store.DatabaseSettings;

/** A voice that fails one caller takes the lines out of the dialer's routing, and its recovery brings them back. */
class VoiceDownIT {
    /** How long people wait for the calls of a dead voice, at most. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final String READY = "<live_agents> WHERE user LIKE '900%' AND status = 'READY'";

    @TempDir
    private Path home;

    /** A synthesiser whose provider can be away. */
    private static final class Mouth implements TextToSpeech {
        private final TextToSpeech well = new InstantVoice().mouth();
        private final AtomicBoolean away = new AtomicBoolean();

        @Override
        public String name() {
            return "mouth";
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
            if (away.get()) {
                throw new ProviderException("mouth", ProviderException.Kind.NETWORK, "no connection", null);
            }
            well.speak(text, language, sink);
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource(names = {"OSDIAL", "VICIDIAL"})
    void linesGoAndComeWithTheVoice(Kind kind) throws Exception {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("sales.groovy"),
                "extensions '830055'\nsay 'Hello.'\ndispose 'NI'\n");
        Mouth mouth = new Mouth();
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.LENIENT)) {
            AgentLines agents = AgentLines.of(at.jdbi());
            agents.carryOut(
                    agents.plan(new AgentWish("9001", 3, "830055", "SALES", List.of(), "sales", "", "ADMIN", true)));
            at.natives().daemonSweep();
            try (Parley host = Parley.start(settings(at.account()), home, new InstantVoice().ears(), mouth);
                    SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
                assertThat(at.count(READY)).isEqualTo(3);
                mouth.away.set(true);
                asterisk.place(CallRequest.to(host.agiAddress(), "830055"), new Deaf())
                        .await(SOON);
                await().atMost(SOON).until(() -> at.count(READY) == 0);
                assertThat(agents.list().getFirst().held()).contains("the voice is down");

                mouth.away.set(false);
                await().atMost(SOON).until(() -> {
                    at.natives().daemonSweep();
                    return at.count(READY) == 3;
                });
            }
        }
    }

    @Test
    void linesGoWhenTheProviderRefusesTheKeyAndComeToTryItAgain() throws Exception {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("sales.groovy"),
                "extensions '830055'\nconverse { greeting 'Hello.' }\ndispose 'NI'\n");
        try (DialerDatabase at = DialerDatabase.open(Kind.VICIDIAL, Mode.LENIENT);
                FakeHume provider = new FakeHume(new HumeManners(), new ScriptedMind(), false)) {
            AgentLines agents = AgentLines.of(at.jdbi());
            agents.carryOut(
                    agents.plan(new AgentWish("9001", 2, "830055", "SALES", List.of(), "sales", "", "ADMIN", true)));
            at.natives().daemonSweep();
            InstantVoice box = new InstantVoice();
            Settings settings = settings(
                    at.account(),
                    new Flag("test", "talk.voices", "hume"),
                    new Flag("test", "talk.rest", "2s"),
                    new Flag("test", "hume.url", provider.httpUrl()),
                    new Flag("test", "hume.key", "${env:PARLEY_DATABASE_PASSWORD}"));
            try (Parley host = Parley.start(settings, home, box.ears(), box.mouth());
                    SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
                asterisk.place(CallRequest.to(host.agiAddress(), "830055"), new Deaf())
                        .await(SOON);
                await().atMost(SOON).until(() -> at.count(READY) == 0);
                assertThat(agents.list().getFirst().held()).contains("no voice of talk.voices works: hume");
                await().atMost(SOON).until(() -> {
                    at.natives().daemonSweep();
                    return at.count(READY) == 2;
                });
            }
        }
    }

    private Settings settings(DatabaseSettings database, Flag... more) {
        List<Flag> flags = new ArrayList<>(List.of(
                new Flag("test", "agi.listen", "127.0.0.1:0"),
                new Flag("test", "audio.listen", "127.0.0.1:0"),
                new Flag("test", "database.url", database.url()),
                new Flag("test", "database.user", database.user()),
                new Flag("test", "calls.drain", "0s")));
        flags.addAll(List.of(more));
        return Settings.load(new Sources(
                        null,
                        Map.of("PARLEY_DATABASE_PASSWORD", database.password().reveal()),
                        List.copyOf(flags),
                        new Folders(home, home, home)))
                .value();
    }
}
