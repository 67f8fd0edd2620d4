package org.parley.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.parley.settings.HostPort;

/** A network between browser and host that can be cut: what is sent then gets nowhere, and nobody is told. */
final class CutNetwork implements AutoCloseable {
    private final InetSocketAddress host;
    private final ServerSocket door;
    private final Set<Way> ways = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** @param host as HOST:PORT */
    CutNetwork(String host) throws IOException {
        this.host = HostPort.parse(host).address();
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where the browser connects. */
    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** Nothing gets through any more, of old connections or new ones. */
    void cut() {
        cut = true;
        ways.forEach(way -> way.dead = true);
    }

    /** New connections get through again; those from before stay dead, as after a change of networks. */
    void mend() {
        cut = false;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Way way = new Way(door.accept(), new Socket());
                way.dead = cut;
                ways.add(way);
                way.far.connect(host);
                Thread.ofVirtual().start(() -> way.pump(way.near, way.far));
                Thread.ofVirtual().start(() -> way.pump(way.far, way.near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One connection through it. */
    private static final class Way {
        final Socket near;
        final Socket far;
        volatile boolean dead;

        Way(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void pump(Socket from, Socket to) {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                int count = in.read(buffer);
                while (count >= 0) {
                    if (!dead) {
                        out.write(buffer, 0, count);
                    }
                    count = in.read(buffer);
                }
            } catch (IOException gone) {
                dead = true;
            }
            if (!dead) {
                close();
            }
        }

        void close() {
            try {
                near.close();
                far.close();
            } catch (IOException e) {
                throw new AssertionError("Expected sockets that close", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        ways.forEach(Way::close);
    }
}
