package org.parley.sim;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;

/**
 * A recogniser that takes no time: whatever is said, it has understood what it is told to. It may tell those words
 * while they are spoken, one more with each 200 ms of them.
 */
public final class InstantEars implements SpeechToText {
    private static final long EACH_WORD_MS = 200;

    private final Predicate<Locale> hears;
    private final Supplier<String> understands;
    private final Supplier<Transcript> understood;

    /** @param understood of each utterance, asked when it has ended; it may throw what a recogniser throws */
    public InstantEars(Supplier<Transcript> understood) {
        this(_ -> true, understood);
    }

    /** The same for some languages; in any other it refuses to listen. */
    public InstantEars(Predicate<Locale> hears, Supplier<Transcript> understood) {
        this(hears, () -> "", understood);
    }

    /** @param understands the words that are being spoken, "" when it tells none of them before the end */
    public InstantEars(Predicate<Locale> hears, Supplier<String> understands, Supplier<Transcript> understood) {
        this.understands = understands;
        this.hears = hears;
        this.understood = understood;
    }

    /** Understands the same at every time. */
    public InstantEars(String words) {
        this(() -> new Transcript(words, 1));
    }

    @Override
    public String name() {
        return "instant";
    }

    @Override
    public boolean hears(Locale language) {
        return hears.test(language);
    }

    @Override
    public Transcriber open(Listening listening, Consumer<Interim> interim) {
        if (!hears(listening.language())) {
            throw new ProviderException(name(), Kind.SETTINGS, "hears no " + listening.language(), null);
        }
        return new Transcriber() {
            private long heardMs; // the media loop's, as told
            private int told;

            @Override
            public void hear(Pcm audio) {
                heardMs += audio.duration().toMillis();
                List<String> words = List.of(understands.get().split(" ", -1));
                int known = (int) Math.min(words.size(), heardMs / EACH_WORD_MS);
                if (known > told) {
                    told = known;
                    interim.accept(new Interim(String.join(" ", words.subList(0, known)), false));
                }
            }

            @Override
            public Transcript finish(Duration limit) {
                return understood.get();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
