package org.parley.sim;

import java.time.Duration;
import java.util.List;
import org.parley.sim.CallerStep.HangsUp;
import org.parley.sim.CallerStep.Hears;
import org.parley.sim.CallerStep.Interrupts;
import org.parley.sim.CallerStep.Presses;
import org.parley.sim.CallerStep.Says;
import org.parley.sim.CallerStep.Silent;

/**
 * A caller who works through his script by ear: he knows of the agent only what comes out of the line, and his clock is
 * the line's tick. Runs on the line's thread; {@link #exchanges} and {@link #mood} may be read by any.
 */
public final class Caller implements CallerLine.Ear {
    private final List<CallerStep> steps;
    private final CallerVoice voice;
    private final long patienceTicks;
    private final AgentEar ear = new AgentEar();
    private final Exchanges exchanges = new Exchanges();
    private volatile Mood mood = Mood.TALKING;
    private int step;
    private long now;
    private long stepSince;
    private boolean acting;

    /** A caller who waits up to that long for the agent at each step, and then hangs up. */
    public Caller(CallerScript script, CallerVoice voice, Duration patience) {
        this.steps = script.steps();
        this.voice = voice;
        this.patienceTicks = AgentEar.ticks(patience);
    }

    /** How a caller takes his call. */
    public enum Mood {
        /** He still works through his script. */
        TALKING,
        /** He did all of it. */
        CONTENT,
        /** The agent let him wait too long, and he hung up. */
        GAVE_UP,
        /** The line ended before he was through. */
        CUT_OFF
    }

    /**
     * What the caller said and how the agent took it, by the caller's ear: times in ms since the call began, exact to a
     * tick of 20 ms, -1 for what did not happen.
     *
     * @param interrupting said into the agent's speech
     * @param responseMillis from the end of his words to the agent's first sound after them
     * @param yieldMillis when interrupting: from his first word to the agent's silence
     */
    public record Exchange(
            String text,
            boolean interrupting,
            long startMillis,
            long endMillis,
            long responseMillis,
            long yieldMillis) {}

    /** All that was said so far. */
    public List<Exchange> exchanges() {
        return exchanges.all();
    }

    public Mood mood() {
        return mood;
    }

    /** The number of the step that he is at, from 1, for reports. */
    public String progress() {
        return step < steps.size() ? "step %d, %s".formatted(step + 1, steps.get(step)) : "the end of his script";
    }

    @Override
    public void tick(CallerLine line, short[] heard, int length) {
        now++;
        exchanges.tick(ear.hear(heard, length), now);
        if (acting && !line.isBusy()) {
            acting = false;
            exchanges.end(now);
            next();
        }
        while (mood == Mood.TALKING && !acting && step < steps.size() && done(line, steps.get(step))) {
            next();
        }
        boolean waits =
                step == steps.size() || steps.get(step) instanceof Hears || steps.get(step) instanceof Interrupts;
        if (mood == Mood.TALKING && waits && now - stepSince > patienceTicks) {
            mood = Mood.GAVE_UP;
            line.hangUp();
        }
    }

    private void next() {
        step++;
        stepSince = now;
        ear.forget();
    }

    /** Does what there is to do at this tick; true when the step is over with it. */
    private boolean done(CallerLine line, CallerStep now) {
        return switch (now) {
            case Hears(Duration silence) -> ear.hasDone(silence);
            case Silent(Duration length) -> this.now - stepSince >= AgentEar.ticks(length);
            case Says(String text) -> say(line, text, false);
            case Interrupts(Duration after, String text) ->
                // an agent who was done sooner is answered like any other
                ear.isSpeakingFor(after)
                        ? say(line, text, true)
                        : ear.hasDone(CallerScript.AGENT_SILENCE) && say(line, text, false);
            case Presses(String keys) -> {
                keys.chars().forEach(key -> line.press((char) key));
                acting = true;
                yield false;
            }
            case HangsUp() -> {
                mood = Mood.CONTENT;
                line.hangUp();
                yield false;
            }
        };
    }

    private boolean say(CallerLine line, String text, boolean interrupting) {
        line.play(voice.of(text));
        exchanges.begin(text, interrupting, now);
        acting = true;
        return false;
    }

    @Override
    public void ended() {
        if (mood == Mood.TALKING) {
            mood = step >= steps.size() ? Mood.CONTENT : Mood.CUT_OFF;
        }
    }
}
