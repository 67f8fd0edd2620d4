package org.parley.ai.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Request;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.wire.Deadline;
import org.parley.ai.wire.SocketLink;
import org.parley.ai.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket of the synthesiser: {@code Speak} and {@code Flush}, then sound until {@code Flushed}. */
final class SpeakLink implements SocketLink.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpeakLink.class);
    /** Pieces that wait to be taken; a provider that is further ahead waits too. */
    private static final int PIECES_MAX = 2000;

    private static final Duration CLEARED_WITHIN = Duration.ofSeconds(2);

    private final Wire wire;
    private final int rate;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>(PIECES_MAX);
    private @Nullable SocketLink link; // set by open, before anybody else sees it
    private volatile boolean open = true;
    private volatile boolean clearing;
    private volatile boolean spoken;
    private boolean warned; // the socket's reader only
    private final AtomicLong uses = new AtomicLong();
    private volatile @Nullable Cleared cleared;

    /** What comes. */
    private sealed interface Step {
        record Sound(ByteString bytes) implements Step {}

        record Flushed() implements Step {}

        record Broken(ProviderException cause) implements Step {}
    }

    /** What to do when the socket is silent again. */
    private record Cleared(Runnable then, Deadline limit) {}

    private SpeakLink(Wire wire, int rate) {
        this.wire = wire;
        this.rate = rate;
    }

    static SpeakLink open(Wire wire, Request request, int rate) throws InterruptedException {
        SpeakLink made = new SpeakLink(wire, rate);
        made.link = SocketLink.open(wire, request, Deepgram.closes(), made);
        return made;
    }

    boolean isOpen() {
        return open;
    }

    /** Counts sentences. */
    long uses() {
        return uses.get();
    }

    /** True when the last sentence has sounded. */
    boolean hasSpoken() {
        return spoken;
    }

    /**
     * Speaks to the end; false when it was cut.
     *
     * @throws ProviderException when it broke, or nothing came in time
     */
    boolean speak(String text, SpeechSink sink) throws InterruptedException {
        uses.incrementAndGet();
        spoken = false;
        steps.clear(); // nothing that was asked for
        if (!open) {
            throw new ProviderException(Deepgram.NAME, Kind.NETWORK, "Expected an open connection", null);
        }
        LinearPieces pieces = new LinearPieces(rate, sink);
        send("Speak", text);
        send("Flush", "");
        while (true) {
            Duration limit = spoken ? wire.limits().idle() : wire.limits().firstByte();
            Step step = steps.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
            switch (step) {
                case null ->
                    throw new ProviderException(
                            Deepgram.NAME,
                            Kind.SLOW,
                            "Expected sound within " + limit.toMillis() + " ms but had none",
                            null);
                case Step.Broken(ProviderException cause) -> throw cause;
                case Step.Flushed _ -> {
                    return true;
                }
                case Step.Sound(ByteString bytes) -> {
                    spoken = true;
                    if (!pieces.take(bytes.toByteArray(), bytes.size())) {
                        return false;
                    }
                }
            }
        }
    }

    /** Drops the rest of what was cut, and goes on when the provider has done so; closes when it does not. */
    void clear(Runnable then) {
        cleared = new Cleared(then, Deadline.start(CLEARED_WITHIN, this::close));
        clearing = true;
        steps.clear();
        send("Clear", "");
    }

    private void send(String type, String text) {
        SocketLink socket = link;
        var message = Deepgram.control(type);
        if (!text.isEmpty()) {
            message.put("text", text);
        }
        if (socket != null) {
            boolean _ = socket.send(message);
        }
    }

    @Override
    public void message(JsonNode message) {
        switch (message.path("type").asText()) {
            case "Flushed" -> add(new Step.Flushed());
            case "Cleared" -> {
                Cleared waiting = cleared;
                cleared = null;
                steps.clear();
                clearing = false;
                if (waiting != null) {
                    waiting.limit().close();
                    waiting.then().run();
                }
            }
            case "Warning" -> warned(message.path("code").asText());
            default -> {} // Metadata, and what is newer than this
        }
    }

    private void warned(String code) {
        if (!warned) {
            warned = true; // it would say so again with every sentence
            LOG.warn("{} warns: {}", Deepgram.NAME, code.length() > 40 ? code.substring(0, 40) : code);
        }
    }

    @Override
    public void binary(ByteString bytes) {
        add(new Step.Sound(bytes));
    }

    private void add(Step step) {
        if (clearing) {
            return;
        }
        try {
            steps.put(step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void failed(ProviderException cause) {
        open = false;
        add(new Step.Broken(cause));
    }

    @Override
    public void close() {
        open = false;
        steps.clear(); // who waits to put something need not
        SocketLink socket = link;
        if (socket != null) {
            socket.close();
        }
    }
}
