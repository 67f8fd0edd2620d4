package org.parley.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.cli.BackroomHost.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.console.http.Role;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.script.compile.ScriptFile;
import org.parley.store.CallState;
import org.parley.store.PastCallRows;
import org.parley.store.ScriptVersions;

/** What the console shows beside calls, at a real dialer's tables, beside the commands that show the same. */
class BackroomIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FIRST = "extensions '8300'\nnote 'first'\n";
    private static final String SECOND = "extensions '8300'\nnote 'second'\n";
    private static final Set<String> OURS = Set.of(
            "/api/reports",
            "/api/lines",
            "/api/providers",
            "/api/scripts/{name}",
            "/api/outbound",
            "/api/settings",
            "/api/doctor");

    @TempDir
    Path home;

    private BackroomHost host;
    private PastCallRows past;

    @BeforeEach
    void start() throws Exception {
        host = new BackroomHost(Kind.VICIDIAL, home, FIRST, """
                talk:
                  prices:
                    - openai.million-output-tokens=10
                """);
        past = new PastCallRows(host.at.jdbi());
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void reportsAreThoseOfTheCommand() throws Exception {
        past.call("2026-03-02T10:00:00Z", "sales")
                .answered(100, 200, 300, 400, 900)
                .used("openai", "OUTPUT_TOKENS", 3000)
                .ended(CallState.DONE, "CALLER", "SALE", 40);
        past.call("2026-03-03T10:00:00Z", "sales").ended(CallState.TRANSFERRED, "TRANSFER", "XFER", 20);
        String span = "?from=2026-03-01&to=2026-03-03&zone=UTC";

        JsonNode report = host.get("/api/reports" + span);

        assertThat(report.get("zone").textValue()).isEqualTo("UTC");
        assertThat(report.get("from").textValue()).isEqualTo("2026-03-01T00:00:00");
        assertThat(report.get("to").textValue()).isEqualTo("2026-03-03T23:59:59");
        assertThat(report.findValuesAsText("key")).containsExactly("2026-03-01", "2026-03-02", "2026-03-03", "total");
        JsonNode total = report.get("total");
        assertThat(total.get("calls").intValue()).isEqualTo(2);
        assertThat(total.get("containment").doubleValue()).isEqualTo(0.5);
        assertThat(total.get("transferRate").doubleValue()).isEqualTo(0.5);
        assertThat(total.get("talkMs").intValue()).isEqualTo(60_000);
        assertThat(total.get("cost").decimalValue()).isEqualByComparingTo("0.03");
        assertThat(total.at("/latency/first_frame/p95").intValue()).isEqualTo(900);
        assertThat(total.at("/latency/first_frame/turns").intValue()).isEqualTo(1);
        List<String> options = List.of("--from", "2026-03-01", "--to", "2026-03-03", "--zone", "UTC");
        for (String by : List.of("day", "hour", "script", "status", "line")) {
            Ended command = host.parley(command(options, "--by", by, "--json"));
            assertThat(command.json()).as(by).isEqualTo(host.get("/api/reports" + span + "&by=" + by));
            HttpResponse<String> csv =
                    host.ask(Role.VIEWER, "GET", "/api/reports" + span + "&by=" + by, "", "Accept", "text/csv");
            assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
            assertThat(csv.body())
                    .isEqualTo(
                            host.parley(command(options, "--by", by, "--csv")).out());
        }
        assertThat(host.parley(command(options, "--by", "status")).out())
                .startsWith("2026-03-01T00:00 to 2026-03-03T23:59:59 UTC\nstatus  calls")
                .containsPattern("SALE +1 +0 +1 +1\\.0 .* 0\\.0300 +0\\.0300 +900 +900 +900 +900 +1 +0\n")
                .containsPattern("total +2 ");
    }

    private static String[] command(List<String> options, String... more) {
        List<String> all = new ArrayList<>(List.of("report", "outcomes"));
        all.addAll(options);
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    @Test
    void aReportSaysWhatItExpects() throws Exception {
        Map<String, String> refused = Map.of(
                "from=03/01/2026",
                "from: expected a day such as 2026-03-31 or a time such as '2026-03-31 14:30', on the clock of",
                "from=2026-03-02&to=2026-03-01",
                "to: expected a time after from",
                "by=week",
                "by: expected one of day, hour, script, status, line but was 'week'",
                "zone=Mars/Base",
                "zone: expected one such as Europe/Vienna or UTC but was 'Mars/Base'",
                "from=2024-01-01&to=2026-01-01",
                "by day: expected at most 366 days but were 732",
                "from=2026-01-01&to=2026-03-01&by=hour",
                "by hour: expected at most 31 days but were 60",
                "script=" + "x".repeat(101),
                "script: expected at most 100 characters but were 101");
        for (Map.Entry<String, String> each : refused.entrySet()) {
            JsonNode problem = json(400, host.ask(Role.VIEWER, "GET", "/api/reports?" + each.getKey(), ""));
            assertThat(problem.get("detail").textValue()).startsWith(each.getValue());
        }
        assertThat(host.parley("report", "outcomes", "--by", "week").err())
                .startsWith("parley: --by: expected one of day, hour, script, status, line but was 'week'");
        assertThat(host.parley("report", "outcomes", "--zone", "Mars/Base").code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void everyRouteIsClosedToWhoMayNot() throws Exception {
        JsonNode document = host.get("/api/openapi.json");
        int walked = 0;
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String role = operation.getValue().get("x-role").textValue();
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                String url = path.getKey().replaceAll("\\{\\w+}", "sales");
                if (role.equals("anyone")) {
                    continue;
                }
                assertThat(host.ask(Role.ANYONE, method, url, "").statusCode())
                        .as(url)
                        .isIn(401, 429);
                if (role.equals("admin")) {
                    assertThat(host.ask(Role.SUPERVISOR, method, url, "").statusCode())
                            .as(url)
                            .isEqualTo(403);
                }
                if (!role.equals("viewer")) {
                    assertThat(host.ask(Role.VIEWER, method, url, "").statusCode())
                            .as(url)
                            .isEqualTo(403);
                }
                walked++;
            }
        }
        assertThat(walked).isGreaterThan(15);
        for (String path : OURS) {
            HttpResponse<String> answer = host.ask(Role.VIEWER, "GET", path.replace("{name}", "sales"), "");
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        }
        Path audit = home.resolve("audit.jsonl");
        assertThat(Files.exists(audit) ? Files.readString(audit) : "")
                .as("nothing was done")
                .doesNotContain("-lines", "roll-back-script");
    }

    @Test
    void linesAreAddedPausedAndRemovedAsByTheCommand() throws Exception {
        String wish = """
                {"userStart": "9001", "lines": 2, "extension": "8300", "campaign": "SALES", "script": "sales",
                 "inGroups": ["SUPPORT"], "active": true}""";
        JsonNode plan = json(200, host.ask(Role.ADMIN, "POST", "/api/lines?plan=true", wish));
        assertThat(plan.get("changes")).isNotEmpty();
        assertThat(host.get("/api/lines").get("agents")).as("only planned").isEmpty();

        json(201, host.ask(Role.ADMIN, "POST", "/api/lines", wish));
        json(200, host.ask(Role.ADMIN, "POST", "/api/lines", wish));
        host.at.natives().daemonSweep();
        past.call(Instant.now().toString(), "sales").on("9002", "SALES").ended(CallState.DONE, "CALLER", "NI", 5);

        JsonNode agent = host.get("/api/lines").at("/agents/0");
        assertThat(agent.get("state").textValue()).isEqualTo("ACTIVE");
        assertThat(agent.get("script").textValue()).isEqualTo("sales");
        assertThat(agent.get("callsToday").intValue()).isEqualTo(1);
        assertThat(agent.at("/lines/1/callsToday").intValue()).isEqualTo(1);
        assertThat(agent.at("/lines/0/reason").textValue()).isEqualTo("waits for a call");
        JsonNode shown = host.parley("agents", "show", "9001", "--json").json();
        assertThat(agent.get("lines").findValuesAsText("reason"))
                .isEqualTo(shown.get("lines").findValuesAsText("reason"));

        JsonNode paused = json(200, host.ask(Role.SUPERVISOR, "POST", "/api/lines/9001/pause", ""));
        assertThat(paused.get("state").textValue()).isEqualTo("PAUSED");
        assertThat(paused.at("/lines/0/reason").textValue()).isEqualTo("paused; ./parley agents resume");
        assertThat(host.at.value("SELECT status FROM <remote_agents>")).isEqualTo("INACTIVE");
        assertThat(json(200, host.ask(Role.SUPERVISOR, "POST", "/api/lines/9001/resume", ""))
                        .get("state")
                        .textValue())
                .isEqualTo("ACTIVE");
        assertThat(json(200, host.ask(Role.ADMIN, "DELETE", "/api/lines/9001", ""))
                        .get("removed")
                        .booleanValue())
                .isTrue();
        assertThat(host.at.count("<remote_agents>")).isZero();
        assertThat(json(404, host.ask(Role.ADMIN, "DELETE", "/api/lines/9001", ""))
                        .get("detail")
                        .textValue())
                .contains("No agent of ours begins with user '9001'");
        assertThat(audited())
                .containsExactly(
                        "admin add-lines 9001",
                        "admin add-lines 9001",
                        "supervisor pause-lines 9001",
                        "supervisor resume-lines 9001",
                        "admin remove-lines 9001");
    }

    @Test
    void linesThatCannotBeSayWhy() throws Exception {
        String wish = """
                {"userStart": "9001", "lines": 2, "extension": "%s", "campaign": "%s", "script": "%s"}""";
        assertThat(json(409, host.ask(Role.ADMIN, "POST", "/api/lines", wish.formatted("8300", "NONE", "nobody")))
                        .get("detail")
                        .textValue())
                .contains("NONE")
                .contains("script: there is no nobody.groovy in");
        assertThat(json(409, host.ask(Role.ADMIN, "POST", "/api/lines", wish.formatted("8311", "SALES", "sales")))
                        .get("detail")
                        .textValue())
                .contains("script: extension 8311 is answered by no script");
        Map<String, String> bad = Map.of(
                "[]", "Expected a JSON object with userStart",
                "{\"user\": 1}", "There is no field 'user'; there are userStart, lines",
                "{\"userStart\": 9001}", "userStart: expected a text of at most 200 characters",
                "{\"userStart\": \"9001\", \"lines\": 0}", "lines: expected a whole number, 1 to 1000",
                "{}", "userStart: expected a text but there is none");
        for (Map.Entry<String, String> each : bad.entrySet()) {
            assertThat(json(400, host.ask(Role.ADMIN, "POST", "/api/lines", each.getKey()))
                            .get("detail")
                            .textValue())
                    .startsWith(each.getValue());
        }
        assertThat(host.at.count("<remote_agents>")).isZero();
        assertThat(Files.exists(home.resolve("audit.jsonl"))).isFalse();
    }

    private List<String> audited() throws Exception {
        List<String> all = new ArrayList<>();
        for (String line : Files.readAllLines(home.resolve("audit.jsonl"))) {
            JsonNode one = new ObjectMapper().readTree(line);
            all.add(one.get("who").textValue() + " " + one.get("action").textValue() + " "
                    + one.get("on").textValue());
        }
        return all;
    }

    @Test
    void anEarlierVersionOfAScriptComesBackAndIsLiveAtOnce() throws Exception {
        String first = ScriptFile.version(FIRST);
        String second = ScriptFile.version(SECOND);
        ScriptVersions kept = new ScriptVersions(host.at.jdbi());
        await().atMost(SOON).until(() -> kept.list("sales").size() == 1);
        Files.writeString(home.resolve("scripts/sales.groovy"), SECOND);
        await().atMost(SOON).until(() -> kept.list("sales").size() == 2);

        JsonNode script = host.get("/api/scripts/sales");
        assertThat(script.at("/status/version").textValue()).isEqualTo(second);
        assertThat(script.at("/status/extensions/0").textValue()).isEqualTo("8300");
        assertThat(script.get("versions").findValuesAsText("version")).containsExactly(second, first);
        assertThat(host.get("/api/scripts/sales/versions/" + first)
                        .get("source")
                        .textValue())
                .isEqualTo(FIRST);

        JsonNode back =
                json(200, host.ask(Role.ADMIN, "POST", "/api/scripts/sales/rollback", "{\"hash\": \"" + first + "\"}"));
        assertThat(back.at("/status/version").textValue())
                .as("live when it is answered")
                .isEqualTo(first);
        assertThat(back.get("kept").textValue()).isEqualTo(second);
        assertThat(home.resolve("scripts/sales.groovy")).hasContent(FIRST);
        assertThat(json(200, host.ask(Role.ADMIN, "POST", "/api/scripts/sales/rollback", "{}"))
                        .get("version")
                        .textValue())
                .as("and again to the one before")
                .isEqualTo(second);
        assertThat(json(
                                409,
                                host.ask(
                                        Role.ADMIN,
                                        "POST",
                                        "/api/scripts/sales/rollback",
                                        "{\"hash\": \"" + second + "\"}"))
                        .get("detail")
                        .textValue())
                .isEqualTo("the file holds version " + second + " already");
        assertThat(json(404, host.ask(Role.VIEWER, "GET", "/api/scripts/nothing", ""))
                        .get("detail")
                        .textValue())
                .contains("There is no script 'nothing'");
        assertThat(host.ask(Role.VIEWER, "GET", "/api/scripts/..%2Fx", "").statusCode())
                .isEqualTo(400);
        assertThat(host.ask(Role.VIEWER, "GET", "/api/scripts/sales/versions/0000", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(audited())
                .containsExactly("admin roll-back-script sales " + first, "admin roll-back-script sales " + second);
    }

    @Test
    void aMistakeIsShownWithItsPlaceAndWhatToWrite() throws Exception {
        Files.writeString(home.resolve("scripts/sales.groovy"), "extensions '8300'\nnoote 'x'\n");
        await().atMost(SOON)
                .until(() -> !host.get("/api/scripts/sales").get("findings").isEmpty());

        JsonNode finding = host.get("/api/scripts/sales").at("/findings/0");
        assertThat(finding.get("line").intValue()).isEqualTo(2);
        assertThat(finding.get("error").booleanValue()).isTrue();
        assertThat(finding.get("message").textValue()).contains("There is no verb 'noote'");
        assertThat(finding.get("suggestion").textValue()).contains("note");
        assertThat(finding.get("text").textValue()).contains("    2 | noote 'x'\n      | ^");
        assertThat(host.get("/api/scripts/sales").at("/status/state").textValue())
                .isEqualTo("stale");
    }

    @Test
    void providersShowWhatTheyDidToday() throws Exception {
        String now = Instant.now().toString();
        String ears = host.host().backroom().providers().get().stream()
                .filter(state -> state.kind().equals("recogniser"))
                .findFirst()
                .orElseThrow()
                .name();
        past.call(now, "sales")
                .answered(100, 220, 300, 400, 500)
                .used(ears, "AUDIO_IN_MS", 900)
                .ended(CallState.DONE, "CALLER", "NI", 5);
        past.call(now, "sales")
                .answered(100, 420, 300, 400, 800)
                .used(ears, "AUDIO_IN_MS", 900)
                .ended(CallState.DONE, "CALLER", "NI", 5);
        past.call(Instant.now().minus(Duration.ofDays(2)).toString(), "sales")
                .answered(1, 9000, 9000, 9000, 9000)
                .used(ears, "AUDIO_IN_MS", 900)
                .ended(CallState.DONE, "CALLER", "NI", 5);

        JsonNode document = host.get("/api/providers");

        assertThat(Instant.parse(document.get("since").textValue())
                        .atZone(ZoneId.systemDefault())
                        .getHour())
                .isZero();
        JsonNode voice = provider(document, "voice", "local");
        assertThat(voice.get("well").booleanValue()).isTrue();
        assertThat(voice.get("preferred").booleanValue()).isTrue();
        assertThat(voice.get("callsToday").intValue()).isEqualTo(2);
        assertThat(voice.at("/latency/p95").intValue())
                .as("until our first frame")
                .isEqualTo(800);
        JsonNode recogniser = provider(document, "recogniser", ears);
        assertThat(recogniser.at("/latency/p50").intValue())
                .as("until the words")
                .isEqualTo(220);
        assertThat(recogniser.at("/latency/p95").intValue()).isEqualTo(420);
        assertThat(recogniser.get("failure").textValue()).isEmpty();
    }

    private static JsonNode provider(JsonNode document, String kind, String name) {
        for (JsonNode each : document.get("providers")) {
            if (each.get("kind").textValue().equals(kind)
                    && each.get("name").textValue().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("Expected a " + kind + " " + name + " in " + document);
    }

    @Test
    void settingsShowWhereTheyComeFromAndNoSecret() throws Exception {
        String password = host.at.account().password().reveal();
        HttpResponse<String> answer = host.ask(Role.VIEWER, "GET", "/api/settings", "");
        assertThat(answer.body()).doesNotContain(password);
        Map<String, JsonNode> settings = new HashMap<>();
        json(200, answer)
                .get("settings")
                .forEach(each -> settings.put(each.get("key").textValue(), each));
        assertThat(requireNonNull(settings.get("database.password"))
                        .get("value")
                        .textValue())
                .isEqualTo("***");
        assertThat(requireNonNull(settings.get("database.user")).get("from").textValue())
                .isEqualTo("file");
        assertThat(requireNonNull(settings.get("database.user")).get("origin").textValue())
                .endsWith("parley.yaml:13");
        assertThat(requireNonNull(settings.get("agi.calls-max")).get("from").textValue())
                .isEqualTo("default");
        assertThat(requireNonNull(settings.get("agi.calls-max")).get("meaning").textValue())
                .isNotEmpty();
        assertThat(settings).hasSizeGreaterThan(100);
    }

    @Test
    void theDoctorFindsWhatTheCommandFinds() throws Exception {
        JsonNode checks = host.get("/api/doctor").get("checks");
        assertThat(host.get("/api/doctor").get("checks")).isEqualTo(checks);
        assertThat(checks.findValuesAsText("name"))
                .isEqualTo(host.parley("doctor", "--json").json().get("checks").findValuesAsText("name"))
                .contains("database", "scripts", "dialer");
    }
}
