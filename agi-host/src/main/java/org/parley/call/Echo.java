package org.parley.call;

import java.time.Duration;
import org.parley.audio.AudioLeg;

/** The caller's own audio, back to him. */
final class Echo {
    private Echo() {}

    /** For so long. */
    static void play(AudioLine line, Dialogue dialogue, CallTimeline timeline, Duration limit)
            throws InterruptedException {
        AudioLeg leg = line.leg();
        leg.echo(true);
        timeline.note("echo");
        try {
            dialogue.pause(limit);
        } finally {
            leg.echo(false);
        }
    }
}
