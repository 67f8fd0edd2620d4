package org.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Settings;
import org.parley.console.doors.Access;
import org.parley.console.doors.Door;
import org.parley.console.http.Role;
import org.parley.settings.Folders;
import org.parley.settings.Sources;

/** Who may open a WebSocket, over real sockets. */
class EntranceSocketTest {
    @TempDir
    private Path home;

    private Entrance entrance;
    private Javalin server;
    private Access access;

    @BeforeEach
    void start() throws IOException {
        access = new Access(home.resolve("access.json"));
        List<Sources.Flag> flags = List.of(
                new Sources.Flag("test", "console.listen", "127.0.0.1:0"),
                new Sources.Flag("test", "console.address-requests-max", "15"));
        ConsoleSettings settings = Settings.load(new Sources(null, Map.of(), flags, new Folders(home, home, home)))
                .value()
                .console();
        entrance = Entrance.open(settings, home);
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    entrance.configure(config, List.of());
                    config.routes.ws("/viewers", _ -> {}, Role.VIEWER);
                    config.routes.ws("/admins", _ -> {}, Role.ADMIN);
                    config.routes.ws("/anyone", _ -> {}, Role.ANYONE);
                    config.routes.ws("/nobody-said-who", _ -> {});
                })
                .start();
    }

    @AfterEach
    void stop() {
        server.stop();
        entrance.close();
    }

    /** The status of the answer to somebody who would like a WebSocket there. */
    private int open(String path, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + String.join("\r\n", headers)
                    + (headers.length > 0 ? "\r\n\r\n" : "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            return Integer.parseInt(line.split(" ", -1)[1]);
        }
    }

    private String own() {
        return "Origin: http://127.0.0.1:" + server.port();
    }

    @Test
    void onlyWhoMayOpensOne() throws IOException {
        String viewer = "Authorization: Bearer " + access.add("viewer", Role.VIEWER);
        assertThat(open("/viewers")).isEqualTo(401);
        assertThat(open("/viewers", viewer)).isEqualTo(101);
        assertThat(open("/admins", viewer)).isEqualTo(403);
        assertThat(open("/viewers", "Authorization: Bearer x")).isEqualTo(401);
        assertThat(open("/anyone")).isEqualTo(101);
        assertThat(open("/nobody-said-who")).isEqualTo(401);
        assertThat(open("/nothing")).isIn(401, 404);
    }

    @Test
    void byCookieOnlyAPageOfOursOpensOne() throws IOException {
        access.addUser("anna", Role.VIEWER, "a long enough password".toCharArray());
        String id = entrance.sessions().begin(access.users().getFirst());
        String cookie = "Cookie: " + Door.COOKIE + "=" + id;
        assertThat(open("/viewers", cookie, own())).isEqualTo(101);
        assertThat(open("/viewers", cookie)).isEqualTo(403);
        assertThat(open("/viewers", cookie, "Origin: http://evil.example")).isEqualTo(403);
        assertThat(open("/viewers", cookie, own(), "Sec-Fetch-Site: cross-site"))
                .isEqualTo(403);
        assertThat(open("/viewers", "Cookie: " + Door.COOKIE + "=x", own())).isEqualTo(401);
        assertThat(open("/admins", cookie, own())).isEqualTo(403);
        access.removeUser("anna");
        assertThat(open("/viewers", cookie, own())).isEqualTo(401);
    }

    @Test
    void anAddressThatAsksTooOftenWaits() throws IOException {
        for (int i = 0; i < 15; i++) {
            assertThat(open("/anyone")).isEqualTo(101);
        }
        assertThat(open("/anyone")).isEqualTo(429);
    }
}
