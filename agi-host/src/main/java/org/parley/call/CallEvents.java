package org.parley.call;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the events of all calls to whoever subscribed. Subscribers run on the call's thread and must be quick. */
public final class CallEvents {
    private static final Logger log = LoggerFactory.getLogger(CallEvents.class);

    private final List<Consumer<CallEvent>> subscribers = new CopyOnWriteArrayList<>();

    /** Every event from now on; closing ends it. */
    public AutoCloseable subscribe(Consumer<CallEvent> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    void publish(CallEvent event) {
        for (Consumer<CallEvent> subscriber : subscribers) {
            try {
                subscriber.accept(event);
            } catch (RuntimeException failure) {
                // a broken onlooker must not harm the call
                log.warn("a subscriber failed on an event of kind {}", event.kind(), failure);
            }
        }
    }
}
