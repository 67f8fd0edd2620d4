package org.parley;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A manager interface over real sockets that answers up to some point, and then hangs or goes away. */
final class FakeAmi implements AutoCloseable {
    private final ServerSocket server;
    private final Until until;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger most = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** How far it goes. */
    enum Until {
        /** It takes connections and says nothing. */
        CONNECTED,
        /** It answers the login, and nothing else ever. */
        LOGGED_IN,
        /** It answers all but what is asked of the dialplan. */
        BOOTED,
        /** It takes the order for a call, and closes. */
        ORDERED
    }

    FakeAmi(Until until) throws IOException {
        this.until = until;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Connections that stand. */
    int open() {
        return open.size();
    }

    /** The most that ever stood at once. */
    int most() {
        return most.get();
    }

    /** The actions that came. */
    List<String> asked() {
        return asked;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                most.accumulateAndGet(open.size(), Math::max);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            OutputStream out = socket.getOutputStream();
            if (until != Until.CONNECTED) {
                out.write("Asterisk Call Manager/9.0.0\r\n".getBytes(UTF_8));
            }
            Map<String, String> action = new HashMap<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isEmpty()) {
                    String[] pair = line.split(":", 2);
                    action.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
                    continue;
                }
                String name = action.getOrDefault("action", "");
                asked.add(name);
                String answer = answer(name);
                if (!answer.isEmpty()) {
                    out.write(
                            ("Response: Success\r\nActionID: " + action.get("actionid") + "\r\n" + answer + "\r\n\r\n")
                                    .getBytes(UTF_8));
                }
                action.clear();
                if (name.equals("Originate") && until == Until.ORDERED) {
                    return;
                }
            }
        } catch (IOException gone) {
            // the host has left
        } finally {
            open.remove(socket);
        }
    }

    private String answer(String action) {
        return switch (action) {
            case "Challenge" -> "Challenge: 159";
            case "Login" -> "Message: Authentication accepted";
            case "CoreSettings" -> until == Until.LOGGED_IN ? "" : "AMIversion: 9.0.0\r\nAsteriskVersion: 22.1.0";
            case "GetVar" -> until == Until.ORDERED ? "Variable: x\r\nValue: 1" : "";
            case "Originate" -> until == Until.ORDERED ? "Message: Originate successfully queued" : "";
            case "Logoff" -> until == Until.ORDERED ? "Message: Thanks for all the fish." : "";
            default -> "";
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
