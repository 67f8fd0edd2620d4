package org.parley.call;

/** Whether a call is recorded now and may be listened to, by what its script wants. Any thread. */
final class RecordingSwitch {
    private final CallSound sound;
    private final CallTimeline timeline;
    private boolean offRecord;
    private boolean paused;

    RecordingSwitch(CallSound sound, CallTimeline timeline) {
        this.sound = sound;
        this.timeline = timeline;
    }

    /** Neither recorded nor heard by those who listen in nor written down. */
    synchronized void offRecord(boolean off) {
        timeline.note("off-record", "on", off);
        timeline.privacy().offRecord(off);
        offRecord = off;
        settle();
    }

    /** Recorded and heard by those who listen in, or not; it is written down all the same. */
    synchronized void record(boolean on) {
        timeline.note("recording", "on", on);
        paused = !on;
        settle();
    }

    private void settle() {
        sound.silence(offRecord || paused);
    }
}
