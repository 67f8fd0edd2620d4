package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;

/** What the console lets itself be told, and how slowly, over raw sockets. */
class BoundsIT {
    private static final Duration SOON = Duration.ofSeconds(25);

    @TempDir
    private Path home;

    private Parley host;
    private Console console;
    private String token;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("talk.groovy"), "extensions '100'\n");
        Settings settings = TalkingHost.settings(
                home,
                List.of(
                        flag("console.listen", "127.0.0.1:0"),
                        flag("console.requests-max", "20"),
                        flag("console.request-time", "9s"),
                        flag("console.connections-max", "20")),
                "");
        InstantVoice box = new InstantVoice();
        host = Parley.start(settings, home, box.ears(), box.mouth());
        console = Console.open(settings.console(), home, host);
        token = new Access(home.resolve("access.json")).add("test", Role.VIEWER);
    }

    @AfterEach
    void stop() {
        console.close();
        host.close();
    }

    private Socket connected() throws IOException {
        String[] address = console.address().split(":", -1);
        Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String firstLine(Socket socket) throws IOException {
        String line =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return line == null ? "closed" : line;
    }

    private String answer(String request) throws IOException {
        try (Socket socket = connected()) {
            send(socket, request);
            return firstLine(socket);
        }
    }

    private String get(String path, String header) throws IOException {
        return answer(
                "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s\r\n".formatted(path, token, header));
    }

    @Test
    void whatIsTooLongIsRefused() throws IOException {
        assertThat(get("/api/me", "")).isEqualTo("HTTP/1.1 200 OK");
        assertThat(get("/api/me?" + "x".repeat(9_000), "")).contains("414");
        assertThat(get("/api/me", "X-Long: " + "x".repeat(9_000) + "\r\n")).contains("431");
        assertThat(answer("POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 70000\r\n\r\n" + " ".repeat(70_000)))
                .contains("413");
    }

    @Test
    void whoAsksTooOftenWaits() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(get("/api/me", "")).contains("200");
        }
        assertThat(get("/api/me", "")).contains("429");
    }

    /** Sends a byte each 300 ms, until the far end closes. */
    private static boolean isClosedAfterTrickling(Socket socket, String begin, char drop) throws IOException {
        send(socket, begin);
        AtomicInteger sent = new AtomicInteger();
        OutputStream out = socket.getOutputStream();
        await().atMost(SOON).pollInterval(300, TimeUnit.MILLISECONDS).until(() -> {
            try {
                out.write(drop);
                out.flush();
                sent.incrementAndGet();
                return false;
            } catch (IOException closed) {
                return true;
            }
        });
        return sent.get() > 25; // it had some seconds
    }

    @Test
    void whoIsSlowToSayWhatHeWantsIsLetGo() throws IOException {
        try (Socket fresh = connected()) {
            assertThat(isClosedAfterTrickling(fresh, "GET /api/me HTTP/1.1\r\nX-Slow: ", 'x'))
                    .isTrue();
        }
    }

    @Test
    void whoIsSlowInALaterRequestIsLetGoToo() throws IOException {
        try (Socket used = connected()) {
            send(used, "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(firstLine(used)).contains("204");
            assertThat(isClosedAfterTrickling(used, "GET /api/me HTTP/1.1\r\nX-Slow: ", 'x'))
                    .isTrue();
        }
    }

    @Test
    void whoSendsABodySlowlyIsLetGo() throws IOException {
        try (Socket socket = connected()) {
            assertThat(isClosedAfterTrickling(socket, """
                            POST /api/session HTTP/1.1\r
                            Host: x\r
                            Content-Type: application/json\r
                            Content-Length: 60000\r
                            \r
                            """, ' ')).isTrue();
        }
    }

    @Test
    void anEventStreamGoesOn() throws IOException {
        try (Socket stream = connected()) {
            send(stream, "GET /api/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8));
            int alive = 0;
            while (alive < 2) { // the second comes after 15 s
                String line = in.readLine();
                assertThat(line).isNotNull();
                alive += line.equals(": alive") ? 1 : 0;
            }
        }
    }

    @Test
    void oneAddressHasAQuarterOfTheConnections() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                open.add(connected());
                send(open.getLast(), "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(firstLine(open.getLast())).contains("204");
            }
            open.add(connected());
            assertThat(open.getLast().getInputStream().read()).isEqualTo(-1);
            open.getFirst().close();
            await().atMost(SOON).until(() -> {
                open.add(connected());
                send(open.getLast(), "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
                try {
                    return firstLine(open.getLast()).contains("204");
                } catch (IOException reset) {
                    return false;
                }
            });
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
