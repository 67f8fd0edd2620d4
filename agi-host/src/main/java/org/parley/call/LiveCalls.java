package org.parley.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that run now. Any thread may ask. */
public final class LiveCalls {
    private final Map<String, Running> calls = new ConcurrentHashMap<>();

    private record Running(Orders orders, CallSound sound) {}

    void add(String id, Orders orders, CallSound sound) {
        calls.put(id, new Running(orders, sound));
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
        Running call = calls.get(id);
        if (call == null) {
            return false;
        }
        call.orders().post(new Signal.HangUp(who + " hung up"));
        return true;
    }

    /** Gives that call an order; why it cannot be done now, or empty. */
    public Optional<String> give(String id, Order order) {
        Running call = calls.get(id);
        return call == null
                ? Optional.of("The call does not run any more")
                : call.orders().give(order);
    }

    /** Has somebody listen to that call from now on; false when it does not run. */
    public boolean listen(String id, CallListener listener) {
        Running call = calls.get(id);
        return call != null && call.sound().add(listener);
    }

    /** He does not listen to it any more. */
    public void leave(String id, CallListener listener) {
        Running call = calls.get(id);
        if (call != null) {
            call.sound().remove(listener);
        }
    }

    /** Tells every call to end now; the dialplan takes their callers to a person. */
    public void stopAll() {
        calls.values().forEach(call -> call.orders().post(new Signal.Stop()));
    }
}
