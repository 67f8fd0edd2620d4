package org.parley.call;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to whoever subscribed. Subscribers run on the thread that tells them and must be quick. */
public class Events<T> {
    private static final Logger log = LoggerFactory.getLogger(Events.class);

    private final List<Consumer<T>> subscribers = new CopyOnWriteArrayList<>();

    /** Every event from now on; closing ends it. */
    public final AutoCloseable subscribe(Consumer<T> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** Tells all of them. */
    public final void publish(T event) {
        for (Consumer<T> subscriber : subscribers) {
            try {
                subscriber.accept(event);
            } catch (RuntimeException failure) {
                // a broken onlooker must not harm who tells
                log.warn("a subscriber failed on {}", event, failure);
            }
        }
    }
}
