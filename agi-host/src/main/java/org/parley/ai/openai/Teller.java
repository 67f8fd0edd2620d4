package org.parley.ai.openai;

import java.util.List;
import java.util.function.Consumer;
import org.parley.ai.VoiceEvent;

/** Tells the call what happens, until the end is told or the call has closed the talk. Any thread. */
final class Teller {
    private final Consumer<VoiceEvent> events;
    private boolean over;

    Teller(Consumer<VoiceEvent> events) {
        this.events = events;
    }

    synchronized void tell(VoiceEvent event) {
        if (!over) {
            events.accept(event);
        }
    }

    /** Tells these last of all; false when it was over before. */
    synchronized boolean end(List<VoiceEvent> last) {
        if (over) {
            return false;
        }
        last.forEach(events);
        over = true;
        return true;
    }

    synchronized boolean isOver() {
        return over;
    }
}
