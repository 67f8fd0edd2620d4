package org.parley.sim.provider;

import java.time.Duration;
import java.util.function.Consumer;

/** Words as recognisers tell them while they are spoken: each time one more of them. */
public final class Dictation {
    private Dictation() {}

    /** Tells the beginnings of a text, the whole of it last, and waits so long after each; zero: tells nothing. */
    public static void tell(String text, Duration each, Consumer<String> soFar) {
        if (each.isZero() || text.isEmpty()) {
            return;
        }
        try {
            for (int end = text.indexOf(' '); end >= 0; end = text.indexOf(' ', end + 1)) {
                soFar.accept(text.substring(0, end));
                Thread.sleep(each);
            }
            soFar.accept(text);
            Thread.sleep(each);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
