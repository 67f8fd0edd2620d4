package org.parley.agi;

import java.net.InetAddress;
import java.time.Duration;
import org.parley.agi.AgiDialogue.Needs;
import org.parley.agi.RequestReader.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection from accept to close, on its own virtual thread. */
final class AgiSession extends Session {
    private static final Logger LOG = LoggerFactory.getLogger(AgiSession.class);

    /** A caller who cannot be served must not wait for it. */
    private static final Duration BUSY_TIME = Duration.ofSeconds(1);

    private final AgiServer server;
    private final AgiSettings settings;
    private final AgiConnection connection;

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
                            begunNanos() + settings.requestTime().toNanos());
            admitted = server.admit(this);
            if (admitted) {
                serve(request, dialogue);
            } else {
                sayBusy(dialogue);
            }
        } catch (Refused e) {
            server.refuse(e.reason(), peerAddress());
        } finally {
            server.ended(this, admitted, isOverdue() || dialogue.hasTimedOut());
            if (dialogue.retire()) {
                server.parsers().give(parser);
            }
        }
    }

    @Override
    InetAddress peerAddress() {
        return connection.peerAddress();
    }

    @Override
    void closeIfLate(long nowNanos) {
        connection.closeIfLate(nowNanos);
    }

    @Override
    void cut() {
        connection.close();
    }

    private void serve(AgiRequest request, AgiDialogue dialogue) {
        long endNanos = begunNanos() + settings.callMax().toNanos();
        serve(server, request, new AsteriskChannel(connection, dialogue, settings, endNanos, server.base64Missing()));
    }

    private static void sayBusy(AgiDialogue dialogue) {
        try {
            dialogue.ask("SET VARIABLE " + AgiChannel.STATUS + " \"BUSY\"", BUSY_TIME, Needs.ANY_CHANNEL);
        } catch (CallerGone | AgiException e) {
            LOG.debug("BUSY was not taken: {}", e.getMessage());
        }
    }
}
