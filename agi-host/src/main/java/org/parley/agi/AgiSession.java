package org.parley.agi;

import java.net.InetAddress;
import java.time.Duration;
import org.parley.agi.AgiDialogue.Needs;
import org.parley.agi.RequestReader.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection from accept to close, on its own virtual thread. */
final class AgiSession implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AgiSession.class);

    /** A caller who cannot be served must not wait for it. */
    private static final Duration BUSY_TIME = Duration.ofSeconds(1);

    private final AgiServer server;
    private final AgiSettings settings;
    private final AgiConnection connection;
    private final long begunNanos = System.nanoTime();
    private volatile boolean overdue;

    AgiSession(AgiServer server, AgiSettings settings, AgiConnection connection) {
        this.server = server;
        this.settings = settings;
        this.connection = connection;
    }

    @Override
    public void run() {
        boolean admitted = false;
        AsteriskJavaParser parser = server.parsers().take();
        AgiDialogue dialogue = new AgiDialogue(connection, parser, settings.commandBytesMax());
        try (connection) {
            AgiRequest request = server.requests()
                    .read(
                            connection,
                            parser,
                            begunNanos + settings.requestTime().toNanos());
            admitted = server.admit(this);
            if (admitted) {
                serve(request, dialogue);
            } else {
                sayBusy(dialogue);
            }
        } catch (Refused e) {
            server.refuse(e.reason(), peerAddress());
        } finally {
            server.ended(this, admitted, overdue || dialogue.hasTimedOut());
            if (dialogue.retire()) {
                server.parsers().give(parser);
            }
        }
    }

    long ageNanos(long nowNanos) {
        return nowNanos - begunNanos;
    }

    /** Notes that the call has lasted longer than it may; true for the first note, which is to interrupt it. */
    boolean becomesOverdue() {
        boolean first = !overdue;
        overdue = true;
        return first;
    }

    InetAddress peerAddress() {
        return connection.peerAddress();
    }

    /** From the clock's thread, at each tick. */
    void closeIfLate(long nowNanos) {
        connection.closeIfLate(nowNanos);
    }

    /** From any thread: ends whatever the session does with its socket. */
    void cut() {
        connection.close();
    }

    private void serve(AgiRequest request, AgiDialogue dialogue) {
        long endNanos = begunNanos + settings.callMax().toNanos();
        AgiChannel channel = new AgiChannel(connection, dialogue, settings, endNanos, server.base64Missing());
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

    private static void sayBusy(AgiDialogue dialogue) {
        try {
            dialogue.ask("SET VARIABLE " + AgiChannel.STATUS + " \"BUSY\"", BUSY_TIME, Needs.ANY_CHANNEL);
        } catch (CallerGone | AgiException e) {
            LOG.debug("BUSY was not taken: {}", e.getMessage());
        }
    }
}
