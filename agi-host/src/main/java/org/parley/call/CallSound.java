package org.parley.call;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.parley.audio.Recorder;
import org.parley.audio.StereoFrames;
import org.parley.audio.StereoRecording;

/**
 * Where the sound of one call goes by: to its recording, and to those who listen in. While nobody does it costs a look.
 * Any thread may use it.
 */
final class CallSound implements Recorder, AutoCloseable {
    private static final int FRAME_BYTES = CallListener.HEADER_BYTES + 4 * StereoFrames.SAMPLES;

    private final @Nullable StereoRecording recording; // null when the call is not recorded
    private final LongUnaryOperator msAt;
    private final StereoFrames frames = new StereoFrames(this::send); // guarded by this, as are the next four
    private boolean silent;
    private boolean over;
    private int number; // of the last frame that was made
    private int ms; // when it began
    private volatile List<CallListener> listeners = List.of(); // changed while this is held

    /** {@code msAt} gives the milliseconds since the call reached the host of a {@link System#nanoTime()}. */
    CallSound(@Nullable StereoRecording recording, LongUnaryOperator msAt) {
        this.recording = recording;
        this.msAt = msAt;
    }

    @Override
    public void caller(short[] samples, int length, long nanos) {
        if (recording != null) {
            recording.caller(samples, length, nanos);
        }
        if (!listeners.isEmpty()) {
            synchronized (this) {
                frames.caller(samples, length, nanos);
            }
        }
    }

    @Override
    public void agent(short[] samples, int length, long nanos) {
        if (recording != null) {
            recording.agent(samples, length, nanos);
        }
        if (!listeners.isEmpty()) {
            synchronized (this) {
                frames.agent(samples, length, nanos);
            }
        }
    }

    private void send(short[] pairs, long nanos) {
        ms = Math.max(ms, (int) msAt.applyAsLong(nanos)); // of the caller's alone it is not known as exactly
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES).putInt(++number).putInt(ms);
        frame.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(pairs);
        for (CallListener listener : listeners) {
            listener.frame(frame.array());
        }
    }

    /** While it is silent both sides are, in the recording and for those who listen; the time goes on in both. */
    synchronized void silence(boolean on) {
        if (recording != null) {
            recording.pause(on);
        }
        frames.silence(on);
        if (on != silent) {
            silent = on;
            listeners.forEach(listener -> listener.silenced(on));
        }
    }

    /** Has somebody listen from now on; false when the call is over. */
    synchronized boolean add(CallListener listener) {
        if (over) {
            return false;
        }
        List<CallListener> more = new ArrayList<>(listeners);
        more.add(listener);
        if (silent) {
            listener.silenced(true);
        }
        listeners = List.copyOf(more);
        return true;
    }

    /** He does not listen any more. */
    synchronized void remove(CallListener listener) {
        List<CallListener> others = new ArrayList<>(listeners);
        others.remove(listener);
        listeners = List.copyOf(others);
    }

    /** Where the recording is; null when the call is not recorded. */
    @Nullable
    Path file() {
        return recording == null ? null : recording.file();
    }

    /** The call is over: its recording is written, and those who listened are told. */
    @Override
    public void close() {
        synchronized (this) {
            over = true;
            listeners.forEach(CallListener::over);
            listeners = List.of();
        }
        if (recording != null) {
            recording.close();
        }
    }
}
