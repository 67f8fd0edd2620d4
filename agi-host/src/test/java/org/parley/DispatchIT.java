package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.FakeAmi.Until;
import org.parley.ami.OutgoingCall;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;

/** Agents put on calls where Asterisk's manager hangs or goes away, and on calls from pages. */
@Timeout(120)
class DispatchIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** What an answer may take, whatever Asterisk does. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final InstantVoice box = new InstantVoice();
    private final List<AutoCloseable> parts = new ArrayList<>(List.of(client));

    @SuppressWarnings("NullAway.Init") // these by start
    private Parley host;

    @SuppressWarnings("NullAway.Init")
    private Console console;

    @SuppressWarnings("NullAway.Init")
    private String anna;

    private void start(String... more) throws Exception {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("desk.groovy"), "say 'Hello.'\nwait 30.s\n");
        List<Flag> flags = new ArrayList<>(List.of(flag("console.listen", "127.0.0.1:0")));
        Stream.of(more).map(text -> text.split("=", 2)).forEach(pair -> flags.add(flag(pair[0], pair[1])));
        Settings settings = TalkingHost.settings(home, flags, "");
        host = Parley.start(settings, home, box.ears(), box.mouth());
        parts.add(host);
        console = Console.open(settings.console(), home, host);
        parts.add(console);
        anna = new Access(home.resolve("access.json")).add("anna", Role.SUPERVISOR);
        assertThat(get("/api/dispatch/none").statusCode()).isEqualTo(404); // and all is loaded
        refused("{\"script\": \"none\", \"extension\": \"1\"}", 422, "there is no 'none'");
    }

    private FakeAmi manager(Until until) throws Exception {
        FakeAmi ami = new FakeAmi(until);
        parts.add(ami);
        Path secret = Files.writeString(home.resolve("secret"), "any");
        start("asterisk.manager=" + ami.address(), "asterisk.user=parley", "asterisk.secret=${file:" + secret + "}");
        return ami;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + console.address() + path))
                .timeout(SOON)
                .header("Authorization", "Bearer " + anna);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(to(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body, String key) throws Exception {
        return client.send(
                to("/api/dispatch")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode post(String body, int status) throws Exception {
        HttpResponse<String> answer = post(body, UUID.randomUUID().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private String dispatched(String body) throws Exception {
        return post(body, 202).get("job").textValue();
    }

    private JsonNode job(String id) throws Exception {
        return JSON.readTree(get("/api/dispatch/" + id).body());
    }

    private JsonNode awaitState(String id, String state) {
        return await().atMost(SOON)
                .until(() -> job(id), job -> job.get("state").textValue().equals(state));
    }

    // --- a manager that hangs

    private static final String CALL = "{\"script\": \"desk\", \"extension\": \"101\", \"ring\": 2}";

    private static boolean isManagers(Thread thread) {
        return thread.getName().startsWith("Asterisk-Java") && thread.isAlive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONNECTED | 20 | No AMI at",
                "LOGGED_IN | 20 | takes the connection and does not answer; see that Asterisk is well, then try again",
                "BOOTED    | 20 | No reply to AMI's GetVar",
                "ORDERED   | 1  | The connection to AMI was lost during the call, and the call has not come",
            })
    void aManagerThatHangsFailsTheJobInTimeAndLeavesNothingBehind(Until until, int count, String why) throws Exception {
        List<Thread> before = Thread.getAllStackTraces().keySet().stream()
                .filter(DispatchIT::isManagers)
                .toList();
        FakeAmi ami = manager(until);
        long began = System.nanoTime();
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) { // they wait side by side, and not for each other
            long asked = System.nanoTime();
            jobs.add(dispatched(CALL));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(AT_ONCE);
        }
        for (String id : jobs) {
            assertThat(awaitState(id, "failed").get("reason").textValue())
                    .contains(why)
                    .doesNotContain("asterisk.dispatch");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
        assertThat(ami.most()).as("connections at once").isLessThanOrEqualTo(2);
        assertThat(host.health()).isNotEmpty(); // the host itself is well

        host.close();
        // a login of which only the beginning was answered is tried for some 40 s
        await("what was opened is closed").atMost(Duration.ofSeconds(60)).until(() -> ami.open() == 0);
        await("no thread is left")
                .atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(DispatchIT::isManagers)
                        .allMatch(before::contains));
    }

    @Test
    void moreThanMayBeOnTheirWayAreToldToComeBack() throws Exception {
        manager(Until.CONNECTED);
        for (int i = 0; i < 50; i++) {
            dispatched(CALL);
        }
        long asked = System.nanoTime();
        assertThat(post(CALL, 503).get("detail").textValue())
                .isEqualTo("Expected at most 50 agents on their way to calls; try again in some seconds");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(AT_ONCE);
    }

    @Test
    void aCallThatComesAfterTheManagerHasGoneIsTheJobs() throws Exception {
        FakeAmi ami = manager(Until.ORDERED);
        String id = dispatched(CALL.replace(": 2", ": 20"));
        await().atMost(SOON).until(() -> ami.asked().contains("Originate"));
        try (SimulatedAsterisk asterisk = new SimulatedAsterisk()) {
            asterisk.place(
                    CallRequest.to(host.agiAddress(), OutgoingCall.to("parley-dispatch", "s"))
                            .script("desk?job=" + id),
                    new Deaf());
            assertThat(awaitState(id, "joined").get("call").textValue())
                    .isEqualTo(host.liveCalls().ids().getFirst());
        }
    }

    @Test
    void theSameRequestIsOneJob() throws Exception {
        manager(Until.CONNECTED);
        HttpResponse<String> first = post(CALL, "once");
        HttpResponse<String> second = post(CALL, "once");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(post(CALL.replace("101", "102"), "once").statusCode()).isEqualTo(422);
        assertThat(Files.readAllLines(home.resolve("audit.jsonl")))
                .filteredOn(line -> line.contains("\"action\":\"dispatch\""))
                .singleElement()
                .asString()
                .contains("desk extension 101");
    }

    // --- callers from pages

    private static final String WEB = "{\"script\": \"desk\", \"web\": true}";

    @Test
    void aVisitorComesWithTheTokenOfTheJob() throws Exception {
        start();
        JsonNode answer = post(WEB, 202);
        String id = answer.get("job").textValue();
        assertThat(answer.get("page").textValue())
                .isEqualTo("/talk?token=" + answer.get("token").textValue());
        assertThat(answer.get("expires").textValue()).startsWith("20");
        assertThat(job(id).get("state").textValue()).isEqualTo("accepted");

        WebVisitor visitor = new WebVisitor(console.address());
        parts.add(visitor);
        visitor.come("token=" + answer.get("token").textValue());

        JsonNode joined = awaitState(id, "joined");
        assertThat(joined.get("target").textValue()).isEqualTo("web");
        assertThat(joined.get("call").textValue())
                .isEqualTo(host.liveCalls().ids().getFirst());
        await().atMost(SOON).until(() -> visitor.captions().contains("agent: Hello."));
        await().atMost(SOON).until(() -> !visitor.sounding().isEmpty());
        visitor.leave();
        assertThat(job(id).get("state").textValue()).isEqualTo("joined");
        assertThat(Files.readString(home.resolve("audit.jsonl"))).contains("\"dispatch\"", "desk web web");
    }

    @Test
    void whoNeverCallsFailsTheJob() throws Exception {
        start("console.web-calls.token-time=1s");
        assertThat(awaitState(dispatched(WEB), "failed").get("reason").textValue())
                .isEqualTo("nobody has called from the page within 1 s");
    }

    @Test
    void aVisitorWhoLeavesBeforeThereIsSoundFailsTheJob() throws Exception {
        start();
        JsonNode answer = post(WEB, 202);
        WebVisitor visitor = new WebVisitor(console.address());
        parts.add(visitor);
        visitor.come("token=" + answer.get("token").textValue());
        visitor.send("{\"do\": \"hangup\"}");
        JsonNode job = await().atMost(SOON)
                .until(
                        () -> job(answer.get("job").textValue()),
                        each -> List.of("joined", "failed")
                                .contains(each.get("state").textValue()));
        assertThat(job.get("call").textValue()).isNotEmpty();
    }

    @Test
    void whatCannotBeForAPageIsRefused() throws Exception {
        start("console.web-calls.calls-max=0");
        refused("{\"script\": \"desk\", \"web\": false}", 422, "extension, number, channel and web but found 0");
        refused("{\"script\": \"desk\", \"web\": true, \"number\": \"22\"}", 422, "but found 2");
        refused("{\"script\": \"desk\", \"web\": true, \"ring\": 5}", 422, "a page does not ring");
        refused("{\"script\": \"none\", \"web\": true}", 422, "there is no 'none'");
        refused("{\"script\": \"desk\", \"web\": true, \"language\": \"?\"}", 400, "a tag such as ar");
        refused("{\"script\": \"desk\", \"number\": \"22\", \"language\": \"ar\"}", 422, "expected with web");
        refused(WEB, 503, "console.web-calls.calls-max");
        refused("{\"script\": \"desk\", \"number\": \"22\"}", 409, "asterisk.user and asterisk.secret");
    }

    private void refused(String body, int status, String why) throws Exception {
        assertThat(post(body, status).get("detail").textValue()).contains(why);
    }
}
