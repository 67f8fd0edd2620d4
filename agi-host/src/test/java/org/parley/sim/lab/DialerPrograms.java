package org.parley.sim.lab;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.NativeDialer.DaemonDied;
import org.parley.dialer.NativeDialer.Routed;

/**
 * The dialer's programs at work beside a lab: the AGI scripts of its dialplan, which route calls to lines and, at their
 * end, close their rows, and the daemon of the remote agents in its loops. Calls are told apart by the caller's number.
 */
final class DialerPrograms implements AutoCloseable {
    private static final int LOOP_MILLIS = 250; // the real one takes 2 s
    private static final int SWEEP_EVERY = 5;

    private final DialerDatabase at;
    private final ServerSocket door;
    private final Map<String, Routed> calls = new ConcurrentHashMap<>(); // by unique id, the latest
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final List<String> lateLines = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService daemon = Executors.newSingleThreadScheduledExecutor();
    private int loops;

    DialerPrograms(DialerDatabase at) throws IOException {
        this.at = at;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("dialer-programs").start(this::serve);
        var _ = daemon.scheduleWithFixedDelay(this::loop, LOOP_MILLIS, LOOP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** For LAB_DIALER. */
    String address() {
        return "127.0.0.1:" + door.getLocalPort();
    }

    /** The call that the lead is on now. */
    Routed call(long lead) {
        return calls.values().stream()
                .filter(call -> call.lead() == lead)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("Expected a call of lead " + lead + " but there are " + calls));
    }

    /** The call of the lead, as soon as the dialer has routed it; a caller who is not served hears nothing of that. */
    Routed awaitCall(long lead, Duration limit) {
        return await("a call of lead " + lead)
                .atMost(limit)
                .ignoreExceptionsInstanceOf(IllegalStateException.class)
                .until(() -> call(lead), call -> !call.line().isEmpty());
    }

    /** What went wrong in its programs. */
    List<String> faults() {
        return faults;
    }

    /** The codes of calls with which the hang-up program is done. */
    List<String> ended() {
        return ended;
    }

    /** The codes of calls whose line was still theirs when they came to another in-group. */
    List<String> lateLines() {
        return lateLines;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                Thread.ofVirtual().name("dialer-agi").start(() -> answer(socket));
            } catch (IOException e) {
                // the test is over
            }
        }
    }

    private void answer(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            Map<String, String> request = new HashMap<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                int colon = line.indexOf(": ");
                request.put(line.substring(0, Math.max(0, colon)), line.substring(colon + 2));
            }
            for (String command : commands(request)) {
                socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
                in.readLine();
            }
        } catch (IOException e) {
            // the call is over
        } catch (RuntimeException e) {
            faults.add(e.toString());
        }
    }

    private List<String> commands(Map<String, String> request) {
        String id = request.getOrDefault("agi_uniqueid", "");
        // a trunk's channel, as the call log knows it: of the lab's own kind the dialers' programs think nothing
        String channel = "SIP/carrier-" + id;
        return switch (request.getOrDefault("agi_network_script", "")) {
            case "outbound" -> route(at.natives().dial(lead(request), id, channel));
            case "inbound" -> route(at.natives().arrive(lead(request), "SUPPORT", id, channel));
            case "in-group" -> {
                String[] parts = request.getOrDefault("agi_extension", "").split("\\*", -1);
                Routed first = calls.get(id);
                Routed next = at.natives().arrive(Long.parseLong(parts[3]), parts[1], id, channel);
                calls.put(id, at.natives().person(next, "1001"));
                if (first != null && at.count("<live_agents> WHERE callerid = ?", first.code()) > 0) {
                    lateLines.add(first.code());
                }
                yield List.of();
            }
            case "call_log" -> {
                Routed call = calls.get(id);
                if (call != null) {
                    at.natives().hangup(call);
                    ended.add(call.code());
                }
                yield List.of();
            }
            default -> throw new IllegalStateException("no such program: " + request);
        };
    }

    private long lead(Map<String, String> request) {
        String phone = request.getOrDefault("agi_callerid", "");
        return Long.parseLong(at.value("SELECT lead_id FROM <list> WHERE phone_number = ?", phone));
    }

    /** One call at a time chooses its line. */
    private synchronized List<String> route(Routed waiting) {
        Routed call = at.natives().pick(waiting);
        calls.put(call.uniqueId(), call);
        if (call.line().isEmpty()) {
            faults.add("no free line for " + call.code());
            return List.of();
        }
        boolean osdial = at.kind().isOsdial();
        String extension = !osdial ? "127*000*000*001*8300" : call.inGroup().isEmpty() ? "8300" : "78300";
        return List.of(
                osdial
                        ? "SET VARIABLE CHANNEL(accountcode) " + call.code()
                        : "SET CALLERID \"\\\"%s\\\" <%s>\"".formatted(call.code(), call.phone()),
                "SET CONTEXT " + (osdial ? "osdial" : "default"),
                "SET EXTENSION " + extension,
                "SET PRIORITY 1");
    }

    private void loop() {
        try {
            if (++loops % SWEEP_EVERY == 0) {
                at.natives().daemonSweep();
            } else {
                at.natives().daemonLoop();
            }
        } catch (DaemonDied died) {
            // OSDial's does at the end of an inbound call until the line is free, and is started again
        } catch (RuntimeException e) {
            faults.add("the daemon: " + e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        daemon.close();
    }
}
