package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.parley.ami.OutgoingCall;
import org.parley.call.CallEvent;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.call.LiveCalls;
import org.parley.call.Order;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.CallerLine;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.elevenlabs.AgentManners;
import org.parley.sim.provider.elevenlabs.FakeElevenLabs;
import org.parley.sim.provider.hume.FakeHume;
import org.parley.sim.provider.hume.HumeManners;
import org.parley.sim.provider.openai.FakeOpenAi;
import org.parley.store.CallBook;
import org.parley.store.CallStory;

/**
 * A whole host with one script, a simulated Asterisk, and the stand-in of a provider: {@code elevenlabs}, {@code hume},
 * {@code openai}, or {@code cascade} for the box's ears and mouth with OpenAI's model between them.
 */
final class TalkingHost implements AutoCloseable {
    static final List<String> VOICES = List.of("elevenlabs", "hume", "openai", "cascade");
    private static final Duration LIMIT = Duration.ofSeconds(12);

    final ScriptedMind mind = new ScriptedMind();
    final InstantVoice box = new InstantVoice();
    final FakeProvider provider;
    private final String voice;
    private final Path home;
    private final AgentManners elevenLabs = new AgentManners();
    private final HumeManners hume = new HumeManners();
    private final EventQueue events = new EventQueue(LIMIT);
    private final List<CallEvent> all = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private @Nullable CallBook book; // once it was called
    private @Nullable LiveCalls liveCalls;
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();

    TalkingHost(String voice, Path home) {
        this.voice = voice;
        this.home = home;
        this.provider = switch (voice) {
            case "elevenlabs" -> new FakeElevenLabs(elevenLabs, mind, false);
            case "hume" -> new FakeHume(hume, mind, false);
            default -> new FakeOpenAi(mind, false);
        };
        parts.add(provider);
    }

    /** Starts the host with that script and calls it. */
    SimulatedChannel call(String script, Flag... more) throws IOException {
        return call(script, Map.of(), new Deaf(), more);
    }

    /** The same with variables of the channel. */
    SimulatedChannel call(String script, Map<String, String> variables, Flag... more) throws IOException {
        return call(script, variables, new Deaf(), more);
    }

    /** The same for a caller with that ear. */
    SimulatedChannel call(String script, CallerLine.Ear ear, Flag... more) throws IOException {
        return call(script, Map.of(), ear, more);
    }

    private SimulatedChannel call(String script, Map<String, String> variables, CallerLine.Ear ear, Flag... more)
            throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("talk.groovy"), "extensions '100'\n" + script);
        List<Flag> flags = new ArrayList<>(
                switch (voice) {
                    case "elevenlabs" ->
                        List.of(
                                flag("elevenlabs.url", provider.httpUrl()),
                                flag("elevenlabs.key", "${env:KEY}"),
                                flag("elevenlabs.agent.id", FakeElevenLabs.AGENT));
                    case "hume" -> List.of(flag("hume.url", provider.httpUrl()), flag("hume.key", "${env:KEY}"));
                    case "cascade" ->
                        List.of(
                                flag("openai.url", provider.httpUrl() + "/v1"),
                                flag("openai.key", "${env:KEY}"),
                                flag("cascade.model", "openai"));
                    default ->
                        List.of(flag("openai.url", provider.httpUrl() + "/v1"), flag("openai.key", "${env:KEY}"));
                });
        flags.addAll(List.of(more));
        Parley host = Parley.start(settings(home, flags, key()), home, box.ears(), box.mouth());
        parts.add(host);
        liveCalls = host.liveCalls();
        book = host.callBook();
        parts.add(host.events().subscribe(events));
        parts.add(host.events().subscribe(all::add));
        OutgoingCall outgoing = OutgoingCall.to("parley", "100");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            outgoing = outgoing.variable(variable.getKey(), variable.getValue());
        }
        return asterisk.place(CallRequest.to(host.agiAddress(), outgoing), ear);
    }

    private String key() {
        return switch (voice) {
            case "elevenlabs" -> FakeElevenLabs.KEY;
            case "hume" -> FakeHume.KEY;
            default -> FakeOpenAi.KEY;
        };
    }

    /** A script that only talks, by that voice. */
    static String briefTalk(String voice) {
        return """
                converse {
                    voice '%s'
                    greeting 'Hello from the script.'
                    instructions 'Be brief.'
                    limit 1.min
                }
                """.formatted(voice);
    }

    /** Settings on free ports, without a database, and with this as the variable KEY. */
    static Settings settings(Path home, List<Flag> more, String key) {
        List<Flag> flags = new ArrayList<>(List.of(
                flag("agi.listen", "127.0.0.1:0"),
                flag("audio.listen", "127.0.0.1:0"),
                flag("database.url", "none"),
                flag("calls.drain", "0s")));
        flags.addAll(more);
        return Settings.load(new Sources(null, Map.of("KEY", key), List.copyOf(flags), new Folders(home, home, home)))
                .value();
    }

    static Flag flag(String key, String value) {
        return new Flag("test", key, value);
    }

    /** A supervisor, anna, orders that of the call that runs. */
    void order(Order.What what) {
        LiveCalls calls = Objects.requireNonNull(liveCalls);
        String id =
                await().atMost(LIMIT).until(calls::ids, ids -> ids.size() == 1).getFirst();
        assertThat(calls.give(id, new Order("anna", what))).isEmpty();
    }

    /** The caller's words are understood by the provider one by one, each so long after the one before. */
    void understandEachWordIn(Duration each) {
        elevenLabs.understandsEachWordIn(each);
        hume.eachWord = each;
        if (provider instanceof FakeOpenAi openAi) {
            openAi.realtime().writeEachWordIn(each);
            openAi.realtime().wordsFirst();
        }
    }

    /** The text of every event of that kind so far. */
    List<String> texts(String kind) {
        return all.stream()
                .filter(event -> event.kind().equals(kind))
                .map(event -> String.valueOf(event.data().get("text")))
                .toList();
    }

    /** The next event of one of those kinds. */
    CallEvent awaitAny(String... kinds) throws InterruptedException {
        return events.next(Set.of(kinds));
    }

    /** The next event of that kind. */
    CallEvent awaitEvent(String kind) throws InterruptedException {
        return events.next(kind);
    }

    /** The one call as it was written down, once it has ended. */
    CallStory story() {
        CallBook calls = Objects.requireNonNull(book);
        await().atMost(LIMIT).until(() -> calls.list(1).stream().anyMatch(row -> row.endedAt() != null));
        return calls.show(calls.list(1).getFirst().id()).orElseThrow();
    }

    @Override
    public void close() {
        parts.add(asterisk);
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception failure) {
                throw new AssertionError("Expected it to close: " + part, failure);
            }
        }
    }
}
