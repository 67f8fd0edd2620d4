package org.parley.sim;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Asterisk's side of one AGI session: reads command lines and answers each. A hang-up puts a line {@code HANGUP}
 * between
 * two replies, never inside a command that runs.
 */
final class AgiSession {
    /** Longer lines are cut into two commands, each with its own reply (res_agi.c of 20.16 and 22.6). */
    private static final int LINE_BYTES_MAX = 8191;

    private final SimulatedChannel channel;
    private final AgiCommands commands;
    private final InputStream in;
    private final OutputStream out;
    private boolean busy;
    private boolean hangupSaid;

    AgiSession(Socket socket, SimulatedChannel channel) throws IOException {
        this.channel = channel;
        this.commands = new AgiCommands(channel);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Serves the host until it closes the connection. */
    void run() {
        channel.onGone(this::hangUp);
        channel.waits().begin(HostWaits.Kind.COMMAND);
        try {
            Optional<String> line = read();
            while (line.isPresent()) {
                channel.waits().end(HostWaits.Kind.COMMAND);
                serve(line.get());
                line = read();
            }
        } catch (IOException e) {
            // a host that was killed resets the connection: for Asterisk the session is over, no more
        }
    }

    private void serve(String line) throws IOException {
        synchronized (this) {
            busy = true;
        }
        String reply = commands.reply(line);
        synchronized (this) {
            channel.waits().begin(HostWaits.Kind.COMMAND);
            out.write((reply + "\n").getBytes(StandardCharsets.UTF_8));
            busy = false;
            sayHangup();
        }
    }

    private synchronized void hangUp() {
        try {
            if (!busy) {
                sayHangup();
            }
        } catch (IOException e) {
            // the host has closed already
        }
    }

    private void sayHangup() throws IOException {
        if (channel.isGone() && !hangupSaid) {
            hangupSaid = true;
            out.write("HANGUP\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Optional<String> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < LINE_BYTES_MAX) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            if (next == '\n') {
                return Optional.of(text(line));
            }
            line.write(next);
        }
        channel.fault("An AGI line of more than " + LINE_BYTES_MAX + " bytes was cut in two");
        return Optional.of(text(line));
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
