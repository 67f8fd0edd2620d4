package org.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.SpeechSink;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.parley.settings.Folders;
import org.parley.settings.HostPort;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/** The host of {@link TurnBench}: all of Parley, with a voice that takes no time. Ends when its input ends. */
public final class TurnHost {
    static final String READY = "ready ";

    /** Listens and answers as long as the caller stays. */
    private static final String SCRIPT = """
            extensions '8300'
            say 'hello'
            for (int turn = 0; turn < 100000; turn++) {
                def heard = listen()
                if (heard.ok) {
                    say 'yes'
                }
            }
            """;

    private TurnHost() {}

    /** Serves until the end of input; the arguments are a home folder and how many calls there may be. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        Files.writeString(scripts.resolve("turn.groovy"), SCRIPT);
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of(),
                        List.of(
                                new Flag("bench", "agi.listen", "127.0.0.1:0"),
                                new Flag("bench", "audio.listen", "127.0.0.1:0"),
                                new Flag("bench", "agi.calls-max", arguments[1]),
                                new Flag("bench", "agi.handshakes-max", arguments[1]),
                                new Flag("bench", "audio.legs-max", arguments[1]),
                                new Flag("bench", "database.url", "none"),
                                new Flag("bench", "scripts.folder", scripts.toString()),
                                new Flag("bench", "calls.drain", "1s")),
                        new Folders(home, home, home)))
                .value();
        try (Parley host = Parley.start(settings, home, new Ears(), new Voice())) {
            HostPort agi = new HostPort("127.0.0.1", host.agiAddress().getPort());
            System.out.println(READY + agi + " " + settings.calls().endOfTurn().toMillis());
            System.out.flush();
            while (System.in.read() >= 0) {
                // the generator says nothing; it closes
            }
        }
    }

    /** Understands everything at once. */
    static final class Ears implements SpeechToText {
        @Override
        public String name() {
            return "instant";
        }

        @Override
        public Transcriber open(Listening listening, Consumer<Interim> interim) {
            return new Transcriber() {
                @Override
                public void hear(Pcm audio) {}

                @Override
                public Transcript finish(Duration limit) {
                    return new Transcript("yes", 1);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }

    /** Says everything at once, as 300 ms of tone. */
    static final class Voice implements TextToSpeech {
        private static final int SAMPLES = 2400;

        @Override
        public String name() {
            return "instant";
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) {
            short[] samples = new short[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                samples[i] = (short) (8000 * Math.cos(2 * Math.PI * 400 * i / 8000));
            }
            boolean _ = sink.audio(new Pcm(samples, Pcm.TELEPHONE_RATE));
        }

        @Override
        public void close() {}
    }
}
