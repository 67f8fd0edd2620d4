package org.parley.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
import org.parley.call.CallEvent;

/**
 * The host of {@link BargeInBench}: says one long counted utterance after the other and tells from its timeline who got
 * the floor and when.
 */
public final class BargeInHost {
    /** What follows is the extension, the decision and its time in microseconds since 1970. */
    static final String FLOOR = "floor ";

    static final int UTTERANCE_SECONDS = 8;

    private static final String SCRIPT = """
            for (int part = 0; part < 100000; part++) {
                say "part ${part}"
            }
            """;

    private BargeInHost() {}

    /** Serves until the end of input; the arguments are a home folder and how many calls there may be. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        BenchHost.script(home, "parts", SCRIPT);
        Settings settings = BenchHost.settings(home, Integer.parseInt(arguments[1]));
        try (Parley host = Parley.start(settings, home, new Ears(), new Voice());
                AutoCloseable _ = host.events().subscribe(new Decisions())) {
            BenchHost.serve(host, settings);
        }
    }

    /** Prints what the timelines say about the floor. */
    private static final class Decisions implements Consumer<CallEvent> {
        private final Map<String, String> extensions = new ConcurrentHashMap<>(); // by the id of the call

        @Override
        public void accept(CallEvent event) {
            switch (event.kind()) {
                case "started" ->
                    extensions.put(event.callId(), String.valueOf(event.data().get("extension")));
                case "ended" -> extensions.remove(event.callId());
                case "floor" -> {
                    if (event.data().get("atMs") instanceof Number at) {
                        long decided = WallClock.micros(event.at()) - 1000 * (event.ms() - at.longValue());
                        BenchHost.print("%s%s %s %d"
                                .formatted(
                                        FLOOR,
                                        extensions.get(event.callId()),
                                        event.data().get("decision"),
                                        decided));
                    }
                }
                default -> {} // nothing about the floor
            }
        }
    }

    /** Understands words in what is long, at once, and nothing in what is short, as a cough. */
    static final class Ears implements SpeechToText {
        /** Of speech, with the 400 ms before it and the 700 ms behind. */
        private static final Duration WORDS_MIN = Duration.ofMillis(1900);

        @Override
        public String name() {
            return "instant";
        }

        @Override
        public Transcriber open(Listening listening, Consumer<Interim> interim) {
            return new Transcriber() {
                private Duration heard = Duration.ZERO;

                @Override
                public void hear(Pcm audio) {
                    heard = heard.plus(audio.duration());
                }

                @Override
                public Transcript finish(Duration limit) {
                    return heard.compareTo(WORDS_MIN) < 0 ? Transcript.NONE : new Transcript("stop that now", 1);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }

    /** Says {@code part N} as the N-th counted sound. */
    static final class Voice implements TextToSpeech {
        @Override
        public String name() {
            return "counted";
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
            int part = Integer.parseInt(text.substring(text.indexOf(' ') + 1));
            boolean _ = sink.audio(CountedSound.of(part, UTTERANCE_SECONDS * Pcm.TELEPHONE_RATE));
        }

        @Override
        public void close() {}
    }
}
