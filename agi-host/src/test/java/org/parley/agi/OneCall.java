package org.parley.agi;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A server with one call whose thread does what the test tells it, while the test plays Asterisk. */
final class OneCall implements AutoCloseable {
    private final BlockingQueue<Consumer<AgiChannel>> work = new LinkedBlockingQueue<>();
    private final CompletableFuture<AgiRequest> request = new CompletableFuture<>();
    final AgiServer server;
    final AgiPeer peer;

    OneCall(AgiSettings settings) throws IOException {
        this(settings, AgiPeer.request("8300"));
    }

    OneCall(AgiSettings settings, String requestText) throws IOException {
        server = AgiServer.open(settings, this::handle);
        peer = AgiPeer.connect(server.address());
        peer.send(requestText);
    }

    /** Work for the call's thread, which may throw what it likes. */
    interface Work<T> {
        T on(AgiChannel channel) throws Exception;
    }

    /** Begins the work on the call's thread. */
    <T> CompletableFuture<T> begin(Work<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        work.add(channel -> {
            try {
                result.complete(task.on(channel));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Does work that needs no reply, or whose reply is there already. */
    <T> T run(Work<T> task) throws Exception {
        return begin(task).get(10, TimeUnit.SECONDS);
    }

    /** Work that talks to Asterisk: one command, one reply. */
    <T> T run(Work<T> task, String command, String reply) throws Exception {
        CompletableFuture<T> result = begin(task);
        peer.expect(command, reply);
        return result.get(10, TimeUnit.SECONDS);
    }

    AgiRequest request() throws Exception {
        return request.get(10, TimeUnit.SECONDS);
    }

    /** Lets the handler return. */
    void finish() {
        work.add(channel -> {
            throw new Finished();
        });
    }

    @Override
    public void close() {
        peer.close();
        server.close();
    }

    private void handle(AgiRequest received, AgiChannel channel) throws InterruptedException {
        request.complete(received);
        try {
            while (true) {
                work.take().accept(channel);
            }
        } catch (Finished e) {
            // as asked
        }
    }

    private static final class Finished extends RuntimeException {
        Finished() {
            super("finished", null, false, false);
        }
    }
}
