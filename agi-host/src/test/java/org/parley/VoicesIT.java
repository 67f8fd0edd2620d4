package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.call.CallEvent;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.settings.Folders;
import org.parley.settings.SettingsException;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.elevenlabs.AgentManners;
import org.parley.sim.provider.elevenlabs.FakeElevenLabs;
import org.parley.sim.provider.hume.FakeHume;
import org.parley.sim.provider.hume.HumeManners;
import org.parley.sim.provider.openai.FakeOpenAi;

/** Whole calls through the host with the voices of providers, each by its own wire format, and when one dies. */
class VoicesIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ScriptedMind mind = new ScriptedMind();
    private final InstantVoice box = new InstantVoice();
    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();

    @TempDir
    private Path home;

    @AfterEach
    void close() throws Exception {
        asterisk.close();
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai"})
    void aScriptPicksAVoiceWithOneWordAndTheCallerTalksWithIt(String voice) throws Exception {
        FakeProvider provider = provider(voice);
        SimulatedChannel call = call(voice, "'" + voice + "'");
        assertThat(awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
        call.play(InstantVoice.speech(Duration.ofMillis(900)));
        assertThat(awaitEvent("caller-said").data().get("text")).isEqualTo("I have a question");
        assertThat(awaitEvent("agent-said").data()).containsEntry("text", "Here is the answer.");
        call.hangUp();
        awaitEvent("ended");
        assertThat(provider.violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai"})
    void whenItsKeyIsRefusedTheNextVoiceTalks(String voice) throws Exception {
        FakeProvider provider = provider(voice);
        provider.refuseNext(401, "{\"detail\":\"invalid key\"}");
        SimulatedChannel call = call(voice, "'" + voice + "', 'local'");
        assertThat(awaitEvent("voice-left").data().get("reason")).asString().contains("401");
        assertThat(awaitEvent("agent-said").data()).containsEntry("text", "Hello from the script.");
        call.hangUp();
        awaitEvent("ended");
    }

    @Test
    void whenItDiesInMidTalkTheNextVoiceGoesOnAndTheCallEndsWithAStatus() throws Exception {
        FakeProvider provider = provider("elevenlabs");
        SimulatedChannel call = call("elevenlabs", "'elevenlabs', 'local'");
        awaitEvent("agent-said");
        provider.sockets().forEach(FakeSocket::reset);
        awaitEvent("voice-left");
        box.understands("goodbye");
        call.play(InstantVoice.speech(Duration.ofMillis(900)));
        assertThat(awaitEvent("agent-said").data()).containsEntry("text", "Goodbye then.");
        assertThat(awaitEvent("ended").data()).containsEntry("status", "INFO");
    }

    @Test
    void aVoiceThatIsNotSetUpIsRefusedWhenTheHostStartsWithWhatItNeeds() {
        assertThatThrownBy(() -> settings(List.of(flag("talk.voices", "hume, local")), ""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("hume.key");
        assertThatThrownBy(() -> settings(List.of(flag("cascade.hearing", "deepgram")), ""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("deepgram.key");
    }

    private FakeProvider provider(String voice) {
        mind.thinks("I have a question", "Here is the answer.");
        FakeProvider provider = switch (voice) {
            case "elevenlabs" -> new FakeElevenLabs(new AgentManners(), mind, false);
            case "hume" -> new FakeHume(new HumeManners(), mind, false);
            default -> new FakeOpenAi(mind, false);
        };
        parts.add(provider);
        return provider;
    }

    private SimulatedChannel call(String provider, String voices) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("talk.groovy"), """
                extensions '100'
                converse {
                    voice %s
                    greeting 'Hello from the script.'
                    instructions 'Be brief.'
                    intent 'bye', phrases: ['goodbye'], answer: 'Goodbye then.', ends: true
                    limit 1.min
                }
                dispose 'INFO'
                """.formatted(voices));
        FakeProvider fake = (FakeProvider) parts.getFirst();
        List<Flag> flags = new ArrayList<>(
                switch (provider) {
                    case "elevenlabs" ->
                        List.of(
                                flag("elevenlabs.url", fake.httpUrl()),
                                flag("elevenlabs.key", "${env:KEY}"),
                                flag("elevenlabs.agent.id", FakeElevenLabs.AGENT));
                    case "hume" -> List.of(flag("hume.url", fake.httpUrl()), flag("hume.key", "${env:KEY}"));
                    default -> List.of(flag("openai.url", fake.httpUrl() + "/v1"), flag("openai.key", "${env:KEY}"));
                });
        Parley host = Parley.start(settings(flags, key(provider)), home, box.ears(), box.mouth());
        parts.add(host);
        parts.add(host.events().subscribe(events::add));
        return asterisk.place(CallRequest.to(host.agiAddress(), "100"), new Deaf());
    }

    private static String key(String provider) {
        return switch (provider) {
            case "elevenlabs" -> FakeElevenLabs.KEY;
            case "hume" -> FakeHume.KEY;
            default -> FakeOpenAi.KEY;
        };
    }

    private Settings settings(List<Flag> more, String key) {
        List<Flag> flags = new ArrayList<>(List.of(
                flag("agi.listen", "127.0.0.1:0"),
                flag("audio.listen", "127.0.0.1:0"),
                flag("database.url", "none"),
                flag("calls.drain", "0s")));
        flags.addAll(more);
        return Settings.load(new Sources(null, Map.of("KEY", key), List.copyOf(flags), new Folders(home, home, home)))
                .value();
    }

    private static Flag flag(String key, String value) {
        return new Flag("test", key, value);
    }

    private CallEvent awaitEvent(String kind) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<String> others = new ArrayList<>();
        while (true) {
            CallEvent event = events.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            assertThat(event).as("the event '%s' after %s", kind, others).isNotNull();
            if (event.kind().equals(kind)) {
                return event;
            }
            others.add(event.kind() + event.data());
        }
    }
}
