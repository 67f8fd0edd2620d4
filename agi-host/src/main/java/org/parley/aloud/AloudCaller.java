package org.parley.aloud;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.aloud.AgentSpeech.Sentence;
import org.parley.call.CallEvent;
import org.parley.sim.AgentEar;
import org.parley.sim.CallerLine;
import org.parley.trial.TrialCaller;
import org.parley.trial.TrialCaller.Interruption;
import org.parley.trial.TrialCaller.Move;

/**
 * A caller on a line who does what a test's list says. When the agent speaks he hears; which words he knows from the
 * host, and how far they have come from how long they sound. That the script listens he takes from the agent's silence.
 */
final class AloudCaller implements CallerLine.Ear, Consumer<CallEvent> {
    /** So long after the last word of a question the script listens. */
    private static final int QUIET_TICKS = 700 / CallerLine.TICK_MILLIS;
    /** The same after words of a free talk: it may be over with them, and the script says more. */
    private static final int TALK_TICKS = 1500 / CallerLine.TICK_MILLIS;
    /** And after other words, or an answer that was taken: more often something else is said or asked. */
    private static final int SAID_TICKS = 2500 / CallerLine.TICK_MILLIS;
    /** The same when the agent has not yet said anything, for he may only listen for who answers. */
    private static final int MUTE_TICKS = 6000 / CallerLine.TICK_MILLIS;
    /** And when he has spoken over the agent: who was understood is answered sooner. */
    private static final int OVER_TICKS = 4000 / CallerLine.TICK_MILLIS;
    /** No pause inside a sentence is longer. */
    private static final int PAUSE_TICKS = 300 / CallerLine.TICK_MILLIS;
    /** A machine picks up, and so long later its greeting begins. */
    private static final int MACHINE_TICKS = 300 / CallerLine.TICK_MILLIS;
    /** Who is on hold listens to the music for a while. */
    private static final int HOLD_TICKS = 1000 / CallerLine.TICK_MILLIS;

    private final TrialCaller does;
    private final SpokenWords words;
    private final AloudRecord record;
    private final AgentSpeech agent = new AgentSpeech(this::comes);
    private final Deque<Sentence> coming = new ArrayDeque<>(); // that the agent says next
    private boolean agentSpeaks; // a prompt or a line of the script's
    private boolean interruptible = true; // what the agent says
    private int thenListens = TALK_TICKS; // after what the agent says
    private int agentTicks = -1; // since he began what he says; negative before
    private double begunMillis; // of the sentences that he has begun
    private int quietTicks; // since he was heard last
    private @Nullable Over over; // what is to be said over his words
    private boolean interrupts; // what is being said now is said over them
    private boolean listens; // since his last move the script has gone on, and may listen again
    private boolean acts; // what he plays or presses is not out yet
    private long actedTick = -1; // when that was out; negative when the agent has spoken since
    private long now;
    private boolean hangsUp;
    private String machine = ""; // the greeting of the machine that he is, until it is said
    private int quietLeft; // ticks until he takes it that the script listens
    private int holdLeft; // ticks until he does something on hold; 0 for nothing
    private long silentLeft; // ticks that he keeps silent
    private volatile Consumer<String> understood = _ -> {};
    private String echoed = ""; // what he has said into an echo and not heard yet
    private boolean echoes;

    /** To be said when so many characters of a sentence are out, which began that long after the agent did. */
    private record Over(String words, Sentence sentence, double beganMillis, int characters) {}

    AloudCaller(TrialCaller does, SpokenWords words, AloudRecord record) {
        this.does = does;
        this.words = words;
        this.record = record;
    }

    /** The same; {@code words} is told what was understood of what he says. */
    AloudCaller shown(Consumer<String> words) {
        understood = words;
        return this;
    }

    /** What the agent says to him. */
    AgentSpeech agent() {
        return agent;
    }

    private synchronized void comes(Sentence sentence) {
        coming.add(sentence);
    }

    @Override
    public synchronized void accept(CallEvent event) {
        switch (event.kind()) {
            case "leg" -> {
                listensAfter(MUTE_TICKS);
                does.machine().ifPresent(greeting -> {
                    machine = greeting;
                    quietLeft = MACHINE_TICKS;
                });
            }
            case "agent-says" -> {
                agentSpeaks = true;
                interruptible = Boolean.TRUE.equals(event.data().get("interruptible"));
                thenListens = Boolean.TRUE.equals(event.data().get("asks")) ? QUIET_TICKS : SAID_TICKS;
                nothingComes();
            }
            case "agent-said" -> said(event);
            case "answer" -> listensAfter(SAID_TICKS);
            case "caller-said" -> {
                quietLeft = Math.max(quietLeft, QUIET_TICKS);
                understood.accept(String.valueOf(event.data().get("text")));
            }
            case "answered-by" -> {
                if (Boolean.TRUE.equals(event.data().get("machine"))) {
                    var _ = does.machine(); // the dialer has told of it: it need not speak
                }
            }
            case "echo" -> {
                echoes = true;
                listensAfter(QUIET_TICKS);
            }
            case "hold" -> holdLeft = HOLD_TICKS;
            default -> {} // tells nothing about whose turn it is
        }
    }

