package org.parley.trial;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller of a trial: a list of what he does, or a person at a terminal. */
public interface TrialCaller {

    /** What he does when it is his turn. */
    sealed interface Move {
        /** The longest line that is read of what a person writes. */
        int CHARACTERS_MAX = 2000;

        /** What a person writes: nothing is silence, {@code #12} are keys, {@code ?} is not understood. */
        static Move of(String line) {
            String words = line.strip();
            if (words.isEmpty()) {
                return new Silent(null);
            }
            if (words.equals("?")) {
                return new Mumbles();
            }
            if (words.matches("#[0-9*#]{0,64}")) {
                return new Presses(words.length() == 1 ? words : words.substring(1));
            }
            return new Says(words.length() <= CHARACTERS_MAX ? words : words.substring(0, CHARACTERS_MAX));
        }

        /** He says this. */
        record Says(String words) implements Move {}

        /** He says something that is not understood. */
        record Mumbles() implements Move {}

        /** He presses these keys. */
        record Presses(String keys) implements Move {}

        /** He says nothing for so long; null for as long as the script waits for him. */
        record Silent(@Nullable Duration length) implements Move {}

        /** He hangs up. */
        record HangsUp() implements Move {}
    }

    /** Words over ours, spoken when so many characters of ours were heard. */
    record Interruption(String words, int heard) {}

    /** We begin to speak: so long after he ended, and what he says over it. */
    Optional<Interruption> begins(String text, Duration silence, boolean interruptible);

    /** Our words were heard as far as this; true when he hangs up now. */
    boolean heard(String text);

    /** What he does at once, whatever the agent does; asked again and again where time is real. */
    default Optional<Move> atOnce() {
        return Optional.empty();
    }

    /** His move, for the script listens. */
    Move next();

    /** Whether more keys follow at once. */
    default boolean keysFollow() {
        return false;
    }

    /** What he does, if anything, while music or silence is played: keys, or hanging up. */
    default Optional<Move> meanwhile() {
        return Optional.empty();
    }

    /** The greeting of a machine, when that has answered. */
    default Optional<String> machine() {
        return Optional.empty();
    }
}
