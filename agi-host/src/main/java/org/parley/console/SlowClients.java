package org.parley.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.parley.agi.Network;

/**
 * Lets those go who take their time to say what they ask for, be it the TLS handshake or a request's first lines, so
 * that they cannot hold all connections; and those of an address that has too many. Any thread may use it.
 */
final class SlowClients implements Connection.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 500;

    private final int ofOneMax;
    private final List<Network> proxies;
    private final Map<Connection, State> open = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("slow-clients").daemon().factory());

    /** How far a connection was when something was asked or answered for the last time. */
    private record State(long requests, long bytes, long sinceNanos) {}

    SlowClients(int ofOneMax, List<Network> proxies) {
        this.ofOneMax = ofOneMax;
        this.proxies = proxies;
        Future<?> _ = looking.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof ConnectionMetaData)) {
            return; // TLS below HTTP, or a WebSocket above it
        }
        open.put(connection, new State(0, 0, System.nanoTime()));
        InetAddress address = address(connection);
        if (counts.merge(address, 1, Integer::sum) > ofOneMax
                && proxies.stream().noneMatch(each -> each.contains(address))) {
            connection.close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (open.remove(connection) != null) {
            counts.computeIfPresent(address(connection), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private static InetAddress address(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private void look() {
        open.forEach((connection, state) -> {
            boolean isAnswering = connection.getMessagesIn() > connection.getMessagesOut();
            boolean isSilent = state.requests() > 0 && connection.getBytesIn() == state.bytes();
            if (isAnswering || isSilent || connection.getMessagesIn() != state.requests()) {
                open.replace(
                        connection, new State(connection.getMessagesIn(), connection.getBytesIn(), System.nanoTime()));
            } else if (System.nanoTime() - state.sinceNanos() > PATIENCE.toNanos()) {
                connection.getEndPoint().close();
            }
        });
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
