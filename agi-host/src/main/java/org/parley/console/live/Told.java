package org.parley.console.live;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.parley.console.http.Json;

/** An event as it lies before those who follow: made into bytes by the first of them, for all. Any thread may ask. */
final class Told {
    /** Wakes who waits, for nothing more comes. */
    static final Told NOTHING = new Told(null);

    private final @Nullable LiveEvent event;
    private byte @Nullable [] json; // made twice at worst, and the same

    private Told(@Nullable LiveEvent event) {
        this.event = event;
    }

    static Told of(LiveEvent event) {
        return new Told(event);
    }

    LiveEvent event() {
        if (event == null) {
            throw new IllegalStateException("Expected an event");
        }
        return event;
    }

    /** The whole event in UTF-8. */
    byte[] json() {
        byte[] made = json;
        if (made == null) {
            made = Json.text(event()).getBytes(StandardCharsets.UTF_8);
            json = made;
        }
        return made;
    }
}
