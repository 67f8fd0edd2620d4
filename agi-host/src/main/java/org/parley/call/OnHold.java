package org.parley.call;

import java.time.Duration;
import org.parley.audio.Pcm;
import org.parley.audio.SoundLoop;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.call.CallAudio.Awaited;

/** A caller on hold: music for as long as the script says, until he presses a key or hangs up. */
final class OnHold {
    private static final int RATE = Pcm.TELEPHONE_RATE;
    private static final int PIECE = RATE / 5;
    /** So much is queued ahead: what a busy machine may be late. */
    private static final Duration AHEAD = Duration.ofMillis(600);

    private static final int FADE = RATE / 10;

    private OnHold() {}

    /** Plays the music on the call's thread; a key ends it and is kept for whoever asks next, or a person's word. */
    static void play(Sounds sounds, AudioLine line, Dialogue dialogue, CallTimeline timeline, Duration limit)
            throws InterruptedException {
        SoundLoop music = sounds.onHold();
        timeline.note("hold", "limitMs", limit.toMillis());
        long deadline = System.nanoTime() + limit.toNanos();
        boolean keyed = false;
        while (!keyed && System.nanoTime() < deadline) {
            Speaker speaker = line.leg().speaker();
            Utterance utterance = speaker.utterance();
            long samples = (deadline - System.nanoTime()) / 125_000;
            Thread player = Thread.ofVirtual().name("hold").start(() -> play(music, samples, utterance));
            try {
                keyed = untilKey(dialogue, deadline, utterance);
            } finally {
                player.interrupt();
                if (keyed) {
                    speaker.clear();
                }
            }
        }
    }

    /** True for a key or a person; false when the time is over, the leg that it played on, or words came between. */
    private static boolean untilKey(Dialogue dialogue, long deadline, Utterance utterance) throws InterruptedException {
        do {
            switch (dialogue.take(deadline, Awaited.TIME)) {
                case null -> {
                    return false;
                }
                case Signal.Key _, Signal.Person _ -> {
                    return true;
                }
                default -> {} // nothing that ends it
            }
        } while (utterance.state() != Utterance.State.GONE && utterance.state() != Utterance.State.CUT);
        return false;
    }

    /** Writes so many samples as they are heard, and fades at both ends; until it is told to stop. */
    private static void play(SoundLoop music, long samples, Utterance utterance) {
        try {
            for (long at = 0; at < samples; at += PIECE) {
                short[] piece =
                        music.piece(at, (int) Math.min(PIECE, samples - at)).samples();
                for (int i = 0; i < piece.length; i++) {
                    double gain = Math.min(1, Math.min(at + i, samples - at - i) / (double) FADE);
                    piece[i] = (short) Math.round(gain * piece[i]);
                }
                if (!utterance.write(new Pcm(piece, RATE))) {
                    return; // cut, or the caller has gone
                }
                Duration queued = Duration.ofMillis((at + piece.length) / 8).minus(utterance.heard());
                Duration over = queued.minus(AHEAD);
                if (over.isPositive()) {
                    Thread.sleep(over);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            utterance.finish();
        }
    }
}