    private void nothingComes() {
        coming.clear();
        agentTicks = -1;
        begunMillis = 0;
        over = null;
    }

    private void listensAfter(int ticks) {
        listens = true;
        quietLeft = ticks;
    }

    private void said(CallEvent event) {
        String text = String.valueOf(event.data().get("text"));
        boolean cut = Boolean.TRUE.equals(event.data().get("interrupted"));
        if (cut) {
            text = agent.heard(text, ((Number) event.data().getOrDefault("heardMs", 0)).longValue());
            nothingComes();
        } else {
            String whole = text;
            coming.removeIf(sentence -> whole.contains(sentence.text()));
            agentTicks = -1;
            begunMillis = 0;
        }
        agentSpeaks = false;
        interruptible = true; // until a script says otherwise, as in a free talk
        listensAfter(cut ? OVER_TICKS : thenListens);
        thenListens = TALK_TICKS;
        hangsUp |= does.heard(text);
    }

    @Override
    public synchronized void tick(CallerLine line, short[] heard, int length) {
        now++;
        hears(AgentEar.isLoud(heard, length));
        if (hangsUp) {
            line.hangUp();
        } else if (acts) {
            acts = line.isBusy();
            if (!acts) {
                acted();
            }
        } else if (speaksOver(line)) {
            interrupts = true;
        } else if (atOnce(line)) {
            silentLeft = 0;
        } else if (!machine.isEmpty()) {
            if (--quietLeft <= 0) {
                line.play(words.machine(machine));
                machine = "";
                acts = true;
            }
        } else if (holdLeft > 0) {
            if (--holdLeft == 0) {
                does.meanwhile().ifPresent(move -> move(line, move));
            }
        } else if (silentLeft > 0) {
            silentLeft--;
        } else if (listens && !agentSpeaks && quietTicks >= PAUSE_TICKS && --quietLeft <= 0) {
            listens = false;
            move(line, does.next());
        }
    }

    private void acted() {
        actedTick = now;
        if (interrupts || echoes) {
            interrupts = false;
            listensAfter(OVER_TICKS);
        }
    }

    /** What comes out of the line: the agent begins to speak, or is at his next sentence. */
    private void hears(boolean loud) {
        quietTicks = loud ? 0 : quietTicks + 1;
        if (loud && !echoed.isEmpty()) {
            record.echo(echoed);
            echoed = "";
        }
        if (loud && agentTicks < 0 && !coming.isEmpty()) {
            agentTicks = 0;
        }
        if (agentTicks < 0) {
            return;
        }
        agentTicks++;
        while (!coming.isEmpty() && millis(agentTicks) >= begunMillis) {
            Sentence sentence = coming.remove();
            Duration silence = Duration.ofMillis(actedTick < 0 ? 0 : (long) millis(now - actedTick));
            actedTick = -1;
            Optional<Interruption> cuts = does.begins(sentence.text(), silence, interruptible);
            if (cuts.isPresent()) {
                over = new Over(
                        cuts.get().words(), sentence, begunMillis, cuts.get().heard());
            }
            begunMillis += sentence.millis();
        }
    }

    private static double millis(long ticks) {
        return ticks * (double) CallerLine.TICK_MILLIS;
    }

    private boolean atOnce(CallerLine line) {
        Optional<Move> move = does.atOnce();
        move.ifPresent(it -> move(line, it));
        return move.isPresent();
    }

    private boolean speaksOver(CallerLine line) {
        Over due = over;
        if (due == null
                || millis(agentTicks) < due.beganMillis() + due.sentence().millisTo(due.characters())) {
            return false;
        }
        over = null;
        line.play(words.of(due.words()));
        acts = true;
        return true;
    }

    private void move(CallerLine line, Move move) {
        switch (move) {
            case Move.Says(String text) -> {
                line.play(words.of(text));
                acts = true;
                echoed = echoes ? text : "";
            }
            case Move.Mumbles() -> {
                line.play(words.mumble());
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
        }
    }

    @Override
    public void ended() {
        // the call's record tells how
    }
}
