package org.parley.agi;

import java.net.InetAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody who calls, from when he came to the end of his call, on a virtual thread of his own. */
abstract class Session implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final long begunNanos = System.nanoTime();
    private volatile boolean overdue;

    abstract InetAddress peerAddress();

    /** From the clock's thread, at each tick. */
    abstract void closeIfLate(long nowNanos);

    /** From any thread: ends whatever the session waits for. */
    abstract void cut();

    long begunNanos() {
        return begunNanos;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - begunNanos;
    }

    boolean isOverdue() {
        return overdue;
    }

    /** Notes that the call has lasted longer than it may; true for the first note, which is to interrupt it. */
    boolean becomesOverdue() {
        boolean first = !overdue;
        overdue = true;
        return first;
    }

    /** Has the call handled; whatever comes of it, the far end learns whether its caller was served. */
    void serve(AgiServer server, AgiRequest request, AgiChannel channel) {
        try {
            server.handler().handle(request, channel);
        } catch (CallerGone e) {
            LOG.debug("Caller gone: {}", e.getMessage());
            // not every CallerGone is a hang-up: the host may have closed the session
            failed(channel);
        } catch (InterruptedException e) {
            LOG.atWarn()
                    .addKeyValue("uniqueid", request.uniqueId())
                    .addKeyValue("ext", request.extension())
                    .log(
                            overdue
                                    ? "Call ended: it lasted longer than agi.callMax"
                                    : "Call ended: the host is stopping");
            failed(channel);
        } catch (Throwable e) {
            server.failed();
            LOG.atError()
                    .addKeyValue("uniqueid", request.uniqueId())
                    .addKeyValue("ext", request.extension())
                    .setCause(e)
                    .log("Call failed: its handler threw");
            failed(channel);
        }
    }

    /** The dialplan must see that the caller was not served, unless the handler has said something better. */
    private static void failed(AgiChannel channel) {
        if (!channel.isStatusSet()) {
            Thread.interrupted(); // or the read of the reply would close the socket
            channel.trySetVariable(AgiChannel.STATUS, "FAILED");
        }
    }
}
