package org.parley.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Asterisk side of one AGI session, word for word: a test says what it sends and sees what comes. */
public final class AgiPeer implements AutoCloseable {
    private static final int WAIT_MILLIS = 10_000;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    private AgiPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(WAIT_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = socket.getOutputStream();
    }

    /** Connects and sends nothing. */
    public static AgiPeer connect(InetSocketAddress address) {
        try {
            return new AgiPeer(new Socket(address.getAddress(), address.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and sends the request of a call to the extension. */
    public static AgiPeer call(InetSocketAddress address, String extension) {
        AgiPeer peer = connect(address);
        peer.send(request(extension));
        return peer;
    }

    /** What Asterisk 22 sends for {@code AGI(agi://host/)}, with further lines before the empty one. */
    public static String request(String extension, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                "agi_network: yes",
                "agi_request: agi://127.0.0.1:4573/",
                "agi_channel: PJSIP/sipp-00000001",
                "agi_language: en",
                "agi_type: PJSIP",
                "agi_uniqueid: lab-1785283200.1",
                "agi_version: 22.10.1",
                "agi_callerid: 5551234",
                "agi_calleridname: V0101120000000000123",
                "agi_callingpres: 0",
                "agi_callingani2: 0",
                "agi_callington: 0",
                "agi_callingtns: 0",
                "agi_dnid: unknown",
                "agi_rdnis: unknown",
                "agi_context: lab",
                "agi_extension: " + extension,
                "agi_priority: 2",
                "agi_enhanced: 0.0",
                "agi_accountcode: ",
                "agi_threadid: 140120120120120"));
        lines.addAll(Arrays.asList(more));
        return String.join("\n", lines) + "\n\n";
    }

    /** Sends text as it is, in one write. */
    public void send(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one line. */
    public void reply(String line) {
        send(line + "\n");
    }

    /** The next command, or null when the host has closed. */
    public @Nullable String next() {
        try {
            return in.readLine();
        } catch (SocketException e) {
            return null; // a reset is a close, too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the next command, which must be this one, and answers it. */
    public void expect(String command, String reply) {
        assertThat(next()).isEqualTo(command);
        reply(reply);
    }

    /** The host must close, without another command. */
    public void expectClose() {
        assertThat(next()).as("a command after which the host was to close").isNull();
    }

    /** Answers every command until the host closes; gives the commands. */
    public List<String> serve(UnaryOperator<String> replies) {
        List<String> commands = new ArrayList<>();
        for (String command = next(); command != null; command = next()) {
            commands.add(command);
            reply(replies.apply(command));
        }
        return commands;
    }

    /** A command's words by Asterisk's rules: double quotes group, a backslash keeps the next character. */
    public static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < command.length(); i++) {
            char character = command.charAt(i);
            if (character == '\\' && i + 1 < command.length()) {
                word.append(command.charAt(++i));
                begun = true;
            } else if (character == '"') {
                quoted = !quoted;
                begun = true;
            } else if (character == ' ' && !quoted) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else {
                word.append(character);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    /** Closes as Asterisk does at the end of a channel. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
