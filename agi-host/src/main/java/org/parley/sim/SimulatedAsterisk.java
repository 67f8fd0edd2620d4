package org.parley.sim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.parley.ami.OutgoingCall;

/**
 * Far end of the host that speaks what Asterisk 22 speaks: FastAGI as a client, AudioSocket on EXEC, 20 ms frames both
 * ways, keys, hang-up, and behind it a dialplan of three lines that reads PARLEY_STATUS. Each call has its own virtual
 * threads. Any thread may call.
 */
public final class SimulatedAsterisk implements AutoCloseable {
    /** Asterisk gives up a FastAGI connection after this (res_agi.c). */
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

    private final Set<SimulatedChannel> channels = ConcurrentHashMap.newKeySet();
    private final Set<Socket> sessions = ConcurrentHashMap.newKeySet();
    private final SimulatedPeople people = new SimulatedPeople(this);
    private final AtomicLong sequence = new AtomicLong();
    private final long epoch = System.currentTimeMillis() / 1000;

    /** Places a call for a caller who hears with that ear, and returns while it runs. */
    public SimulatedChannel place(CallRequest request, CallerLine.Ear ear) {
        return place(request, ear, PoorLine.none());
    }

    /** The same over that line, which is no other call's. */
    public SimulatedChannel place(CallRequest request, CallerLine.Ear ear, PoorLine line) {
        long number = sequence.incrementAndGet();
        CallRequest named = request.on(
                request.channel().isEmpty()
                        ? "Local/%s@%s-%08x;2"
                                .formatted(
                                        request.call().extension(),
                                        request.call().context(),
                                        number)
                        : request.channel(),
                request.uniqueId().isEmpty() ? epoch + "." + number : request.uniqueId());
        SimulatedChannel channel = new SimulatedChannel(named, ear, line, people);
        channels.add(channel);
        Thread.ofVirtual().name("sim-line-" + number).start(channel::runLine);
        Thread.ofVirtual().name("sim-call-" + number).start(() -> {
            try {
                run(channel);
            } finally {
                channels.remove(channel);
            }
        });
        return channel;
    }

    private void run(SimulatedChannel channel) {
        String status = "FAILURE";
        Socket session = new Socket();
        sessions.add(session);
        try (Socket socket = session) {
            socket.connect(channel.request().agi(), Math.toIntExact(CONNECT_MAX.toMillis()));
            AgiSession agi = new AgiSession(socket, channel);
            socket.getOutputStream().write(environment(channel.request()).getBytes(StandardCharsets.UTF_8));
            agi.run();
            status = channel.isGone() ? "HANGUP" : "SUCCESS";
        } catch (IOException e) {
            // refused, unknown host or too late: AGISTATUS stays FAILURE, and the dialplan goes on
        } finally {
            sessions.remove(session);
            channel.finish(status);
        }
    }

    /** The request as Asterisk 22 writes it, a line per fact and an empty line. */
    private static String environment(CallRequest request) {
        OutgoingCall call = request.call();
        StringBuilder lines = new StringBuilder("agi_network: yes\n");
        if (!request.script().isEmpty()) {
            lines.append("agi_network_script: ").append(request.script()).append('\n');
        }
        InetAddress ip = request.agi().getAddress();
        String host = ip == null ? request.agi().getHostString() : ip.getHostAddress();
        lines.append(
                "agi_request: agi://%s:%d/%s\n".formatted(host, request.agi().getPort(), request.script()));
        lines.append("agi_channel: ").append(request.channel()).append('\n');
        lines.append("agi_language: en\nagi_type: Local\n");
        lines.append("agi_uniqueid: ").append(request.uniqueId()).append('\n');
        lines.append("agi_version: 22.4.0\n");
        lines.append("agi_callerid: ").append(known(call.callerIdNumber())).append('\n');
        lines.append("agi_calleridname: ").append(known(call.callerIdName())).append('\n');
        lines.append("agi_callingpres: 0\nagi_callingani2: 0\nagi_callington: 0\nagi_callingtns: 0\n");
        lines.append("agi_dnid: ").append(known(call.extension())).append('\n');
        lines.append("agi_rdnis: unknown\n");
        lines.append("agi_context: ").append(call.context()).append('\n');
        lines.append("agi_extension: ").append(call.extension()).append('\n');
        lines.append("agi_priority: 3\nagi_enhanced: 0.0\n");
        lines.append("agi_accountcode: ").append(call.accountCode()).append('\n');
        lines.append("agi_threadid: ").append(Thread.currentThread().threadId()).append('\n');
        for (int i = 0; i < request.arguments().size(); i++) {
            lines.append("agi_arg_%d: %s\n".formatted(i + 1, request.arguments().get(i)));
        }
        return lines.append('\n').toString();
    }

    private static String known(String text) {
        return text.isEmpty() ? "unknown" : text;
    }

    /** Stops as Asterisk does: hangs up every call that still runs and closes its AGI connection. */
    @Override
    public void close() {
        channels.forEach(SimulatedChannel::hangUp);
        for (Socket session : sessions) {
            try {
                session.close();
            } catch (IOException e) {
                // closed either way
            }
        }
    }
}
