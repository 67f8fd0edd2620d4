package org.parley.ai.talk;

import java.util.List;
import java.util.stream.Stream;
import org.parley.ai.Folded;
import org.parley.audio.Pcm;

/**
 * Tells from the first seconds of an answered call who has answered. A person says little and waits; a machine speaks
 * on, says what machines say, or beeps. When the time is over without a sign it is a person: to hang up on one is
 * worse than to talk to a machine. Any thread may use it.
 */
public final class AnsweringMachine {
    /** People say "hello" and a name in less. */
    private static final long LONG_GREETING_NANOS = 3_200_000_000L;
    /** And then they wait for an answer. */
    private static final long WAITS_NANOS = 700_000_000L;

    private static final int BEEP_FRAMES = 10;
    private static final int BEEP_HERTZ_MIN = 400;
    private static final int BEEP_HERTZ_MAX = 2100;
    private static final int BEEP_HERTZ_STEP = 20;
    private static final double BEEP_PURITY = 0.8;
    private static final double BEEP_POWER_MIN = 90_000; // mean square, about -41 dB of full scale
    private static final List<String> PHRASES = Stream.of(
                    "leave a message",
                    "leave your message",
                    "leave your name",
                    "after the tone",
                    "after the beep",
                    "at the tone",
                    "voicemail",
                    "voice mail",
                    "mailbox",
                    "not available",
                    "can't come to the phone",
                    "cannot come to the phone",
                    "unable to take your call",
                    "record your message",
                    "اترك رسالة",
                    "بعد الصافرة",
                    "البريد الصوتي",
                    "لا يمكن الاتصال",
                    "پیغام بگذارید",
                    "بعد از بوق",
                    "صندوق صوتی",
                    "در دسترس نمی‌باشد")
            .map(Folded::of)
            .toList();

    private long spokenNanos; // by the other side so far
    private long speechBeganNanos; // 0 while it is silent
    private long silentSinceNanos; // since it fell silent; 0 before it has spoken
    private int beepFrames;
    private int beepHertz;
    private boolean machinesWords;
    private String why = "";

    /** Who answered. */
    public enum Who {
        HUMAN,
        MACHINE,
        /** Not clear yet. */
        UNKNOWN
    }

    /** A frame of the other side's sound, at 8 kHz. */
    public synchronized void frame(short[] samples, int length) {
        double power = 0;
        for (int i = 0; i < length; i++) {
            power += (double) samples[i] * samples[i];
        }
        power /= length;
        int hertz = power < BEEP_POWER_MIN ? 0 : tone(samples, length, power);
        beepFrames =
                hertz != 0 && (beepFrames == 0 || Math.abs(hertz - beepHertz) <= BEEP_HERTZ_STEP) ? beepFrames + 1 : 0;
        beepHertz = hertz;
    }

    /** The frequency that nearly all of the sound is, or 0 when there is none such. */
    private static int tone(short[] samples, int length, double power) {
        for (int hertz = BEEP_HERTZ_MIN; hertz <= BEEP_HERTZ_MAX; hertz += BEEP_HERTZ_STEP) {
            // Goertzel's algorithm: the power at one frequency by one multiplication a sample
            double turn = 2 * Math.cos(2 * Math.PI * hertz / Pcm.TELEPHONE_RATE);
            double last = 0;
            double beforeLast = 0;
            for (int i = 0; i < length; i++) {
                double next = samples[i] + turn * last - beforeLast;
                beforeLast = last;
                last = next;
            }
            double found = last * last + beforeLast * beforeLast - turn * last * beforeLast;
            double share = 2 * found / ((double) length * length) / power;
            if (share >= BEEP_PURITY) {
                return hertz;
            }
        }
        return 0;
    }

    /** The voice detector's decision changed. */
    public synchronized void voice(boolean speaking, long nanos) {
        if (speaking && speechBeganNanos == 0) {
            speechBeganNanos = nanos;
            silentSinceNanos = 0;
        } else if (!speaking && speechBeganNanos != 0) {
            spokenNanos += nanos - speechBeganNanos;
            speechBeganNanos = 0;
            silentSinceNanos = nanos;
        }
    }

    /** Words that were understood. */
    public synchronized void words(String understood) {
        String plain = Folded.of(understood);
        machinesWords |= PHRASES.stream().anyMatch(plain::contains);
    }

    /** What is clear by now. */
    public synchronized Who who(long nowNanos) {
        long spoken = spokenNanos + (speechBeganNanos == 0 ? 0 : nowNanos - speechBeganNanos);
        if (beepFrames >= BEEP_FRAMES) {
            why = "a beep of " + beepHertz + " Hz";
            return Who.MACHINE;
        }
        if (machinesWords) {
            why = "says what machines say";
            return Who.MACHINE;
        }
        if (spoken >= LONG_GREETING_NANOS) {
            why = "spoke for " + spoken / 1_000_000 + " ms";
            return Who.MACHINE;
        }
        if (silentSinceNanos != 0 && nowNanos - silentSinceNanos >= WAITS_NANOS) {
            why = "spoke for " + spoken / 1_000_000 + " ms and waits";
            return Who.HUMAN;
        }
        return Who.UNKNOWN;
    }

    /** By what {@link #who} decided, or "". */
    public synchronized String why() {
        return why;
    }
}
