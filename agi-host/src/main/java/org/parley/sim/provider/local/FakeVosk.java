package org.parley.sim.provider.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.Mind;

/** A Vosk server on loopback, as the one in Python of vosk-server: one recogniser for each connection, any path. */
public final class FakeVosk extends FakeProvider {
    private final VoskManners manners;
    private final Mind mind;
    private final List<List<String>> grammars = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("fake-vosk").factory());

    /** It listens at once. */
    public FakeVosk(VoskManners manners, Mind mind) {
        super(false);
        this.manners = manners;
        this.mind = mind;
        clock.setRemoveOnCancelPolicy(true);
        listen();
    }

    /** The phrases that connections were told to listen for, in their order. */
    public List<List<String>> grammars() {
        return grammars;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        if (request.getHeaders().get("Upgrade") == null) {
            return new MockResponse.Builder()
                    .code(426)
                    .body("Failed to open a WebSocket connection: invalid Connection header: close.\n")
                    .build();
        }
        return upgrade(request, new VoskSocket(this, manners, mind));
    }

    void listensFor(List<String> phrases) {
        grammars.add(phrases);
    }

    /** Does it later, in order; not after the end. */
    void later(long millis, Runnable action) {
        if (!clock.isShutdown()) {
            var _ = clock.schedule(action, millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        super.close();
    }
}
