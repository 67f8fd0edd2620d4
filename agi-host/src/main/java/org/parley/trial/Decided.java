package org.parley.trial;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Forbidden;
import org.parley.dialer.CallResult.CallBack;

/** What a script has decided about the call of a trial so far. */
final class Decided {
    /** The same as the host takes. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_]{1,64}");

    final List<String> path = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<String> doNotCall = new ArrayList<>();
    final List<String> forbidden = new ArrayList<>();
    final List<String> tools = new ArrayList<>();
    final Map<String, String> fields = new LinkedHashMap<>();
    final Map<String, String> remembered = new HashMap<>();
    final Map<String, String> variables;
    final Deque<Runnable> cleanups = new ArrayDeque<>();
    String status = "";
    String comment = "";
    String transfer = "";

    @Nullable
    CallBack callBack;

    Decided(Map<String, String> variables) {
        this.variables = new HashMap<>(variables);
    }

    void dispose(String code, String remark) {
        path.add("dispose: " + code);
        status = code;
        comment = remark;
    }

    void callBack(Instant at, String remark, String agent, Instant now) {
        if (!at.isAfter(now)) {
            throw new IllegalArgumentException("Expected a call-back in the future but was " + at);
        }
        path.add("callback: " + at);
        callBack = new CallBack(at, remark, agent);
    }

    void field(String name, String value) {
        if (!FIELD.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Expected a field's name of letters, digits and _, such as postal_code but was '" + name + "'");
        }
        path.add("field: " + name + "=" + value);
        fields.put(name, value);
    }

    void transfer(String extension, String context) {
        transfer = context.isEmpty() ? extension : extension + "@" + context;
        path.add("transfer: " + transfer);
    }

    void doNotCall(String phone) {
        path.add("dnc: " + phone);
        doNotCall.add(phone);
    }

    /** What may be said of this text. */
    String permitted(String text, Locale language) {
        Forbidden never = new Forbidden(forbidden);
        never.in(text).ifPresent(phrase -> path.add("policy: never " + phrase));
        return never.without(text, language);
    }

    void note(String text) {
        path.add("note: " + text);
        notes.add(text);
    }
}
