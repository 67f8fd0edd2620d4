package org.parley.call;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.parley.dialer.Lead;
import org.parley.script.ScriptException;

/** What scripts have kept about the lead of one call: read once, and with what this call adds. Any thread. */
final class Memory {
    private static final int NAMES_MAX = 100;

    private final Function<String, Map<String, String>> stored;
    private final CallTimeline timeline;
    private final Map<String, String> known = new HashMap<>();
    private boolean read;

    /** {@code stored} reads what earlier calls have kept, by whose it is. */
    Memory(Function<String, Map<String, String>> stored, CallTimeline timeline) {
        this.stored = stored;
        this.timeline = timeline;
    }

    synchronized String recall(Lead lead, String name) {
        return known(lead).getOrDefault(name, "");
    }

    synchronized void remember(Lead lead, String name, String value) {
        String whose = whose(lead);
        if (whose.isEmpty()) {
            timeline.note("remember-failed", "name", name, "reason", "neither lead nor number is known");
            return;
        }
        Map<String, String> all = known(lead);
        if (all.size() >= NAMES_MAX && !all.containsKey(name)) {
            throw new ScriptException(
                    "Expected at most " + NAMES_MAX + " names to remember a lead by; '" + name + "' is one more", null);
        }
        all.put(name, value);
        timeline.note("remembered", "whose", whose, "name", name, "value", value);
    }

    private Map<String, String> known(Lead lead) {
        if (!read) {
            String whose = whose(lead);
            if (!whose.isEmpty()) {
                try {
                    stored.apply(whose).forEach(known::putIfAbsent);
                } catch (RuntimeException away) {
                    timeline.note("recall-failed", "reason", String.valueOf(away.getMessage()));
                }
            }
            read = true;
        }
        return known;
    }

    /** A lead by its number in the dialer's list, else by the telephone's. */
    private static String whose(Lead lead) {
        if (lead.id() > 0) {
            return "lead " + lead.id();
        }
        return lead.phoneNumber().isEmpty() ? "" : "number " + lead.phoneNumber();
    }
}
