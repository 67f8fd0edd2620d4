package org.parley.sim.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;

/** Keeps the sockets that a server takes, in their order, so that one can be broken off without a farewell. */
final class TakenSockets extends ServerSocketFactory {
    private final List<Socket> taken = new ArrayList<>(); // guarded by itself

    /** Breaks off the connection of that index: the client sees a reset. */
    void reset(int index) {
        Socket socket;
        synchronized (taken) {
            if (index >= taken.size()) {
                return;
            }
            socket = taken.get(index);
        }
        reset(socket);
    }

    void resetAll() {
        synchronized (taken) {
            taken.forEach(TakenSockets::reset);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // it is off already
        }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                Socket socket = super.accept();
                synchronized (taken) {
                    taken.add(socket);
                }
                return socket;
            }
        };
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, 50);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        ServerSocket socket = createServerSocket();
        socket.bind(new InetSocketAddress(address, port), backlog);
        return socket;
    }
}
