package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.ami.OutgoingCall;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/** The console of a host that serves calls, over real sockets. */
class ConsoleIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private Parley host;
    private Console console;
    private String token;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("talk.groovy"), """
            description 'Says hello'
            extensions '100'
            say 'Hello.'
            note 'noted'
            dispose 'SALE', 'two cars'
            """);
        Settings settings = TalkingHost.settings(
                home, List.of(flag("console.listen", "127.0.0.1:0"), flag("console.failures-max", "3")), "");
        InstantVoice box = new InstantVoice();
        host = Parley.start(settings, home, box.ears(), box.mouth());
        console = Console.open(settings.console(), home, host);
        token = new Access(home.resolve("access.json")).add("test", Role.VIEWER);
    }

    @AfterEach
    void stop() {
        asterisk.close();
        host.close();
        console.close();
        client.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + console.address() + path))
                .timeout(SOON);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> seen(String path) throws Exception {
        return get(path, "Authorization", "Bearer " + token);
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = seen(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private String called() throws Exception {
        asterisk.place(CallRequest.to(host.agiAddress(), OutgoingCall.to("parley", "100")), new Deaf())
                .await(SOON);
        await().atMost(SOON).until(() -> host.callBook().list(1).stream().anyMatch(row -> row.endedAt() != null));
        return host.callBook().list(1).getFirst().id();
    }

    @Test
    void nobodyGetsAnythingWithoutAToken() throws Exception {
        List<String> paths = new ArrayList<>();
        json("/api/openapi.json").get("paths").fieldNames().forEachRemaining(paths::add);
        assertThat(paths).contains("/api/calls", "/api/calls/{id}", "/api/events", "/metrics", "/api/openapi.json");
        paths.addAll(List.of("/api", "/api/nothing", "/../etc/passwd", "/health/"));
        for (String path : paths) {
            HttpResponse<String> answer = get(path.replaceAll("\\{\\w+}", "x").replace("/../", "/%2e%2e/"));
            if (path.startsWith("/health/") && path.length() > 8) {
                assertThat(answer.statusCode()).as(path).isEqualTo(204);
                assertThat(answer.body()).as(path).isEmpty();
            } else if (path.equals("/api/web-calls/socket")) { // WebCallIT tries it as what it is
                assertThat(answer.statusCode()).as(path).isEqualTo(426);
            } else if (answer.statusCode() != 400) { // a path that is none is refused before it is asked who comes
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                JsonNode problem = JSON.readTree(answer.body());
                assertThat(problem.get("status").intValue()).isEqualTo(401);
                assertThat(problem.get("detail").textValue()).contains("parley tokens add");
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void everyRouteOfTheDocumentIsServed() throws Exception {
        String call = called();
        token = new Access(home.resolve("access.json")).add("admin", Role.ADMIN);
        JsonNode document = json("/api/openapi.json");
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (path.getKey().startsWith("/api/web-calls/")) {
                    continue; // WebCallIT asks them
                }
                if (!operation.getKey().equals("get")) {
                    continue;
                }
                String url = path.getKey()
                        .replace("{id}", call)
                        .replace("{name}", "talk")
                        .replace("{hash}", "x");
                if (!path.getKey().equals("/api/events")) { // which does not end
                    HttpResponse<String> answer = seen(url.replace("{job}", "x"));
                    if (url.contains("{job}")) { // SupervisorOnAsteriskIT follows one
                        assertThat(answer.body()).contains("There is no job 'x'");
                        continue;
                    }
                    if (answer.statusCode() == 503) { // BackroomIT asks those of a host with a database
                        assertThat(answer.body()).as(url).contains("this host has none (database.url)");
                        continue;
                    }
                    if (operation.getValue().at("/responses").has("101")) { // a WebSocket, and this asks for none
                        boolean over = url.endsWith("/listen"); // and the call is
                        assertThat(answer.statusCode()).as(url).isEqualTo(over ? 404 : 426);
                        continue;
                    }
                    assertThat(answer.statusCode()).as(url).isIn(200, 204);
                    String type = operation
                            .getValue()
                            .at("/responses/2XX/content")
                            .fieldNames()
                            .next();
                    if (answer.statusCode() == 200) {
                        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                                .startsWith(type.split(";", 2)[0]);
                    }
                }
            }
        }
        assertThat(seen("/api/nothing").statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(seen("/api/nothing").body()).get("status").intValue())
                .isEqualTo(404);
    }

    @Test
    void whoTriesTokensMustWait() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/api/calls", "Authorization", "Bearer parley_" + i).statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> answer = seen("/api/calls");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("0")))
                .isBetween(200, 300);
    }

    @Test
    void aTokenThatIsTakenAwayIsRefusedAtOnce() throws Exception {
        assertThat(json("/api/me").get("role").textValue()).isEqualTo("viewer");
        new Access(home.resolve("access.json")).remove("test");
        assertThat(seen("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void healthNamesEachPart() throws Exception {
        JsonNode health = json("/health");
        assertThat(health.get("ready").booleanValue()).isTrue();
        assertThat(health.get("parts").findValuesAsText("name"))
                .containsExactly("fastagi", "audio", "scripts", "voices", "database", "journal");
        host.close();
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(204);
        JsonNode closed = JSON.readTree(seen("/health").body());
        assertThat(closed.get("ready").booleanValue()).isFalse();
        assertThat(closed.at("/parts/0/text").textValue()).contains("stopping");
        assertThat(closed.at("/parts/1/well").booleanValue()).isFalse();
        assertThat(closed.at("/parts/1/text").textValue()).startsWith("stopped; ");
    }

    @Test
    void aCallIsToldInOneSentenceAndCounted() throws Exception {
        String id = called();

        JsonNode call = json("/api/calls/" + id);
        assertThat(call.get("sentence").textValue())
                .matches("The script came to its end (after \\d+ s|at once), with the status SALE \\(two cars\\)\\.");
        assertThat(call.at("/turns/0/text").textValue()).isEqualTo("Hello.");
        JsonNode list = json("/api/calls?limit=1&script=talk&status=SALE&from=2026-01-01T00:00:00Z");
        assertThat(list.at("/calls/0/id").textValue()).isEqualTo(id);
        assertThat(list.get("next").isNull()).isTrue();
        assertThat(json("/api/calls?script=other").get("calls")).isEmpty();
        assertThat(seen("/api/calls?before=x").body()).contains("before: expected what 'next' of a list said");
        assertThat(seen("/api/calls?to=today").body()).contains("to: expected a moment such as");
        assertThat(json("/api/calls/live").get("calls")).isEmpty();
        assertThat(json("/api/scripts").at("/scripts/0/description").textValue())
                .isEqualTo("Says hello");
        HttpResponse<String> unknown = seen("/api/calls/nothing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("There is no call 'nothing'");
        assertThat(seen("/api/calls?limit=0").body()).contains("expected 1 to 1000 but was '0'");
        assertThat(seen("/metrics").body())
                .contains(
                        "parley_calls_ended_total{reason=\"SCRIPT\",status=\"SALE\"} 1.0",
                        "parley_calls_max 200.0",
                        "parley_calls_begun_total 1.0",
                        "parley_calls_refused_total{reason=\"not_agi\"} 0.0",
                        "parley_scripts{state=\"live\"} 1.0",
                        "parley_failures_total{kind=\"voice-failed\",provider=\"\"} 0.0",
                        "jvm_memory_used_bytes");
    }

    @Test
    void aSupervisorHangsUpAndThatIsWrittenDown() throws Exception {
        Files.writeString(home.resolve("scripts/talk.groovy"), """
            extensions '100'
            cleanup { dispose 'CUT' }
            note 'begun'
            wait 5.min
            """);
        await().atMost(SOON)
                .until(() -> host.scripts().status().getFirst().description().isEmpty());
        String anna = new Access(home.resolve("access.json")).add("anna", Role.SUPERVISOR);
        SimulatedChannel call =
                asterisk.place(CallRequest.to(host.agiAddress(), OutgoingCall.to("parley", "100")), new Deaf());
        await().atMost(SOON).until(() -> !json("/api/calls/live").get("calls").isEmpty());
        String id = json("/api/calls/live").at("/calls/0/id").textValue();
        HttpRequest hangUp = request("/api/calls/" + id + "/hangup")
                .header("Authorization", "Bearer " + anna)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        HttpRequest once = HttpRequest.newBuilder(hangUp, (_, _) -> true)
                .header("Idempotency-Key", "first")
                .build();
        HttpResponse<String> first = client.send(once, BodyHandlers.ofString());
        assertThat(first.statusCode()).isEqualTo(202);

        call.await(SOON);
        await().atMost(SOON).until(() -> host.callBook().list(1).stream().anyMatch(row -> row.endedAt() != null));
        assertThat(json("/api/calls/" + id).get("sentence").textValue())
                .matches("A supervisor \\(anna\\) hung up (after \\d+ s|at once), with the status CUT\\.");
        assertThat(client.send(hangUp, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        HttpResponse<String> again = client.send(once, BodyHandlers.ofString());
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Content-Type"))
                .isEqualTo(first.headers().firstValue("Content-Type"));
        List<String> audit = Files.readAllLines(home.resolve("audit.jsonl"));
        assertThat(audit).hasSize(1);
        JsonNode line = JSON.readTree(audit.getFirst());
        assertThat(line.get("who").textValue()).isEqualTo("anna");
        assertThat(line.get("action").textValue()).isEqualTo("hangup");
        assertThat(line.get("on").textValue()).isEqualTo(id);
    }

    @Test
    void thePagesAreForAnyoneAndNoOtherFileIs() throws Exception {
        HttpResponse<String> page = get("/console/calls/of-any-name");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        Matcher parts = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(page.body());
        int found = 0;
        while (parts.find()) {
            HttpResponse<String> part = get(parts.group(1));
            assertThat(part.statusCode()).as(parts.group(1)).isEqualTo(200);
            String tag = part.headers().firstValue("ETag").orElseThrow();
            assertThat(get(parts.group(1), "If-None-Match", tag).statusCode()).isEqualTo(304);
            found++;
        }
        assertThat(found).isGreaterThan(4);
        assertThat(get("/").statusCode()).isEqualTo(302);
        for (String path : List.of("/console/app/", "/console/app/Pages.class", "/lib/nothing.js", "/lib/repeat.js")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/console/app/..%2f..%2fapi/calls").statusCode()).isIn(400, 404);
        assertThat(get("/console/../api/calls").body()).isEqualTo(page.body()); // dots lead nowhere
    }

    @Test
    void theDashboardAndTheAlertsNameFiguresThatThereAre() throws Exception {
        called();
        String figures = seen("/metrics").body();
        Path deploy = Files.isDirectory(Path.of("deploy")) ? Path.of("deploy") : Path.of("../deploy");
        String dashboard = Files.readString(deploy.resolve("grafana/parley.json"));
        assertThat(JSON.readTree(dashboard).get("panels")).hasSizeGreaterThan(5);
        String alerts = Files.readString(deploy.resolve("prometheus/parley-alerts.yml"));
        assertThat(new YAMLMapper().readTree(alerts).at("/groups/0/rules")).hasSizeGreaterThan(5);
        Matcher names = Pattern.compile("(?:parley|jvm)_[a-z_]+").matcher(dashboard + alerts);
        int found = 0;
        while (names.find()) {
            assertThat(figures).contains("\n" + names.group());
            found++;
        }
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void eventsAreFollowedAndWhoComesBackMissesNothing() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        HttpResponse<InputStream> stream = client.send(
                request("/api/events")
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        String id = called();
        read(stream.body(), events, "call_ended");
        assertThat(events)
                .extracting(event -> event.get("type").textValue())
                .contains("call_started", "conversation_turn");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.get("call").textValue()).isEqualTo(id));
        assertThat(events.getLast().get("script").textValue()).isEqualTo("talk");
        JsonNode schema = JSON.readTree(Console.class.getResourceAsStream("live/live-event.schema.json"));
        List<String> fields = new ArrayList<>();
        schema.get("properties").fieldNames().forEachRemaining(fields::add);
        List<String> types = new ArrayList<>();
        schema.at("/properties/type/enum").forEach(type -> types.add(type.textValue()));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.fieldNames()).toIterable().containsExactlyElementsOf(fields);
            assertThat(event.get("type").textValue()).isIn(types);
        });

        List<JsonNode> missed = new ArrayList<>();
        HttpResponse<InputStream> again = client.send(
                request("/api/events?type=call_ended,conversation_turn")
                        .headers("Authorization", "Bearer " + token, "Last-Event-ID", "1")
                        .build(),
                BodyHandlers.ofInputStream());
        read(again.body(), missed, "call_ended");

        assertThat(missed)
                .containsExactlyElementsOf(events.stream()
                        .filter(event -> List.of("call_ended", "conversation_turn")
                                .contains(event.get("type").textValue()))
                        .filter(event -> event.get("seq").longValue() > 1)
                        .toList());
        assertThat(get("/api/events?after=x", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(400);
    }

    /** Reads server-sent events up to one of that type, and goes. */
    private static void read(InputStream stream, List<JsonNode> into, String last) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.startsWith("data: ")) {
                    JsonNode event = JSON.readTree(line.substring(6));
                    into.add(event);
                    if (event.get("type").textValue().equals(last)) {
                        return;
                    }
                }
            }
        }
    }
}
