package org.parley.console.doors;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.console.http.Json;
import org.parley.console.http.Problem;
import org.parley.console.http.Route;

/**
 * Has what somebody asks twice done once: who sends the same {@code Idempotency-Key} again for a time, since he saw no
 * answer, gets the first one's. A key belongs to who uses it. Any thread may use it.
 */
public final class Idempotency {
    public static final String HEADER = "Idempotency-Key";
    static final int OF_ONE_MAX = 200;
    static final int MAX = 2_000;

    private static final int ANSWER_BYTES_MAX = 16 * 1024;
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
    /** Nothing was done, and it may be otherwise the next time. */
    private static final Set<Integer> PASSING = Set.of(401, 403, 429, 503);

    private final long keepNanos;
    private final LongSupplier nanos;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(); // guarded by this, oldest first

    /** What was answered. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    record Answer(int status, String type, byte[] body) {}

    private record Key(String who, String key) {}

    /** What was asked, since when, and the answer when there is one. */
    @SuppressWarnings("ArrayRecordComponent") // nor these
    private record Entry(
            byte[] asked, long sinceNanos, @Nullable Answer answer) {}

    public Idempotency(Duration keep, LongSupplier nanos) {
        this.keepNanos = keep.toNanos();
        this.nanos = nanos;
    }

    /** The same handler, which does once what is asked with one key. */
    public Handler once(Handler handler) {
        return context -> {
            String key = context.header(HEADER);
            if (key == null) {
                handler.handle(context);
            } else {
                byte[] asked = asked(context.method().name(), context.req().getRequestURI(), context.bodyAsBytes());
                Answer answer = once(Door.who(context).name(), key, asked, () -> answer(context, handler));
                context.status(answer.status()).contentType(answer.type()).result(answer.body());
            }
        };
    }

    /**
     * The same for a command that comes another way, such as a message of a socket.
     *
     * @param what is done, of what
     * @param body all that is asked with it
     * @return what it gives, or gave
     * @throws Problem when it is not done, or was not
     */
    public JsonNode once(String who, String key, String what, byte[] body, Callable<?> act)
            throws InterruptedException {
        try {
            Answer answer = once(who, key, asked("command", what, body), () -> answer(act));
            JsonNode document = Json.tree(answer.body());
            if (answer.status() >= 400) {
                throw new Problem(
                        answer.status(),
                        document.path("title").asText(),
                        document.path("detail").asText());
            }
            return document;
        } catch (RuntimeException | InterruptedException told) {
            throw told;
        } catch (Exception broken) {
            throw new IllegalStateException("Expected " + what + " to be done or refused", broken);
        }
    }

    private static Answer answer(Callable<?> act) throws Exception {
        try {
            return new Answer(202, Route.JSON, Json.bytes(act.call()));
        } catch (Problem problem) {
            if (PASSING.contains(problem.status())) {
                throw problem;
            }
            return new Answer(problem.status(), Problem.TYPE, Json.bytes(problem.document("")));
        }
    }

    /** What tells one thing that is asked from another. */
    static byte[] asked(String what, String on, byte[] body) {
        byte[] words = (what + " " + on + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[words.length + body.length];
        System.arraycopy(words, 0, all, 0, words.length);
        System.arraycopy(body, 0, all, words.length, body.length);
        return Secrets.hash(all);
    }

    private static Answer answer(Context context, Handler handler) throws Exception {
        try {
            handler.handle(context);
        } catch (Problem problem) {
            if (PASSING.contains(problem.status())) {
                throw problem;
            }
            problem.write(context);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (InputStream result = context.resultInputStream()) {
            if (result != null) {
                result.transferTo(body);
            }
        }
        String type = Optional.ofNullable(context.res().getContentType()).orElse(Route.JSON);
        return new Answer(context.statusCode(), type, body.toByteArray());
    }

    /**
     * Does it, or gives the answer of when it was done.
     *
     * @param who whose key it is
     * @param asked {@link #asked}
     * @throws Problem when the key is none, was used for something else, or is at work right now
     */
    Answer once(String who, String key, byte[] asked, Callable<Answer> act) throws Exception {
        if (!KEY.matcher(key).matches()) {
            throw Problem.refused(HEADER + ": expected 1 to 200 visible characters of ASCII");
        }
        Key of = new Key(who, key);
        Optional<Answer> before = begin(of, asked);
        if (before.isPresent()) {
            return before.get();
        }
        Answer answer = null;
        boolean isUndone = false;
        try {
            answer = act.call();
            return answer;
        } catch (Problem refused) {
            isUndone = true;
            throw refused;
        } finally {
            end(of, asked, answer, isUndone);
        }
    }

    /** The answer when it was given already; empty when it is to be done now. */
    private synchronized Optional<Answer> begin(Key key, byte[] asked) {
        long now = nanos.getAsLong();
        entries.values().removeIf(each -> each.answer() != null && now - each.sinceNanos() >= keepNanos);
        Entry entry = entries.get(key);
        if (entry == null) {
            makeRoom(key.who());
            entries.put(key, new Entry(asked, now, null));
            return Optional.empty();
        }
        if (!MessageDigest.isEqual(entry.asked(), asked)) {
            throw new Problem(
                    422,
                    "Unprocessable content",
                    HEADER + ": expected the same request as the first with this key but it is another one; take a new"
                            + " key for each");
        }
        if (entry.answer() == null) {
            throw new Problem(409, "Conflict", "The first request with this key is at work; ask again in a second.");
        }
        return Optional.of(entry.answer());
    }

    private synchronized void end(Key key, byte[] asked, @Nullable Answer answer, boolean isUndone) {
        if (isUndone) {
            entries.remove(key);
            return;
        }
        Answer kept = answer;
        if (kept == null) {
            kept = told(500, "Internal error", "Something broke when this was done; the host's log says what.");
        } else if (kept.body().length > ANSWER_BYTES_MAX) {
            kept = told(409, "Conflict", "This was done already; its answer was too long to be kept.");
        }
        entries.put(key, new Entry(asked, nanos.getAsLong(), kept));
    }

    private static Answer told(int status, String title, String detail) {
        return new Answer(status, Problem.TYPE, Json.bytes(Problem.document(status, title, detail, "")));
    }

    private void makeRoom(String who) {
        long his =
                entries.keySet().stream().filter(key -> key.who().equals(who)).count();
        boolean isHisTurn = his >= OF_ONE_MAX;
        if (isHisTurn || entries.size() >= MAX) {
            for (Iterator<Map.Entry<Key, Entry>> each = entries.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<Key, Entry> one = each.next();
                if (one.getValue().answer() != null
                        && (!isHisTurn || one.getKey().who().equals(who))) {
                    each.remove();
                    return;
                }
            }
            throw Problem.busy("Too much is at work at once");
        }
    }
}
