package org.parley.ai.talk;

/**
 * What was decided about the floor, and from what.
 *
 * @param nanos {@link System#nanoTime()} of the decision
 * @param speechMs how long the caller had spoken
 * @param voiceMs how much of that was a voice, and not a cough or noise
 * @param levelDb how loud he was, above one step of 16 bits; 90 is the loudest
 * @param words what a streaming recogniser had understood, or ""
 * @param why the rule that decided, in a few words
 */
public record FloorDecision(
        Kind kind, long nanos, long speechMs, long voiceMs, double levelDb, String words, String why) {

    /** What happens to our speech. */
    public enum Kind {
        /** It holds at its sample: somebody speaks. */
        PAUSED,
        /** It goes on from there: that was no interruption. */
        RESUMED,
        /** Its rest is dropped: the caller has the floor. */
        CUT
    }
}
