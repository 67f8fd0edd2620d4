package org.parley.console.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.core.Frame;
import org.jspecify.annotations.Nullable;
import org.parley.console.acts.Acts;
import org.parley.console.doors.Audit;
import org.parley.console.doors.Door;
import org.parley.console.doors.Idempotency;
import org.parley.console.doors.Visitor;
import org.parley.console.http.Json;
import org.parley.console.http.Problem;
import org.parley.console.live.SocketWire.Gone;

/**
 * One client's WebSocket: the events of its subscriptions go out, on a virtual thread of its own, and its commands come
 * in, one after the other. What is to be sent waits for the client at most some seconds; then it is let go.
 */
final class LiveSocket implements AutoCloseable {
    static final int SUBSCRIPTIONS_MAX = 50;

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    static final long ID_MAX = (1L << 53) - 1; // which every client can count to
    static final Set<String> SUBSCRIBES = Set.of("id", "do", "call", "script", "campaign", "line", "type", "after");
    private static final byte[] BEGIN = "{\"event\":".getBytes(StandardCharsets.UTF_8);

    private final SocketWire wire;
    private final Visitor visitor;
    private final BooleanSupplier mayStay;
    private final Door door;
    private final Feed feed;
    private final Acts acts;
    private final Idempotency once;
    private final Audit audit;
    private final Follower follower;
    private final Map<Long, EventFilter> subscriptions = new ConcurrentHashMap<>();
    private final ReentrantLock sending = new ReentrantLock();
    private final Thread sender;

    LiveSocket(
            SocketWire wire,
            Visitor visitor,
            BooleanSupplier mayStay,
            Door door,
            Feed feed,
            Acts acts,
            Idempotency once,
            Audit audit) {
        this.audit = audit;
        this.once = once;
        this.wire = wire;
        this.visitor = visitor;
        this.mayStay = mayStay;
        this.door = door;
        this.feed = feed;
        this.acts = acts;
        this.follower = feed.follow(-1, event -> subscriptions.values().stream().anyMatch(each -> each.test(event)));
        this.sender = Thread.ofVirtual().name("live-socket").unstarted(this::run);
    }

    /** Begins to send. */
    void begin() {
        sender.start();
    }

    /** Whose it is. */
    Visitor visitor() {
        return visitor;
    }

    private void run() {
        long looked = System.nanoTime();
        try {
            while (!follower.isOver()) {
                List<Told> next = follower.next(SocketWire.BREATH);
                if (System.nanoTime() - looked > LOOK_NANOS) {
                    looked = System.nanoTime();
                    if (!mayStay.getAsBoolean()) {
                        wire.close(SocketWire.POLICY, "you may not come in any more");
                        return;
                    }
                }
                if (next.isEmpty()) {
                    send(List.of(SocketWire.ping()));
                } else {
                    send(next.stream().map(LiveSocket::frame).toList());
                }
            }
            wire.close(
                    follower.isSlow() ? SocketWire.AGAIN_LATER : SocketWire.GOING_AWAY,
                    follower.isSlow() ? "slow" : "the host stops");
            if (follower.isSlow()) {
                feed.letGo(visitor.name(), "socket");
            }
        } catch (Gone gone) {
            wire.abort();
            if (follower.isSlow() || gone.isSlow()) {
                feed.letGo(visitor.name(), "socket");
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            follower.close();
        }
    }

    private static Frame frame(Told told) {
        ByteArrayOutputStream message = new ByteArrayOutputStream(BEGIN.length + told.json().length + 1);
        message.writeBytes(BEGIN);
        message.writeBytes(told.json());
        message.write('}');
        return SocketWire.text(message.toByteArray());
    }

    private static Frame frame(Map<String, @Nullable Object> message) {
        return SocketWire.text(Json.bytes(message));
    }

    private void send(List<Frame> frames) throws Gone, InterruptedException {
        sending.lock();
        try {
            wire.send(frames);
        } finally {
            sending.unlock();
        }
    }

    /** The client has sent that; on the socket's thread, which takes the next when this returns. */
    void take(String text) throws InterruptedException {
        JsonNode message = null;
        try {
            try {
                if (!mayStay.getAsBoolean()) {
                    wire.close(SocketWire.POLICY, "you may not come in any more");
                    return;
                }
                Duration wait = door.again(visitor.who());
                if (wait.isPositive()) {
                    throw Problem.tooMany(
                            wait, "'" + visitor.name() + "' asks more than console.requests-max a minute");
                }
                message = Json.tree(text).orElseThrow(() -> Problem.refused("Expected a message of JSON"));
                obey(message);
            } catch (Problem problem) {
                if (problem.status() == 403) {
                    audit.refused(visitor, Sockets.PATH + ": " + problem.getMessage());
                }
                Long id = message == null ? null : id(message);
                tell(List.of(answer(id, "problem", problem.document(Sockets.PATH))));
            }
        } catch (Gone gone) {
            wire.abort();
        }
    }

    private void tell(List<Map<String, @Nullable Object>> answers) throws Gone, InterruptedException {
        send(answers.stream().map(LiveSocket::frame).toList());
    }

    private static @Nullable Long id(JsonNode message) {
        JsonNode id = message.get("id");
        return id != null && id.isIntegralNumber() && id.canConvertToLong() ? id.longValue() : null;
    }

    private static Map<String, @Nullable Object> answer(@Nullable Long id, String name, Object value) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        answer.put(name, value);
        return answer;
    }

