package org.parley.agi;

import java.net.InetAddress;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiReader;
import org.asteriskjava.fastagi.internal.DefaultAgiChannelFactory;
import org.asteriskjava.fastagi.internal.FastAgiConnectionHandler;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;

/**
 * Asterisk-java's request and reply parsing, fed with lines that {@link AgiConnection} has read and bounded. The
 * classes
 * behind it have no public constructor; its connection handler, which is never run here, is the way to them. One at
 * a time for each call.
 */
final class AsteriskJavaParser {
    private final Lines lines = new Lines();
    private final AgiReader reader = new Way(lines).reader();

    /** Those that serve no call now: making one costs a twentieth of a short call. Any thread may use it. */
    static final class Pool {
        private final ConcurrentLinkedDeque<AsteriskJavaParser> free = new ConcurrentLinkedDeque<>();

        AsteriskJavaParser take() {
            AsteriskJavaParser parser = free.pollFirst();
            return parser == null ? new AsteriskJavaParser() : parser;
        }

        void give(AsteriskJavaParser parser) {
            free.addFirst(parser);
        }
    }

    /** The request in these lines, without the empty one that ends it. */
    org.asteriskjava.fastagi.AgiRequest request(List<String> requestLines) {
        lines.feed(requestLines);
        try {
            return reader.readRequest();
        } catch (AgiException e) {
            throw new IllegalStateException("Expected asterisk-java to take a request from memory", e);
        }
    }

    /** The reply in these lines: one, or all of a 520. */
    AgiReply reply(List<String> replyLines) {
        lines.feed(replyLines);
        try {
            return reader.readReply();
        } catch (AgiException e) {
            throw new IllegalStateException("Expected asterisk-java to take a reply from memory", e);
        }
    }

    private static final class Way extends FastAgiConnectionHandler {
        Way(Lines lines) {
            super((request, channel) -> null, lines, new DefaultAgiChannelFactory());
        }

        AgiReader reader() {
            return createReader();
        }
    }

    /** A socket, as far as asterisk-java is told. */
    private static final class Lines implements SocketConnectionFacade {
        private Iterator<String> left = Collections.emptyIterator();

        void feed(List<String> next) {
            left = next.iterator();
        }

        @Override
        public @Nullable String readLine() {
            return left.hasNext() ? left.next() : null;
        }

        @Override
        public void write(String text) {
            throw new UnsupportedOperationException("commands are written by AgiConnection");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public InetAddress getLocalAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public int getLocalPort() {
            return 0;
        }

        @Override
        public InetAddress getRemoteAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public int getRemotePort() {
            return 0;
        }
    }
}
