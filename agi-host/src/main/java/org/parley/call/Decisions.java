package org.parley.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallResult.CallBack;

/** What a script has decided about its call: the last word counts. Its tools may decide too, on threads of theirs. */
final class Decisions {
    private static final Pattern STATUS = Pattern.compile("[A-Z0-9]{1,6}");
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9_*#+.-]{1,79}"); // all Asterisk takes
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final int FIELDS_MAX = 100;
    private static final int FORBIDDEN_MAX = 10;
    private static final int NOTE_CHARS_MAX = 1000;

    private final CallTimeline timeline;
    private final Deque<Runnable> cleanups = new ArrayDeque<>();
    private final Map<String, String> fields = new LinkedHashMap<>(); // of the lead, changed
    private final Set<String> forbidden = new LinkedHashSet<>(); // numbers
    private String status = "";
    private String comment = "";
    private @Nullable CallBack callBack; // once agreed
    private String target = "";
    private String targetContext = "";

    Decisions(CallTimeline timeline) {
        this.timeline = timeline;
    }

    synchronized void dispose(String code, String remark) {
        require(STATUS, code, "a status of 1 to 6 capitals or digits, as the campaign lists them");
        status = code;
        comment = shortened(timeline.privacy().words(remark));
        timeline.note("disposition", "status", code);
    }

    synchronized void callBack(Instant at, String remark, String agent) {
        if (!at.isAfter(Instant.now())) {
            throw new IllegalArgumentException("Expected a call-back in the future but was " + at);
        }
        callBack = new CallBack(at, shortened(timeline.privacy().words(remark)), agent);
        timeline.note("callback", "at", at.toString(), "agent", agent);
    }

    /** The number is not to be called again; "" for the lead's own. */
    synchronized void doNotCall(String phone) {
        if (forbidden.size() >= FORBIDDEN_MAX) {
            throw new IllegalArgumentException("Expected dnc for at most " + FORBIDDEN_MAX + " numbers in a call");
        }
        if (forbidden.add(phone)) {
            timeline.note("dnc", "phone", phone);
        }
    }

    synchronized List<String> forbidden() {
        return List.copyOf(forbidden);
    }

    synchronized void field(String name, String value) {
        require(FIELD, name, "a field's name of letters, digits and _, such as postal_code");
        if (fields.size() >= FIELDS_MAX && !fields.containsKey(name)) {
            throw new IllegalArgumentException("Expected at most " + FIELDS_MAX + " changed fields in a call");
        }
        fields.put(name, shortened(value));
        timeline.note("field", "name", name);
    }

    synchronized void transfer(String extension, String context) {
        require(TARGET, extension, "an extension of letters, digits and *#+.-_");
        if (!context.isEmpty()) {
            require(TARGET, context, "a dialplan context of letters, digits and -_");
        }
        target = extension;
        targetContext = context;
        timeline.note("transfer", "extension", extension, "context", context);
    }

    synchronized void cleanup(Runnable action) {
        cleanups.push(action);
    }

    synchronized String status() {
        return status;
    }

    synchronized String comment() {
        return comment;
    }

    @Nullable
    synchronized CallBack callBack() {
        return callBack;
    }

    synchronized Map<String, String> fields() {
        return Map.copyOf(fields);
    }

    synchronized String target() {
        return target;
    }

    synchronized String targetContext() {
        return targetContext;
    }

    private synchronized Deque<Runnable> cleanups() {
        return new ArrayDeque<>(cleanups);
    }

    /** Runs what the script has left to be done, last given, first run; for so long. */
    void cleanUp(Duration limit) {
        Deque<Runnable> left = cleanups();
        if (left.isEmpty()) {
            return;
        }
        try (var runner = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> running = runner.submit(() -> left.forEach(Runnable::run));
            try {
                running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException | InterruptedException failure) {
                running.cancel(true);
                timeline.note("cleanup-failed", "reason", failure.toString());
            }
        }
    }

    static String shortened(String text) {
        return text.length() <= NOTE_CHARS_MAX ? text : text.substring(0, NOTE_CHARS_MAX);
    }

    static void require(Pattern form, String value, String expected) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected " + expected + " but was '" + value + "'");
        }
    }
}
