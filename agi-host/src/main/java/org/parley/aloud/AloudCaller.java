package org.parley.aloud;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.call.CallEvent;
import org.parley.sim.CallerLine;
import org.parley.sim.CallerVoice;
import org.parley.trial.Timeline;
import org.parley.trial.TrialCaller.Move;

/**
 * A caller on a line who does what a test's list says. What the agent says he knows from the host's events; that the
 * script listens he takes from the agent's silence.
 */
final class AloudCaller implements CallerLine.Ear, Consumer<CallEvent> {
    /** So long after the agent's last word, or an answer that was taken, the script listens. */
    private static final int QUIET_TICKS = 700 / CallerLine.TICK_MILLIS;
    /** The same when the agent has not yet said anything, for he may only listen for who answers. */
    private static final int MUTE_TICKS = 6000 / CallerLine.TICK_MILLIS;

    private final Timeline does;
    private final CallerVoice voice;
    private boolean agentSpeaks;
    private boolean listens; // since his last move the script has gone on, and may listen again
    private boolean acts; // what he plays or presses is not out yet
    private boolean hangsUp;
    private int quietLeft; // ticks until he takes it that the script listens
    private long silentLeft; // ticks that he keeps silent

    AloudCaller(Timeline does, CallerVoice voice) {
        this.does = does;
        this.voice = voice;
    }

    @Override
    public synchronized void accept(CallEvent event) {
        switch (event.kind()) {
            case "leg" -> listensAfter(MUTE_TICKS);
            case "agent-says" -> agentSpeaks = true;
            case "agent-said" -> {
                agentSpeaks = false;
                listensAfter(QUIET_TICKS);
                said(String.valueOf(event.data().get("text")), event.data().get("latencyMs"));
            }
            case "answer" -> listensAfter(QUIET_TICKS);
            case "caller-said" -> quietLeft = Math.max(quietLeft, QUIET_TICKS);
            default -> {} // tells nothing about whose turn it is
        }
    }

    private void listensAfter(int ticks) {
        listens = true;
        quietLeft = ticks;
    }

    private void said(String text, @Nullable Object latency) {
        long millis = latency instanceof Number number ? Math.max(0, number.longValue()) : 0;
        var _ = does.begins(text, Duration.ofMillis(millis), false);
        hangsUp |= does.heard(text);
    }

    @Override
    public synchronized void tick(CallerLine line, short[] heard, int length) {
        if (hangsUp) {
            line.hangUp();
        } else if (acts) {
            acts = line.isBusy();
        } else if (silentLeft > 0) {
            silentLeft--;
        } else if (listens && !agentSpeaks && --quietLeft <= 0) {
            listens = false;
            move(line, does.next());
        }
    }

    private void move(CallerLine line, Move move) {
        switch (move) {
            case Move.Says(String words) -> {
                line.play(voice.of(words));
                acts = true;
            }
            case Move.Presses(String keys) -> {
                keys.chars().forEach(key -> line.press((char) key));
                acts = true;
            }
            case Move.Silent(Duration length)
            when length != null -> {
                silentLeft = length.toMillis() / CallerLine.TICK_MILLIS;
                listens = true;
            }
            case Move.Silent _ -> {} // until the script goes on
            case Move.HangsUp() -> hangsUp = true;
            case Move.Mumbles() -> throw new IllegalStateException("Expected a test without mumbles()");
        }
    }

    @Override
    public void ended() {
        // the call's record tells how
    }
}
