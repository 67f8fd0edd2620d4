package org.parley.webcall;

import java.nio.ByteBuffer;

/**
 * A visitor's socket, as far as a call sends by it. Nothing in it blocks: how much may be under way is bounded by what
 * the far end has confirmed.
 */
public interface VisitorSocket {
    /** Why a socket is closed (RFC 6455, section 7.4.1). */
    enum Close {
        /** The call is over. */
        DONE(1000),
        /** It said what it may not say. */
        REFUSED(1008),
        /** Another socket has taken its place, or the host cannot serve it. */
        ELSEWHERE(1013);

        private final int code;

        Close(int code) {
            this.code = code;
        }

        /** On the wire. */
        public int code() {
            return code;
        }
    }

    /** One text message. */
    void send(String json);

    /** One binary message. */
    void send(ByteBuffer message);

    /** Closes it; nothing happens when it is closed. */
    void close(Close why);
}
