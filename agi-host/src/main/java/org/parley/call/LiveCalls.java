package org.parley.call;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that run now. Any thread may ask. */
public final class LiveCalls {
    private final Map<String, SignalQueue> calls = new ConcurrentHashMap<>();

    void add(String id, SignalQueue signals) {
        calls.put(id, signals);
    }

    void remove(String id) {
        calls.remove(id);
    }

    /** Their ids, oldest first. */
    public List<String> ids() {
        return calls.keySet().stream().sorted().toList();
    }

    /** Has that call hang up, as {@code who} wants it; false when it does not run. */
    public boolean hangUp(String id, String who) {
        SignalQueue signals = calls.get(id);
        if (signals == null) {
            return false;
        }
        signals.post(new Signal.HangUp(who + " hung up"));
        return true;
    }

    /** Tells every call to end now; the dialplan takes their callers to a person. */
    public void stopAll() {
        calls.values().forEach(signals -> signals.post(new Signal.Stop()));
    }
}
