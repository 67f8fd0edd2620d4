package org.parley.audio;

import java.util.UUID;

/** One audio connection of a call. Any thread may use it; nothing in it blocks. */
public interface AudioLeg extends AutoCloseable {

    /** The one-time id by which the far end was recognised. */
    UUID id();

    /** What the caller hears. */
    Speaker speaker();

    /** While on, what comes in goes out at the next frame, and the speaker's queue stands still. */
    void echo(boolean on);

    /** Ends the leg with a hang-up message; safe to call twice and after the far end has gone. */
    @Override
    void close();
}
