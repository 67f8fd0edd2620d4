package org.parley.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The orders that one call has got and not yet done; so many at once. Any thread. */
final class Orders {
    /** Why nothing can be whispered. */
    static final String NOBODY_HEEDS =
            "There is nobody to whisper to: no model talks with the caller now, or it answers by rules; the act 'say'"
                    + " has the words said aloud";

    private static final int WAITING_MAX = 10;

    private final SignalQueue signals;
    private final CallTimeline timeline;
    private final Map<Long, Order> open = new LinkedHashMap<>(); // guarded by this
    private boolean over; // guarded by this
    private volatile BooleanSupplier heeds = () -> false; // whether a model would heed a whisper now

    Orders(SignalQueue signals, CallTimeline timeline) {
        this.signals = signals;
        this.timeline = timeline;
    }

    /** Who is whispered to from now on, as far as there is somebody. */
    void hear(BooleanSupplier model) {
        heeds = model;
    }

    void post(Signal signal) {
        signals.post(signal);
    }

    /** Hands it to the call's thread; why it cannot be done, or empty. */
    Optional<String> give(Order order) {
        synchronized (this) {
            if (over) {
                return Optional.of("The call is ending");
            }
            if (open.size() >= WAITING_MAX) {
                return Optional.of("Expected at most " + WAITING_MAX + " orders that wait; let them be done first");
            }
            if (order.what() instanceof Order.Whisper && !heeds.getAsBoolean()) {
                return Optional.of(NOBODY_HEEDS);
            }
            if (isMove(order) && open.values().stream().anyMatch(Orders::isMove)) {
                return Optional.of("The caller is being sent on already");
            }
            open.put(order.number(), order);
        }
        signals.post(new Signal.Ordered(order));
        return Optional.empty();
    }

    private static boolean isMove(Order order) {
        return order.what() instanceof Order.SendOn || order.what() instanceof Order.TakeOver;
    }

    /** The call's thread has begun; keys and values of what is to be told alternate. */
    void begun(Order order, Object... data) {
        order.begin();
        note(order, "begun", data);
    }

    /** It was done. */
    void done(Order order, Object... data) {
        closed(order);
        note(order, "done", data);
    }

    /** It came to nothing. */
    void failed(Order order, String reason) {
        closed(order);
        note(order, "failed", "reason", reason);
    }

    private void closed(Order order) {
        order.begin();
        synchronized (this) {
            open.remove(order.number());
        }
    }

    private void note(Order order, String state, Object... more) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("order", order.number());
        data.put("act", order.what().word());
        data.put("by", order.by());
        data.put("state", state);
        for (int i = 0; i < more.length; i += 2) {
            data.put((String) more[i], more[i + 1]);
        }
        timeline.note("supervisor", data);
    }

    /** The call is over: what is not done will not be. */
    void close() {
        Order[] left;
        synchronized (this) {
            over = true;
            left = open.values().toArray(Order[]::new);
        }
        for (Order order : left) {
            if (order.what() instanceof Order.Mute && order.hasBegun()) {
                done(order, "why", "the call ended");
            } else {
                failed(order, "the call ended");
            }
        }
    }
}
