package org.parley.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.parley.ai.LanguageModel;
import org.parley.ai.SpokenFiles;
import org.parley.ai.local.LocalVoice;
import org.parley.ai.local.LocalVoiceSettings;
import org.parley.ai.local.RuleModel;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallerScript;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.elevenlabs.AgentManners;
import org.parley.sim.provider.elevenlabs.FakeElevenLabs;
import org.parley.sim.provider.hume.FakeHume;
import org.parley.sim.provider.hume.HumeManners;
import org.parley.sim.provider.openai.FakeOpenAi;

/**
 * The stand-in of a voice's provider on a loopback port, with the box's own rules and speech for a mind, and a script
 * whose calls talk with it. No key, no account: what crosses the port is the provider's wire format.
 */
public final class StandIn implements AutoCloseable {
    /** What may be asked for. */
    public static final List<String> NAMES = List.of("elevenlabs-fake", "hume-fake", "openai-fake");
    /** The variable that its key stands in, for the host alone. */
    public static final String KEY = "STAND_IN_KEY";

    private static final String SCRIPT = "talk.groovy";
    private static final String CALLER = "talker.txt";

    private final String name;
    private final LocalVoice box;
    private final LanguageModel rules;
    private final FakeProvider provider;
    private final Path scripts;

    private StandIn(String name, LocalVoice box) throws IOException {
        this.name = name;
        this.box = box;
        this.rules = new RuleModel();
        this.scripts = Files.createTempDirectory("parley-demo-");
        Files.writeString(scripts.resolve(SCRIPT), resource(SCRIPT));
        BoxMind mind = new BoxMind(BoxMind.CLINIC, box.speechToText(), rules, box.textToSpeech());
        this.provider = switch (name) {
            case "elevenlabs-fake" -> new FakeElevenLabs(new AgentManners(), mind, false);
            case "hume-fake" -> new FakeHume(new HumeManners(), mind, false);
            default -> new FakeOpenAi(mind, false);
        };
    }

    /** Starts one of {@link #NAMES} with the speech that those settings choose; takes some seconds. */
    public static StandIn start(String name, LocalVoiceSettings speech) throws IOException {
        LocalVoice box = LocalVoice.open(speech, SpokenFiles.open(Path.of(""), 0)); // it keeps no files
        boolean started = false;
        try {
            StandIn standIn = new StandIn(name, box);
            started = true;
            return standIn;
        } finally {
            if (!started) {
                box.close();
            }
        }
    }

    /** Its name, one of {@link #NAMES}. */
    public String name() {
        return name;
    }

    /** What it is, for a person. */
    public String description() {
        return "%s: the provider's wire format at %s; its mind is this box's rules, ears (%s) and mouth (%s)"
                .formatted(
                        name,
                        provider.httpUrl(),
                        box.speechToText().name(),
                        box.textToSpeech().name());
    }

    /** What the provider would not have taken of what it was sent. */
    public List<String> violations() {
        return provider.violations();
    }

    /** How many messages it was sent over its sockets. */
    public int messages() {
        return provider.seen().size();
    }

    /** The key that it wants. */
    public String key() {
        return switch (name) {
            case "elevenlabs-fake" -> FakeElevenLabs.KEY;
            case "hume-fake" -> FakeHume.KEY;
            default -> FakeOpenAi.KEY;
        };
    }

    /** The settings that lead a host to it, whose environment has its key. */
    public List<Flag> settings() {
        String voice = name.replace("-fake", "");
        String path = voice.equals("openai") ? "/v1" : "";
        List<Flag> flags = new ArrayList<>(List.of(
                flag("scripts.folder", scripts.toString()),
                flag("talk.voices", voice),
                flag(voice + ".url", provider.httpUrl() + path),
                flag(voice + ".key", "${env:" + KEY + "}")));
        if (voice.equals("elevenlabs")) {
            flags.add(flag("elevenlabs.agent.id", FakeElevenLabs.AGENT));
        }
        return flags;
    }

    private static Flag flag(String key, String value) {
        return new Flag("--voice", key, value);
    }

    /** What its caller does. */
    public static CallerScript caller() {
        try {
            return CallerScript.parse(resource(CALLER), CALLER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String file) throws IOException {
        try (InputStream in = StandIn.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Expected " + file + " beside the demo's classes; build agi-host again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        provider.close();
        rules.close();
        box.close();
        try {
            Files.deleteIfExists(scripts.resolve(SCRIPT));
            Files.deleteIfExists(scripts);
        } catch (IOException left) {
            // a folder with one script, among the temporary files
        }
    }
}
