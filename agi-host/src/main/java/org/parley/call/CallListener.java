package org.parley.call;

/**
 * Somebody who listens to a call while it runs. Its methods are called on the media loop, which serves all calls, and
 * on the call's thread: they must return within microseconds and never block.
 */
public interface CallListener {
    /** Bytes before the samples of a frame. */
    int HEADER_BYTES = 8;

    /**
     * 20 ms of the call: the number of the frame, which counts up by one; the milliseconds since the call reached the
     * host (four bytes each, big endian); then 160 pairs of signed 16-bit samples at 8 kHz, little endian, the caller's
     * first. It is shared with others who listen: it may only be read.
     */
    void frame(byte[] frame);

    /** From now on both sides are silent, since what is said must leave no trace, or not any more. */
    void silenced(boolean on);

    /** The call is over; nothing follows. */
    void over();
}
