package org.parley.ai.cascade;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.parley.ai.ProviderException;
import org.parley.ai.SpeechSink;
import org.parley.audio.Pcm;
import org.parley.audio.Utterance;

/** A sentence on its way to the caller, which knows how far he has heard it. Written by one thread, read by another. */
final class SpokenSentence implements SpeechSink {
    private final String text;
    private final Utterance utterance;
    private final BiConsumer<String, ProviderException> left;
    private final NavigableMap<Duration, Integer> marks = new TreeMap<>(); // guarded by this
    private Duration length = Duration.ZERO; // guarded by this
    private volatile long firstAudioNanos;

    /** {@code left} is told of a synthesiser that could not speak it. */
    SpokenSentence(String text, Utterance utterance, BiConsumer<String, ProviderException> left) {
        this.text = text;
        this.utterance = utterance;
        this.left = left;
    }

    @Override
    public boolean audio(Pcm piece) {
        if (firstAudioNanos == 0) {
            firstAudioNanos = System.nanoTime();
        }
        synchronized (this) {
            length = length.plus(piece.duration());
        }
        return utterance.write(piece);
    }

    @Override
    public synchronized void mark(int chars, Duration at) {
        marks.put(at, Math.clamp(chars, 0, text.length()));
    }

    @Override
    public void left(String synthesiser, ProviderException cause) {
        left.accept(synthesiser, cause);
    }

    String text() {
        return text;
    }

    Utterance utterance() {
        return utterance;
    }

    /** {@link System#nanoTime()} of its first audio, or 0. */
    long firstAudioNanos() {
        return firstAudioNanos;
    }

    /** As much of the text as was heard: by the synthesiser's marks, else in proportion; whole words only. */
    synchronized String heardText() {
        if (utterance.state() == Utterance.State.PLAYED) {
            return text;
        }
        Duration heard = utterance.heard();
        if (heard.isZero() || length.isZero()) {
            return "";
        }
        int chars;
        if (marks.isEmpty()) {
            chars = (int) (text.length() * Math.min(1.0, (double) heard.toMillis() / Math.max(1, length.toMillis())));
        } else {
            var last = marks.floorEntry(heard);
            chars = last == null ? 0 : last.getValue();
        }
        return toWord(chars);
    }

    private String toWord(int chars) {
        int end = chars;
        if (end < text.length() && end > 0 && !Character.isWhitespace(text.charAt(end))) {
            while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
                end--; // a word that was cut in the middle was not understood
            }
        }
        return text.substring(0, end).strip();
    }
}
