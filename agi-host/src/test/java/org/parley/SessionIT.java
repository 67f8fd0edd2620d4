package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;

/** Signing in and out of a host's console, over real sockets. */
class SessionIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a long enough password";

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private Parley host;
    private Console console;
    private Access access;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("talk.groovy"), "extensions '100'\n");
        Settings settings = TalkingHost.settings(
                home,
                List.of(
                        flag("console.listen", "127.0.0.1:0"),
                        flag("console.failures-max", "3"),
                        flag("console.proxies", "127.0.0.0/8")),
                "");
        InstantVoice box = new InstantVoice();
        host = Parley.start(settings, home, box.ears(), box.mouth());
        console = Console.open(settings.console(), home, host);
        access = new Access(home.resolve("access.json"));
        access.addUser("anna", Role.SUPERVISOR, PASSWORD.toCharArray());
    }

    @AfterEach
    void stop() {
        host.close();
        console.close();
        client.close();
    }

    /** The page of ours that a browser would have it sent by. */
    private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + console.address() + path))
                .timeout(SOON)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> signIn(String name, String password, String... headers) throws Exception {
        return send(
                "POST",
                "/api/session",
                JSON.createObjectNode()
                        .put("name", name)
                        .put("password", password)
                        .toString(),
                headers);
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
    }

    @Test
    void somebodySignsInActsAndSignsOut() throws Exception {
        HttpResponse<String> in = signIn("anna", PASSWORD);
        assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
        JsonNode session = JSON.readTree(in.body());
        assertThat(session.get("name").textValue()).isEqualTo("anna");
        assertThat(session.get("role").textValue()).isEqualTo("supervisor");
        String csrf = session.get("csrf").textValue();
        assertThat(in.headers().firstValue("Set-Cookie").orElse(""))
                .matches("parley_session=[A-Za-z0-9_-]{43};.*")
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        String cookie = cookie(in);

        assertThat(send("GET", "/api/session", "", "Cookie", cookie).body()).isEqualTo(in.body());
        assertThat(send("GET", "/api/calls", "", "Cookie", cookie).statusCode()).isEqualTo(200);
        String act = "/api/calls/none/hangup";
        assertThat(send("POST", act, "", "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(send("POST", act, "", "Cookie", cookie, "X-CSRF-Token", "no").body())
                .contains("with the csrf of GET /api/session");
        assertThat(send("POST", act, "", "Cookie", cookie, "X-CSRF-Token", csrf).statusCode())
                .isEqualTo(404);

        assertThat(send("DELETE", "/api/session", "", "Cookie", cookie, "X-CSRF-Token", csrf)
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("GET", "/api/session", "", "Cookie", cookie).statusCode())
                .isEqualTo(401);
        assertThat(Files.readAllLines(home.resolve("audit.jsonl")))
                .extracting(line -> JSON.readTree(line).get("action").textValue())
                .containsExactly("sign-in", "refused", "refused", "sign-out");
    }

    @Test
    void aTokenSignsInToo() throws Exception {
        String token = access.add("grafana", Role.VIEWER);
        HttpResponse<String> in = send("POST", "/api/session", "{\"token\":\"" + token + "\"}");
        assertThat(send("GET", "/api/session", "", "Cookie", cookie(in)).body()).contains("\"viewer\"");

        access.remove("grafana");

        assertThat(send("GET", "/api/session", "", "Cookie", cookie(in)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoIsChangedIsSignedOut() throws Exception {
        String cookie = cookie(signIn("anna", PASSWORD));
        access.changeRole("anna", Role.VIEWER);
        assertThat(send("GET", "/api/session", "", "Cookie", cookie).statusCode())
                .isEqualTo(401);

        cookie = cookie(signIn("anna", PASSWORD));
        access.changePassword("anna", "another long password".toCharArray());
        assertThat(send("GET", "/api/session", "", "Cookie", cookie).statusCode())
                .isEqualTo(401);
        assertThat(signIn("anna", PASSWORD).statusCode()).isEqualTo(401);

        cookie = cookie(signIn("anna", "another long password"));
        assertThat(send("GET", "/api/session", "", "Cookie", cookie).statusCode())
                .isEqualTo(200);
        access.removeUser("anna");
        assertThat(send("GET", "/api/session", "", "Cookie", cookie).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoTriesPasswordsMustWaitAndAnotherClientOfTheProxyNeedNot() throws Exception {
        access.addUser("bob", Role.VIEWER, PASSWORD.toCharArray());
        for (int i = 0; i < 3; i++) {
            assertThat(signIn(i == 0 ? "nobody" : "anna", "wrong", "X-Forwarded-For", "10.0.0.1")
                            .statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> waits = signIn("bob", PASSWORD, "X-Forwarded-For", "10.0.0.1");
        assertThat(waits.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(waits.headers().firstValue("Retry-After").orElse("0")))
                .isBetween(200, 300);
        assertThat(signIn("bob", PASSWORD, "X-Forwarded-For", "10.0.0.1, 10.0.0.2")
                        .statusCode())
                .isEqualTo(200);
        assertThat(signIn("anna", "wrong", "X-Forwarded-For", "10.0.0.3").statusCode())
                .isEqualTo(401);
        // the third wrong one for that name, be it from wherever
        assertThat(signIn("anna", PASSWORD, "X-Forwarded-For", "10.0.0.4").statusCode())
                .isEqualTo(429);
        assertThat(Files.readString(home.resolve("audit.jsonl")))
                .contains("\"from\":\"10.0.0.1\"", "\"who\":\"?\"", "sign-in-failed")
                .doesNotContain("nobody", "wrong\"");
    }

    @Test
    void aForeignPageGetsNothingByTheCookie() throws Exception {
        String cookie = cookie(signIn("anna", PASSWORD));
        String own = "http://" + console.address();
        assertThat(send("GET", "/api/calls", "", "Cookie", cookie, "Origin", own)
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/api/calls", "", "Cookie", cookie, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/api/events", "", "Cookie", cookie, "Sec-Fetch-Site", "same-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(signIn("anna", PASSWORD, "Origin", "null").statusCode()).isEqualTo(403);
        HttpResponse<String> secure = signIn(
                "anna",
                PASSWORD,
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "pbx.example",
                "Origin",
                "https://pbx.example");
        assertThat(secure.statusCode()).isEqualTo(200);
        assertThat(secure.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
    }

    @Test
    void whoSignsOutFollowsNoMoreEvents() throws Exception {
        HttpResponse<String> in = signIn("anna", PASSWORD);
        String csrf = JSON.readTree(in.body()).get("csrf").textValue();
        HttpResponse<InputStream> stream = client.send(
                HttpRequest.newBuilder(URI.create("http://" + console.address() + "/api/events"))
                        .header("Cookie", cookie(in))
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);

        send("DELETE", "/api/session", "", "Cookie", cookie(in), "X-CSRF-Token", csrf);

        try (InputStream body = stream.body()) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(": alive\n\n");
        }
    }

    @Test
    void whatIsNoSignInIsRefused() throws Exception {
        for (String body : List.of("", "{", "[]", "{\"name\":\"anna\"}", "{\"token\":null}", "[".repeat(5000))) {
            assertThat(send("POST", "/api/session", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(send("POST", "/api/session", " ".repeat(100_000)).statusCode())
                .isEqualTo(413);
    }
}