    private void obey(JsonNode message) throws Gone, InterruptedException {
        Long id = id(message);
        if (!message.isObject() || id == null || id < 0 || id > ID_MAX) {
            throw Problem.refused("Expected an object with a whole number 'id' from 0 on and a word 'do'");
        }
        String word = text(message, "do");
        if (word == null) {
            throw Problem.refused("Expected a word 'do': subscribe, unsubscribe, or a command such as hangup");
        }
        switch (word) {
            case "subscribe" -> subscribe(id, message);
            case "unsubscribe" -> unsubscribe(id, message);
            default -> command(id, word, message);
        }
    }

    private static @Nullable String text(JsonNode message, String name) {
        JsonNode value = message.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw Problem.refused(name + ": expected a text but was " + Problem.shown(value.toString()));
        }
        return value.textValue();
    }

    private void subscribe(long id, JsonNode message) throws Gone, InterruptedException {
        only(message, SUBSCRIBES);
        EventFilter filter = EventFilter.of(name -> text(message, name));
        JsonNode given = message.get("after");
        if (given != null && !(given.isIntegralNumber() && given.canConvertToLong() && given.longValue() >= 0)) {
            throw Problem.refused("after: expected the number of an event but was " + Problem.shown(given.toString()));
        }
        if (subscriptions.containsKey(id)) {
            throw new Problem(
                    409,
                    "Conflict",
                    "Expected an id of its own but there is a subscription " + id + "; unsubscribe it");
        }
        if (subscriptions.size() >= SUBSCRIPTIONS_MAX) {
            throw new Problem(
                    429,
                    "Too many requests",
                    "Expected at most " + SUBSCRIPTIONS_MAX + " subscriptions of a socket; unsubscribe one");
        }
        long after = given == null ? -1 : given.longValue();
        sending.lock(); // the answer stands before the events that it brings about
        try {
            long last = feed.last();
            boolean gap = feed.resume(follower, after, filter, () -> subscriptions.put(id, filter));
            tell(List.of(answer(id, "ok", Map.of("last", last))));
            if (gap) {
                tell(List.of(answer(id, "gap", true)));
            }
        } finally {
            sending.unlock();
        }
    }

    private void unsubscribe(long id, JsonNode message) throws Gone, InterruptedException {
        only(message, Set.of("id", "do"));
        if (subscriptions.remove(id) == null) {
            throw Problem.unknown("There is no subscription " + id + " of this socket");
        }
        tell(List.of(answer(id, "ok", Map.of())));
    }

    private static void only(JsonNode message, Set<String> names) {
        message.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw Problem.refused("Expected only %s but there is '%s'"
                        .formatted(String.join(", ", names.stream().sorted().toList()), Problem.shown(name)));
            }
        });
    }

    private void command(long id, String word, JsonNode message) throws Gone, InterruptedException {
        String call = text(message, "call");
        if (call == null) {
            throw Problem.refused("call: expected the id of a call that runs");
        }
        String key = text(message, "key");
        ObjectNode body = message.deepCopy();
        body.remove(List.of("id", "do", "call", "key"));
        Object begun = key == null
                ? acts.perform(word, call, body, visitor)
                : once.once(
                        visitor.name(),
                        key,
                        word + " " + call,
                        Json.bytes(body),
                        () -> acts.perform(word, call, body, visitor));
        tell(List.of(answer(id, "ok", begun)));
    }

    /** The client is gone, or is to go. */
    @Override
    public void close() {
        follower.close();
    }

    /** Lets the client hear that the host stops, if it takes no longer than that. */
    void awaitEnd(Duration limit) throws InterruptedException {
        boolean _ = sender.join(limit);
    }
}
