package org.parley.agi;

import java.net.InetAddress;

/** A call that came in another way than by FastAGI. */
final class GuestSession extends Session {
    private final AgiServer server;
    private final AgiRequest request;
    private final AgiChannel channel;
    private final Runnable ended;

    /** Holds the permit of a handshake already. */
    GuestSession(AgiServer server, AgiRequest request, AgiChannel channel, Runnable ended) {
        this.server = server;
        this.request = request;
        this.channel = channel;
        this.ended = ended;
    }

    @Override
    public void run() {
        boolean admitted = server.admit(this);
        try {
            if (admitted) {
                serve(server, request, channel);
            } else {
                boolean _ = channel.trySetVariable(AgiChannel.STATUS, "BUSY");
            }
        } finally {
            server.ended(this, admitted, isOverdue());
            ended.run();
        }
    }

    @Override
    InetAddress peerAddress() {
        return request.remoteAddress();
    }

    @Override
    void closeIfLate(long nowNanos) {
        // it reads nothing that could be late
    }

    @Override
    void cut() {
        channel.tryHangup();
    }
}
