package org.parley.ai.deepgram;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets that are open before a caller speaks, by the address that says what they expect: connecting would cost his
 * first words the time of a handshake. Any thread may use it.
 */
final class WarmSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmSockets.class);
    private static final int ADDRESSES_MAX = 32;

    private final Wire wire;
    private final int count;
    private final Duration keepAlive;
    private final long keptNanos;
    private final Map<HttpUrl, Shelf> shelves = new HashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    private static final class Shelf {
        private final Deque<ListenLink> free = new ArrayDeque<>();
        private int opening;
        private long usedNanos;
    }

    /** As many for each address, and for as long after its last use, as set. */
    WarmSockets(Wire wire, DeepgramSettings.ListenSettings settings) {
        this.wire = wire;
        this.count = settings.warm();
        this.keepAlive = settings.keepAlive();
        this.keptNanos = settings.warmFor().toNanos();
    }

    /**
     * One that is open, or a new one; others are opened for those who come next.
     *
     * @throws ProviderException when it cannot be opened
     */
    ListenLink take(Request request, int rate, ListenLink.Ear ear) throws InterruptedException {
        ListenLink free = free(request.url(), ear);
        warm(request, rate);
        return free == null ? fresh(request, rate, ear) : free;
    }

    /** A new one. */
    ListenLink fresh(Request request, int rate, ListenLink.Ear ear) throws InterruptedException {
        ListenLink opened = ListenLink.open(wire, request, rate);
        boolean _ = opened.take(ear);
        return opened;
    }

    private synchronized @Nullable ListenLink free(HttpUrl url, ListenLink.Ear ear) {
        Shelf shelf = shelves.get(url);
        ListenLink next = shelf == null ? null : shelf.free.poll();
        while (shelf != null && next != null) {
            if (next.take(ear)) {
                return next;
            }
            next = shelf.free.poll();
        }
        return null;
    }

    /** Opens what is missing, in the background. */
    void warm(Request request, int rate) {
        int missing;
        synchronized (this) {
            if (closed || count == 0 || (shelves.size() >= ADDRESSES_MAX && !shelves.containsKey(request.url()))) {
                return;
            }
            Shelf shelf = shelves.computeIfAbsent(request.url(), _ -> new Shelf());
            shelf.usedNanos = System.nanoTime();
            shelf.free.removeIf(link -> !link.isFree());
            missing = count - shelf.free.size() - shelf.opening;
            shelf.opening += Math.max(0, missing);
        }
        for (int i = 0; i < missing; i++) {
            Thread.ofVirtual().name("deepgram-warm").start(() -> open(request, rate));
        }
    }

    private void open(Request request, int rate) {
        ListenLink opened = null;
        try {
            opened = ListenLink.open(wire, request, rate);
        } catch (ProviderException refused) {
            LOG.debug("No connection in advance", refused); // who needs one is told
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        shelve(request.url(), opened);
    }

    private void shelve(HttpUrl url, @Nullable ListenLink opened) {
        boolean kept = false;
        synchronized (this) {
            Shelf shelf = shelves.get(url);
            if (shelf != null) {
                shelf.opening--;
                if (opened != null && !closed) {
                    shelf.free.add(opened);
                    opened.keepWarm(keepAlive, link -> isWanted(url, link));
                    kept = true;
                }
            }
        }
        if (opened != null && !kept) {
            opened.close();
        }
    }

    private synchronized boolean isWanted(HttpUrl url, ListenLink link) {
        Shelf shelf = shelves.get(url);
        if (shelf == null || !shelf.free.contains(link)) {
            return false;
        }
        if (System.nanoTime() - shelf.usedNanos < keptNanos) {
            return true;
        }
        shelf.free.remove(link);
        if (shelf.free.isEmpty() && shelf.opening == 0) {
            shelves.remove(url);
        }
        return false;
    }

    @Override
    public void close() {
        Map<HttpUrl, Shelf> all;
        synchronized (this) {
            closed = true;
            all = new HashMap<>(shelves);
            shelves.clear();
        }
        all.values().forEach(shelf -> shelf.free.forEach(ListenLink::close));
    }
}
