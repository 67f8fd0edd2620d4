package org.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.parley.audio.Pcm;
import org.parley.sim.CallerLine;
import org.parley.sim.SimulatedChannel;

/** Speaks when the agent is silent, and takes the time from its last frame to the first sound of the answer. */
final class TurnCaller implements CallerLine.Ear {
    private static final int QUIET_TICKS = 25;
    /** Three and a half syllables: it ends abruptly on the loudest, so that the end is no matter of taste. */
    private static final int SPEECH_MILLIS = 875;

    static final Duration SPEECH = Duration.ofMillis(SPEECH_MILLIS);

    private static final int SYLLABLE_MILLIS = 250;
    private static final int SOUND_LEVEL = 200;

    private final int warmUp;
    private final int turns;
    private final List<Double> responses = new ArrayList<>();
    private boolean waiting;
    private boolean heardAgent;
    private int quietTicks;

    /** After some turns that do not count, so many that do. */
    TurnCaller(int warmUp, int turns) {
        this.warmUp = warmUp;
        this.turns = turns;
    }

    /** What was measured so far, of the turns that count. */
    List<Double> responseMillis() {
        synchronized (responses) {
            return List.copyOf(responses.subList(Math.min(warmUp, responses.size()), responses.size()));
        }
    }

    @Override
    public void tick(CallerLine line, short[] heard, int length) {
        SimulatedChannel channel = (SimulatedChannel) line;
        boolean sound = isSound(heard, length);
        quietTicks = sound ? 0 : quietTicks + 1;
        heardAgent |= sound;
        if (waiting && !line.isBusy() && channel.soundBeganNanos() - channel.spokeNanos() > 0) {
            waiting = false;
            synchronized (responses) {
                responses.add((channel.soundBeganNanos() - channel.spokeNanos()) / 1e6);
            }
        }
        if (!waiting && heardAgent && quietTicks >= QUIET_TICKS) {
            if (responseMillis().size() == turns) {
                line.hangUp();
                return;
            }
            heardAgent = false;
            waiting = true;
            line.play(speech());
        }
    }

    private static boolean isSound(short[] heard, int length) {
        for (int i = 0; i < length; i++) {
            if (Math.abs(heard[i]) > SOUND_LEVEL) {
                return true;
            }
        }
        return false;
    }

    /**
     * A voiced sound of 140 Hz with ten overtones that swells and fades: nobody's words, but speech to any detector.
     */
    private static Pcm speech() {
        short[] samples = new short[SPEECH_MILLIS * 8];
        for (int i = 0; i < samples.length; i++) {
            double value = 0;
            for (int overtone = 1; overtone <= 10; overtone++) {
                value += Math.sin(2 * Math.PI * 140 * overtone * i / 8000) / overtone;
            }
            samples[i] = (short) (5000 * value * Math.abs(Math.sin(Math.PI * i / (8.0 * SYLLABLE_MILLIS))));
        }
        return new Pcm(samples, Pcm.TELEPHONE_RATE);
    }

    @Override
    public void ended() {}
}
