package org.parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;
import org.parley.sim.InstantEars;

/**
 * The host of {@link TurnBench}: all of Parley, with a voice that takes no time. A script listens and answers as long
 * as the caller stays, or a free talk does.
 */
public final class TurnHost {
    private static final String SCRIPT = """
            say 'hello'
            for (int turn = 0; turn < 100000; turn++) {
                def heard = listen()
                if (heard.ok) {
                    say 'yes'
                }
            }
            """;

    private static final String TALK = """
            converse {
                greeting 'hello'
                intent 'yes', phrases: ['yes'], answer: 'yes'
                limit 60.min
            }
            """;

    private TurnHost() {}

    /** Serves until the end of input; the arguments are a home folder and how many calls there may be. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        BenchHost.script(home, "script", SCRIPT);
        BenchHost.script(home, "talk", TALK);
        Settings settings = BenchHost.settings(home, Integer.parseInt(arguments[1]));
        try (Parley host = Parley.start(settings, home, new InstantEars("yes"), new Voice())) {
            BenchHost.serve(host, settings);
        }
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
