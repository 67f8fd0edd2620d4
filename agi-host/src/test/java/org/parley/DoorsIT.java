package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;

/** Walks all routes of the OpenAPI document as those who may not, over real sockets: nobody gets anything. */
class DoorsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a long enough password";

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private Parley host;
    private Console console;
    private Access access;

    /** What may be asked, as the document has it. */
    private record Operation(String method, String path, String role) {
        boolean isActing() {
            return !method.equals("GET") && !method.equals("HEAD");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("talk.groovy"), "extensions '100'\n");
        Settings settings = TalkingHost.settings(
                home, List.of(flag("console.listen", "127.0.0.1:0"), flag("console.requests-max", "10000")), "");
        InstantVoice box = new InstantVoice();
        host = Parley.start(settings, home, box.ears(), box.mouth());
        console = Console.open(settings.console(), home, host);
        access = new Access(home.resolve("access.json"));
    }

    @AfterEach
    void stop() {
        host.close();
        console.close();
        client.close();
    }

    private List<Operation> operations() throws Exception {
        String admin = access.add("admin", Role.ADMIN);
        JsonNode document = JSON.readTree(send("GET", "/api/openapi.json", "Authorization", "Bearer " + admin)
                .body());
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                operations.add(new Operation(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey().replaceAll("\\{[a-z]+}", "x"),
                        operation.getValue().get("x-role").textValue()));
            }
        }
        assertThat(operations).hasSizeGreaterThan(12).anyMatch(Operation::isActing);
        assertThat(operations).extracting(Operation::role).contains("anyone", "viewer", "supervisor", "admin");
        return operations;
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + console.address() + path))
                .timeout(SOON)
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private void expectRefused(Operation operation, int status, String... headers) throws Exception {
        HttpResponse<String> answer = send(operation.method(), operation.path(), headers);
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
        if (operation.method().equals("HEAD")) {
            assertThat(answer.body()).as(operation.toString()).isEmpty();
            return;
        }
        assertThat(JSON.readTree(answer.body()).fieldNames())
                .toIterable()
                .as(operation.toString())
                .containsExactly("type", "title", "status", "detail", "instance");
    }

    private HttpResponse<String> signIn(String name) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://" + console.address() + "/api/session"))
                        .timeout(SOON)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> signedIn) {
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
        return signedIn.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
    }

    @Test
    void nobodyGetsAnything() throws Exception {
        for (Operation operation : operations()) {
            if (!operation.role().equals("anyone")) {
                expectRefused(operation, 401);
                expectRefused(operation, 401, "Cookie", "parley_session=" + "x".repeat(43));
                expectRefused(operation, 401, "Cookie", "parley_session=");
            }
        }
    }

    @Test
    void aWrongTokenGetsNothingBeAUserSignedInOrNot() throws Exception {
        access.addUser("anna", Role.ADMIN, PASSWORD.toCharArray());
        String cookie = cookie(signIn("anna"));
        int tried = 0;
        for (Operation operation : operations()) {
            if (!operation.role().equals("anyone")) {
                int status = tried++ < 10 ? 401 : 429; // then the address waits
                expectRefused(operation, status, "Authorization", "Bearer parley_x", "Cookie", cookie);
            }
        }
        assertThat(send("GET", "/api/me", "Cookie", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasALesserRoleGetsNothingOfAGreaterOne() throws Exception {
        List<Operation> operations = operations();
        for (Role role : List.of(Role.VIEWER, Role.SUPERVISOR)) {
            String name = role.word();
            String token = access.add(name + "-token", role);
            access.addUser(name, role, PASSWORD.toCharArray());
            HttpResponse<String> signedIn = signIn(name);
            String csrf = JSON.readTree(signedIn.body()).get("csrf").textValue();
            int refused = 0;
            for (Operation operation : operations) {
                if (!role.mayAct(Role.valueOf(operation.role().toUpperCase(Locale.ROOT)))) {
                    expectRefused(operation, 403, "Authorization", "Bearer " + token);
                    expectRefused(operation, 403, "Cookie", cookie(signedIn), "X-CSRF-Token", csrf);
                    refused++;
                }
            }
            assertThat(refused).isPositive();
        }
    }

    @Test
    void aCookieWithoutCsrfOrByAForeignPageGetsNothing() throws Exception {
        access.addUser("root", Role.ADMIN, PASSWORD.toCharArray());
        access.addUser("other", Role.ADMIN, PASSWORD.toCharArray());
        HttpResponse<String> signedIn = signIn("root");
        String cookie = cookie(signedIn);
        String csrf = JSON.readTree(signedIn.body()).get("csrf").textValue();
        String others = JSON.readTree(signIn("other").body()).get("csrf").textValue();
        for (Operation operation : operations()) {
            if (operation.role().equals("anyone")) {
                continue;
            }
            if (operation.isActing()) {
                expectRefused(operation, 403, "Cookie", cookie);
                expectRefused(operation, 403, "Cookie", cookie, "X-CSRF-Token", others);
            }
            expectRefused(operation, 403, "Cookie", cookie, "X-CSRF-Token", csrf, "Origin", "https://evil.example");
            expectRefused(operation, 403, "Cookie", cookie, "X-CSRF-Token", csrf, "Origin", "null");
            expectRefused(operation, 403, "Cookie", cookie, "X-CSRF-Token", csrf, "Sec-Fetch-Site", "cross-site");
        }
        assertThat(Files.readString(home.resolve("audit.jsonl")))
                .contains("\"who\":\"root\",\"role\":\"admin\"", "\"refused\"", "POST /api/calls/x/hangup");
    }

    @Test
    void aSessionThatIsOverGetsNothing() throws Exception {
        access.addUser("root", Role.ADMIN, PASSWORD.toCharArray());
        HttpResponse<String> signedIn = signIn("root");
        String cookie = cookie(signedIn);
        String csrf = JSON.readTree(signedIn.body()).get("csrf").textValue();
        List<Operation> operations = operations();
        assertThat(send("DELETE", "/api/session", "Cookie", cookie, "X-CSRF-Token", csrf)
                        .statusCode())
                .isEqualTo(204);
        for (Operation operation : operations) {
            if (!operation.role().equals("anyone")) {
                expectRefused(operation, 401, "Cookie", cookie, "X-CSRF-Token", csrf);
            }
        }
    }

    @Test
    void anAdminReadsWhoDidWhat() throws Exception {
        String admin = access.add("admin", Role.ADMIN);
        access.addUser("anna", Role.VIEWER, PASSWORD.toCharArray());
        signIn("anna");
        signIn("anna");
        signIn("bob");
        JsonNode page = JSON.readTree(send("GET", "/api/audit?limit=2", "Authorization", "Bearer " + admin)
                .body());
        assertThat(page.get("entries").findValuesAsText("action")).containsExactly("sign-in-failed", "sign-in");
        String rest = "/api/audit?limit=2&before=" + page.get("next").longValue();
        page = JSON.readTree(
                send("GET", rest, "Authorization", "Bearer " + admin).body());
        assertThat(page.get("entries").findValuesAsText("who")).containsExactly("anna");
        assertThat(page.get("next").isNull()).isTrue();
        assertThat(send("GET", "/api/audit?limit=501", "Authorization", "Bearer " + admin)
                        .body())
                .contains("limit: expected 1 to 500 but was '501'");
    }
}
