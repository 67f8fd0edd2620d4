package org.parley.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a browser and the console that can be cut: then what goes over it breaks, and nothing new begins. */
final class Cable implements AutoCloseable {
    private final ServerSocket server;
    private final InetAddress host;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** One to that port of this machine. */
    Cable(int port) {
        this.port = port;
        try {
            host = InetAddress.getLoopbackAddress();
            server = new ServerSocket(0, 50, host);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("cable").start(this::accept);
    }

    String address() {
        return host.getHostAddress() + ":" + server.getLocalPort();
    }

    void cut() {
        cut = true;
        sockets.forEach(Cable::close);
    }

    void mend() {
        cut = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (cut) {
                    close(near);
                    continue;
                }
                Socket far = new Socket(host, port);
                sockets.add(near);
                sockets.add(far);
                Thread.ofVirtual().name("cable-to").start(() -> pipe(near, far));
                Thread.ofVirtual().name("cable-from").start(() -> pipe(far, near));
            } catch (IOException over) {
                // closed, or the console is: the browser tries again
            }
        }
    }

    private void pipe(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // one of them went away, which ends both
        } finally {
            close(from);
            close(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed either way
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(Cable::close);
    }
}
