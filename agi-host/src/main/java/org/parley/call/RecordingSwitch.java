package org.parley.call;

import org.jspecify.annotations.Nullable;
import org.parley.audio.StereoRecording;

/** Whether a call is recorded now, by what its script wants. Any thread. */
final class RecordingSwitch {
    private final @Nullable StereoRecording recording; // null when the call is not recorded
    private final CallTimeline timeline;
    private boolean offRecord;
    private boolean paused;

    RecordingSwitch(@Nullable StereoRecording recording, CallTimeline timeline) {
        this.recording = recording;
        this.timeline = timeline;
    }

    /** Neither recorded nor written down. */
    synchronized void offRecord(boolean off) {
        timeline.note("off-record", "on", off);
        timeline.privacy().offRecord(off);
        offRecord = off;
        settle();
    }

    /** Recorded or not; it is written down all the same. */
    synchronized void record(boolean on) {
        timeline.note("recording", "on", on);
        paused = !on;
        settle();
    }

    private void settle() {
        if (recording != null) {
            recording.pause(offRecord || paused);
        }
    }
}
