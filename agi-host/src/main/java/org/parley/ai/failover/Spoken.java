package org.parley.ai.failover;

import java.time.Duration;
import org.parley.ai.ProviderException;
import org.parley.ai.SpeechSink;
import org.parley.ai.Usage;
import org.parley.audio.Pcm;

/** A text on its way to the caller, by one synthesiser after the other. One thread at a time. */
final class Spoken implements SpeechSink {
    /** Slower than people and synthesisers speak, so that no word is taken for heard that was not. */
    private static final int MILLIS_PER_CHARACTER = 90;

    private final String text;
    private final SpeechSink sink;
    private int from; // where in the text the synthesiser has begun that speaks now
    private Duration before = Duration.ZERO; // the sound of those that were left
    private Duration length = Duration.ZERO; // the sound of the one that speaks
    private int marked = -1; // characters that it says are spoken by the end of its sound; -1 when it does not tell
    private Duration markedAt = Duration.ZERO;

    Spoken(String text, SpeechSink sink) {
        this.text = text;
        this.sink = sink;
    }

    /** What is still to be said. */
    String rest() {
        return text.substring(from);
    }

    @Override
    public boolean audio(Pcm piece) {
        length = length.plus(piece.duration());
        return sink.audio(piece);
    }

    @Override
    public void mark(int chars, Duration at) {
        if (at.compareTo(length) <= 0 && at.compareTo(markedAt) >= 0) {
            marked = chars;
            markedAt = at;
        }
        sink.mark(from + chars, before.plus(at));
    }

    @Override
    public void used(Usage usage) {
        sink.used(usage);
    }

    @Override
    public void left(String voice, ProviderException cause) {
        sink.left(voice, cause);
    }

    /** The one that speaks is left: false when the caller has heard all that is to be said. */
    boolean goesOn() {
        if (!length.isZero()) {
            String rest = rest();
            from += marked >= 0 ? word(rest, marked) : clause(rest, (int) (length.toMillis() / MILLIS_PER_CHARACTER));
        }
        before = before.plus(length);
        length = Duration.ZERO;
        marked = -1;
        markedAt = Duration.ZERO;
        return !rest().isBlank();
    }

    /** The beginning of the word at that character. */
    private static int word(String words, int at) {
        int begin = Math.clamp(at, 0, words.length());
        while (begin > 0 && begin < words.length() && !Character.isWhitespace(words.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    /** The beginning of the clause at that character: what was cut in the middle is said again from there. */
    private static int clause(String words, int at) {
        int begin = Math.clamp(at, 0, words.length());
        while (begin > 0 && !isBorder(words, begin)) {
            begin--;
        }
        return begin;
    }

    private static boolean isBorder(String words, int at) {
        return at >= 2
                && Character.isWhitespace(words.charAt(at - 1))
                && ".?!;:,،؛؟…".indexOf(words.charAt(at - 2)) >= 0;
    }
}
