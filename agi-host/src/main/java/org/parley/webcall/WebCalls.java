package org.parley.webcall;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiRequest;
import org.parley.call.CallEvent;
import org.parley.call.CallEvents;
import org.parley.webcall.Tokens.Ticket;
import org.parley.webcall.VisitorSocket.Close;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls from pages of a host: who may, by which token, and how they go on after a network's blink. */
public final class WebCalls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebCalls.class);
    /** What the dialer and the record know such a caller as. */
    private static final String CALLER = "web";

    private final WebCallSettings settings;
    private final Door door;
    private final InetSocketAddress audio;
    private final Tokens tokens;
    private final AtomicLong number = new AtomicLong();
    private final Map<String, WebCall> byKey = new ConcurrentHashMap<>();
    private final Map<String, WebCall> byCall = new ConcurrentHashMap<>();
    private final AutoCloseable subscription;

    /** How a call that is no Asterisk's comes to be served, on a thread of its own; false when it is not. */
    public interface Door {
        boolean serve(AgiRequest request, AgiChannel channel, Runnable ended);
    }

    /** A one-time token, and until when it is good. */
    public record Token(String token, Instant expires) {}

    /**
     * @param audio where the host's audio server listens
     * @throws IllegalArgumentException when an origin names no site
     */
    public WebCalls(WebCallSettings settings, Door door, InetSocketAddress audio, CallEvents events) {
        if (!settings.unfitOrigins().isEmpty()) {
            throw new IllegalArgumentException(
                    "console.web-calls.origins: expected sites such as https://www.example.com but was "
                            + settings.unfitOrigins());
        }
        this.settings = settings;
        this.door = door;
        this.audio = reachable(audio);
        this.tokens = new Tokens(settings.tokenTime(), System::nanoTime);
        this.subscription = events.subscribe(this::tell);
    }

    private static InetSocketAddress reachable(InetSocketAddress server) {
        return server.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort())
                : server;
    }

    private void tell(CallEvent event) {
        WebCall call = byCall.get(event.callId());
        if (call != null) {
            call.event(event);
        }
    }

    /** Whether anybody may call that script from the page. */
    public boolean isOpen(String script) {
        return settings.open().contains(script);
    }

    /** Whether pages of that site may call, beside the console's own. */
    public boolean isAllowed(String origin) {
        return settings.origins().stream().anyMatch(origin::equalsIgnoreCase);
    }

    /** Whether there are as many calls as may be. */
    public boolean isFull() {
        return byKey.values().stream().filter(call -> !call.isEnded()).count() >= settings.callsMax();
    }

    /** How long a token is good. */
    public Duration tokenTime() {
        return settings.tokenTime();
    }

    /**
     * A token for one call of that script; empty when too many wait to be used.
     *
     * @param job of the dispatch that waits for the visitor, or ""
     */
    public Optional<Token> token(String script, String language, String job) {
        Instant until = Instant.now().plus(settings.tokenTime());
        return tokens.give(script, language, job).map(token -> new Token(token, until));
    }

    /** Begins a call; when that may not be, the visitor is told why and his socket is closed. */
    public Optional<WebCall> begin(VisitorSocket visitor, String token, String address) {
        Optional<Ticket> ticket = tokens.take(token);
        if (ticket.isEmpty()) {
            return refuse(visitor, End.TOKEN);
        }
        if (isFull()) {
            return refuse(visitor, End.FULL);
        }
        WebCall call = new WebCall(
                tokens.secret(),
                settings.awayMax(),
                (self, agent) -> new WebChannel(
                        audio,
                        settings.callMax(),
                        WebCall.variables(ticket.get().language()),
                        agent,
                        id -> byCall.put(id, self)));
        byKey.put(call.key(), call);
        call.attach(visitor, 0, false);
        if (!door.serve(request(ticket.get(), address), call.channel(), call::ended)) {
            byKey.remove(call.key());
            return refuse(visitor, End.FULL);
        }
        Thread.ofVirtual().name("web-call").start(() -> {
            try {
                call.pace();
            } finally {
                byKey.remove(call.key());
                byCall.values().remove(call);
            }
        });
        return Optional.of(call);
    }

    /** Goes on with a call by another socket; the visitor has everything up to that number. */
    public Optional<WebCall> resume(VisitorSocket visitor, String key, int has) {
        WebCall call = byKey.get(key);
        if (call == null) {
            return refuse(visitor, End.AWAY);
        }
        call.attach(visitor, has, true);
        return Optional.of(call);
    }

    /** Refuses one whose page is of another site. */
    public void refuseOrigin(VisitorSocket visitor) {
        Optional<WebCall> _ = refuse(visitor, End.ORIGIN);
    }

    private static Optional<WebCall> refuse(VisitorSocket visitor, End why) {
        visitor.send(Messages.text("ended", "reason", why.word(), "text", why.sentence(), "seq", 0));
        visitor.close(why == End.FULL ? Close.ELSEWHERE : Close.REFUSED);
        return Optional.empty();
    }

    private AgiRequest request(Ticket ticket, String address) {
        String id = "web-" + Instant.now().getEpochSecond() + "." + number.incrementAndGet();
        return new AgiRequest(
                ticket.script(),
                ticket.job().isEmpty() ? Map.of() : Map.of(CallEvents.JOB, ticket.job()),
                List.of(),
                "Web/" + id,
                id,
                CALLER,
                CALLER,
                "",
                "",
                "",
                "",
                0,
                ticket.language(),
                "",
                audio.getAddress(),
                address(address));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            log.debug("Expected an address but was '{}'", literal);
            return InetAddress.getLoopbackAddress();
        }
    }

    /** Hangs up for all. */
    @Override
    public void close() {
        byKey.values().forEach(call -> call.channel().gone());
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("Expected a subscription that can be ended", e);
        }
    }
}
