package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parley.audio.WavFile;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.settings.Sources.Flag;
import org.parley.store.CallStory;

/** Calls from a page, over real WebSockets, on a host that serves calls. */
@Timeout(90)
class WebCallIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LONG =
            "Here is a sentence that takes quite some time. ".repeat(6).strip(); // 3 s

    private static final Map<String, String> SCRIPTS = Map.of(
            "greet",
            """
            say 'Hello.'
            def colour = ask 'Which colour?', anything
            say "You said ${colour.value}."
            dispose 'SALE', 'a colour'
            """,
            "story",
            "say '%s'\nsay 'The end.'\nwait 20.s".formatted(LONG),
            "patient",
            "say 'Hello.'\nwait 30.s",
            "phone",
            """
            def sent = transfer '500'
            note "sent ${sent.ok} ${sent.reason}"
            def called = transfer extension: '500', wait: 5.s
            note "called ${called.ok} ${called.reason}"
            dtmf '12'
            var 'SEEN', 'yes'
            note "var ${var('SEEN')} ${var('OTHER')}"
            continueAt 'queues', '500', 1
            note language
            say 'Bye.'
            """);

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final InstantVoice box = new InstantVoice();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final EventQueue events = new EventQueue(SOON);

    @SuppressWarnings("NullAway.Init") // each test starts it with its settings
    private Parley host;

    @SuppressWarnings("NullAway.Init")
    private Console console;

    @SuppressWarnings("NullAway.Init")
    private String supervisor;

    @BeforeEach
    void scripts() throws IOException {
        Files.createDirectories(home.resolve("scripts"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(home.resolve("scripts/" + script.getKey() + ".groovy"), script.getValue());
        }
    }

    private void start(Flag... more) throws IOException {
        List<Flag> flags = new ArrayList<>(List.of(
                flag("console.listen", "127.0.0.1:0"),
                flag("console.web-calls.open", "greet"),
                flag("console.web-calls.origins", "https://shop.example")));
        flags.addAll(List.of(more));
        Settings settings = TalkingHost.settings(home, flags, "");
        host = Parley.start(settings, home, box.ears(), box.mouth());
        console = Console.open(settings.console(), home, host);
        parts.add(console);
        parts.add(host);
        parts.add(host.events().subscribe(events));
        supervisor = new Access(home.resolve("access.json")).add("site", Role.SUPERVISOR);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
        client.close();
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + console.address() + path))
                .timeout(SOON)
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> asked(String script) throws Exception {
        return post(
                "/api/web-calls", "{\"script\": \"%s\"}".formatted(script), "Authorization", "Bearer " + supervisor);
    }

    private String token(String script) throws Exception {
        HttpResponse<String> answer = asked(script);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode token = JSON.readTree(answer.body());
        assertThat(token.get("expires").textValue()).startsWith("20");
        return token.get("token").textValue();
    }

    private WebVisitor visitor() {
        WebVisitor visitor = new WebVisitor(console.address());
        parts.add(visitor);
        return visitor;
    }

    private CallStory story() {
        return events.story(host.callBook());
    }

    @Test
    void aVisitorTalksWithAScriptAsACallerDoes() throws Exception {
        start();
        box.understands("blue");
        WebVisitor visitor = visitor().come("token=" + token("greet"));

        assertThat(visitor.text("hello").get("rate").intValue()).isEqualTo(8000);
        await().atMost(SOON).until(() -> visitor.captions().contains("agent: Which colour?"));
        events.next("agent-said");
        events.next("agent-said");
        visitor.say(InstantVoice.speech(Duration.ofMillis(800)).samples());

        assertThat(visitor.ending()).isEqualTo("agent");
        assertThat(visitor.captions())
                .containsExactly("agent: Hello.", "agent: Which colour?", "visitor: blue", "agent: You said blue.");
        assertThat(visitor.texts("state"))
                .extracting(state -> state.get("state").textValue())
                .contains("speaking", "listening");
        int spoken = "Hello.Which colour?You said blue.".length() * 10 / 20;
        assertThat(visitor.sounding()).hasSizeBetween(spoken - 3, spoken + 6);
        assertThat(visitor.closed()).isEqualTo(1000);
        CallStory story = story();
        assertThat(story.call().channel()).startsWith("Web/web-");
        assertThat(story.call().disposition()).isEqualTo("SALE");
        assertThat(story.call().endReason()).isEqualTo("SCRIPT");
        for (int side = 0; side < 2; side++) {
            short[] recorded =
                    WavFile.readChannel(Path.of(story.call().recording()), side).samples();
            assertThat(IntStream.range(0, recorded.length)
                            .filter(i -> recorded[i] != 0)
                            .count())
                    .as("samples of side %d", side)
                    .isGreaterThan(2000);
        }
    }

    @Test
    void whatNeedsADialplanIsRefused() throws Exception {
        start();
        WebVisitor visitor = visitor()
                .come("token="
                        + JSON.readTree(post(
                                                "/api/web-calls?script=phone&language=en",
                                                "",
                                                "Authorization",
                                                "Bearer " + supervisor)
                                        .body())
                                .get("token")
                                .textValue());

        assertThat(visitor.ending()).isEqualTo("agent");
        CallStory story = story();
        assertThat(story.call().endReason()).isEqualTo("SCRIPT");
        assertThat(events.notes(host.callBook()))
                .containsExactly("sent false REFUSED", "called false REFUSED", "var yes ", "en");
        assertThat(events.kinds(host.callBook(), "transfer")).isEmpty();
    }

    @Test
    void aTokenIsGoodOnceAndForItsScriptAndForAWhile() throws Exception {
        start(flag("console.web-calls.token-time", "1s"));
        String token = token("patient");
        WebVisitor first = visitor().come("token=" + token);
        first.text("hello");

        assertThat(visitor().come("token=" + token).ending()).isEqualTo("token");
        assertThat(visitor().come("token=no").closed()).isEqualTo(1008);
        assertThat(visitor().come("").ending()).isEqualTo("token");
        String late = token("patient");
        await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
        WebVisitor after = visitor().come("token=" + late);
        assertThat(after.ending()).isEqualTo("token");
        assertThat(after.texts("hello")).isEmpty();
        assertThat(host.liveCalls().ids()).hasSize(1);
    }

    @Test
    void whoMayNotGetsNoToken() throws Exception {
        start(flag("console.web-calls.tokens-max", "2"));
        String own = "http://" + console.address();
        String viewer = new Access(home.resolve("access.json")).add("looker", Role.VIEWER);

        assertThat(post("/api/web-calls", "{\"script\": \"greet\"}").statusCode())
                .isEqualTo(401);
        assertThat(post("/api/web-calls", "{\"script\": \"greet\"}", "Authorization", "Bearer " + viewer)
                        .statusCode())
                .isEqualTo(403);
        assertThat(asked("nothing").statusCode()).isEqualTo(404);
        assertThat(post("/api/web-calls", "[]", "Authorization", "Bearer " + supervisor)
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/web-calls/open?script=greet", "").statusCode())
                .as("no origin")
                .isEqualTo(403);
        assertThat(post("/api/web-calls/open?script=greet", "", "Origin", "https://other.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/web-calls/open?script=patient", "", "Origin", own).body())
                .contains("Nobody may call the script 'patient' without a token");
        HttpResponse<String> shop = post("/api/web-calls/open?script=greet", "", "Origin", "https://shop.example");
        assertThat(shop.statusCode()).isEqualTo(201);
        assertThat(shop.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://shop.example");
        assertThat(post("/api/web-calls/open?script=greet&language=x!", "", "Origin", own)
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/web-calls/open?script=greet", "", "Origin", own).statusCode())
                .isEqualTo(201);
        assertThat(post("/api/web-calls/open?script=greet", "", "Origin", own).statusCode())
                .isEqualTo(429);
    }

    @Test
    void aForeignSiteGetsNoCall() throws Exception {
        start();
        WebVisitor foreign = visitor().come("token=" + token("patient"), "https://other.example");

        assertThat(foreign.ending()).isEqualTo("origin");
        assertThat(foreign.closed()).isEqualTo(1008);
        visitor().come("token=" + token("patient"), "https://shop.example").text("hello");
        assertThat(host.liveCalls().ids()).hasSize(1);
    }

    @Test
    void callsAreBoundedAndCountAsAllDo() throws Exception {
        start(flag("console.web-calls.calls-max", "2"), flag("agi.calls-max", "1"));
        String second = token("patient");
        String third = token("patient");
        visitor().come("token=" + token("patient")).text("caption");
        assertThat(host.agiStats().callsNow()).isEqualTo(1);

        assertThat(visitor().come("token=" + second).ending())
                .as("agi.calls-max")
                .isEqualTo("full");
        assertThat(host.agiStats().refused().toString()).contains("CALLS_FULL=1");
        assertThat(visitor().come("token=" + third).ending()).isEqualTo("full");
    }

    @Test
    void noMoreThanSoManyCallFromPages() throws Exception {
        start(flag("console.web-calls.calls-max", "1"));
        String spare = token("patient");
        WebVisitor first = visitor().come("token=" + token("patient"));
        first.text("caption");

        assertThat(asked("patient").statusCode()).isEqualTo(503);
        WebVisitor second = visitor().come("token=" + spare);
        assertThat(second.ending()).isEqualTo("full");
        assertThat(second.closed()).isEqualTo(1013);
        first.leave();
        await().atMost(SOON).until(() -> asked("patient").statusCode() == 201);
    }

    @Test
    void eitherSideHangsUp() throws Exception {
        start();
        WebVisitor leaves = visitor().come("token=" + token("patient"));
        events.next("agent-said");
        leaves.leave();
        assertThat(story().call().endReason()).isEqualTo("CALLER");

        events.forget();
        WebVisitor asks = visitor().come("token=" + token("patient"));
        events.next("agent-said");
        asks.send("{\"do\": \"hangup\"}");
        assertThat(asks.ending()).isEqualTo("visitor");
        events.next("ended");

        WebVisitor stays = visitor().come("token=" + token("patient"));
        events.next("agent-said");
        host.liveCalls().hangUp(host.liveCalls().ids().getFirst(), "anna");
        assertThat(stays.ending()).isEqualTo("agent");
        events.next("ended");

        WebVisitor waits = visitor().come("token=" + token("patient"));
        events.next("agent-said");
        host.close();
        assertThat(waits.ending()).isEqualTo("stopped");
    }

    @Test
    void aCallEndsAtItsLongestTime() throws Exception {
        start(flag("console.web-calls.call-max", "5s"));
        WebVisitor visitor = visitor().come("token=" + token("patient"));

        assertThat(visitor.ending()).isEqualTo("time");
        assertThat(story().call().endReason()).isEqualTo("TIME");
    }

    @Test
    void afterABlinkTheAgentGoesOnWhereHeWas() throws Exception {
        start();
        WebVisitor visitor = visitor().come("token=" + token("story"));
        await().atMost(SOON).until(() -> visitor.sounding().size() > 20);

        visitor.cut();
        await().pollDelay(Duration.ofSeconds(4)).until(() -> true); // longer than the sentence
        assertThat(visitor.captions()).as("the next sentence waits").hasSize(1);
        visitor.comeBack();

        await().atMost(SOON).until(() -> visitor.captions().contains("agent: The end."));
        events.next("agent-said");
        events.next("agent-said");
        await().atMost(SOON).until(() -> visitor.texts("state").size() == 4);
        assertThat(visitor.texts("hello"))
                .extracting(hello -> hello.get("resumed").booleanValue())
                .containsExactly(false, true);
        int spoken = (LONG.length() + "The end.".length()) * 10 / 20;
        assertThat(visitor.sounding()).hasSizeBetween(spoken - 2, spoken + 4);
        List<Integer> numbers = visitor.numbers();
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
        visitor.leave();
        assertThat(story().call().endReason()).isEqualTo("CALLER");
    }

    @Test
    void whoDoesNotComeBackHasHungUp() throws Exception {
        start(flag("console.web-calls.away-max", "2s"));
        WebVisitor visitor = visitor().come("token=" + token("story"));
        await().atMost(SOON).until(() -> visitor.sounding().size() > 20);

        visitor.cut();

        assertThat(story().call().endReason()).isEqualTo("CALLER");
        await().atMost(SOON).until(() -> host.agiStats().callsNow() == 0);
        await().atMost(SOON).untilAsserted(() -> {
            WebVisitor late = visitor();
            late.come("resume=" + visitor.text("hello").get("key").textValue() + "&has=1");
            assertThat(late.ending()).isEqualTo("away");
        });
    }

    @Test
    void aSlowVisitorMakesNobodyWait() throws Exception {
        start();
        WebVisitor slow = visitor().come("token=" + token("story"));
        await().atMost(SOON).until(() -> slow.sounding().size() > 20);
        slow.reads(false);

        box.understands("blue");
        WebVisitor other = visitor().come("token=" + token("greet"));
        await().atMost(SOON).until(() -> other.captions().contains("agent: Which colour?"));
        await().atMost(SOON).until(() -> other.texts("state").size() == 4);
        other.say(InstantVoice.speech(Duration.ofMillis(800)).samples());
        assertThat(other.ending()).isEqualTo("agent");
        assertThat(host.audioStats().stalled()).isZero();
        assertThat(slow.captions()).as("what is said waits for him").hasSize(1);

        slow.reads(true);
        await().atMost(SOON).until(() -> slow.captions().contains("agent: The end."));
    }

    @Test
    void keysReachTheScriptAndNonsenseEndsTheCall() throws Exception {
        Files.writeString(home.resolve("scripts/keys.groovy"), "note ask('Your code?', digits(2)).value\nwait 20.s");
        start();
        WebVisitor visitor = visitor().come("token=" + token("keys"));
        events.next("agent-said");
        visitor.send("{\"do\": \"key\", \"key\": \"4\"}");
        visitor.send("{\"do\": \"key\", \"key\": \"2\"}");
        assertThat(events.text("note")).isEqualTo("42");

        visitor.send("{\"do\": \"dance\"}");
        assertThat(visitor.ending()).isEqualTo("protocol");
        assertThat(story().call().endReason()).isEqualTo("CALLER");

        WebVisitor odd = visitor().come("token=" + token("patient"));
        odd.text("caption");
        odd.send(ByteBuffer.allocate(7));
        assertThat(odd.ending()).isEqualTo("protocol");
        assertThat(odd.closed()).isEqualTo(1000);
    }

    @Test
    void thePageIsServedToSitesThatMayEmbedIt() throws Exception {
        start();
        HttpResponse<String> page = client.send(
                HttpRequest.newBuilder(URI.create("http://" + console.address() + "/talk?script=greet"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .endsWith("frame-ancestors 'self' https://shop.example");
        assertThat(page.body()).contains("/talk/talk.js");
        HttpResponse<String> none = client.send(
                HttpRequest.newBuilder(URI.create("http://" + console.address() + "/talk/access.json"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(none.statusCode()).isEqualTo(404);
    }
}
