package org.parley.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that run now. Any thread may ask. */
public final class LiveCalls {
    private final Map<String, Orders> calls = new ConcurrentHashMap<>();

    void add(String id, Orders orders) {
        calls.put(id, orders);
    }

    void remove(String id) {
        calls.remove(id);
    }

    /** Their ids, oldest first. */
    public List<String> ids() {
        return calls.keySet().stream().sorted().toList();
    }

    /** Whether that one runs. */
    public boolean isRunning(String id) {
        return calls.containsKey(id);
    }

    /** Has that call hang up, as {@code who} wants it; false when it does not run. */
    public boolean hangUp(String id, String who) {
        Orders orders = calls.get(id);
        if (orders == null) {
            return false;
        }
        orders.post(new Signal.HangUp(who + " hung up"));
        return true;
    }

    /** Gives that call an order; why it cannot be done now, or empty. */
    public Optional<String> give(String id, Order order) {
        Orders orders = calls.get(id);
        return orders == null ? Optional.of("The call does not run any more") : orders.give(order);
    }

    /** Tells every call to end now; the dialplan takes their callers to a person. */
    public void stopAll() {
        calls.values().forEach(orders -> orders.post(new Signal.Stop()));
    }
}
