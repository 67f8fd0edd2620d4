package org.parley.aloud;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the host has had synthesised for the caller of the moment, and how long it sounds. Any thread may use it. */
final class AgentSpeech {
    /** Of a text that was not synthesised here, until others tell the pace of the voice. */
    private static final double CHARACTER_MILLIS = 65;

    private final Map<String, Sentence> said = new HashMap<>();
    private final Consumer<Sentence> told;
    private double millis;
    private int characters;

    /** Some words of the agent's that are synthesised in one go. */
    static final class Sentence {
        private final String text;
        private final AtomicLong nanos = new AtomicLong();

        private Sentence(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        /** How long it sounds, as far as it is synthesised. */
        double millis() {
            return nanos.get() / 1e6;
        }

        /** When so many of its characters are out. */
        double millisTo(int heard) {
            return millis() * heard / Math.max(1, text.length());
        }
    }

    /** {@code told} is given each sentence when its synthesis begins. */
    AgentSpeech(Consumer<Sentence> told) {
        this.told = told;
    }

    Sentence begins(String text) {
        Sentence sentence = new Sentence(text);
        synchronized (this) {
            said.put(text, sentence);
            characters += text.length();
        }
        told.accept(sentence);
        return sentence;
    }

    synchronized void sounds(Sentence sentence, Duration more) {
        long _ = sentence.nanos.addAndGet(more.toNanos());
        millis += more.toNanos() / 1e6;
    }

    /** As much of a text as was out after so long. */
    synchronized String heard(String text, long heardMillis) {
        @Nullable Sentence known = said.get(text);
        double pace = millis > 0 ? millis / characters : CHARACTER_MILLIS;
        double whole = known != null && known.millis() > 0 ? known.millis() : pace * text.length();
        return text.substring(0, Math.clamp(Math.round(text.length() * heardMillis / whole), 0, text.length()));
    }
}
