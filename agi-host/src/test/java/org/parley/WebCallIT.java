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
import org.parley.console.Access;
import org.parley.console.Console;
import org.parley.console.Role;
import org.parley.settings.Sources.Flag;
import org.parley.store.CallStory;

/** Calls from a page, over real WebSockets, on a host that serves calls. */
@Timeout(90)
class WebCallIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LONG = "Here is a sentence that takes quite some time. ".repeat(6).strip(); // 3 s

    private static final Map<String, String> SCRIPTS = Map.of(
            "greet",
            """
            say 'Hello.'
            def colour = ask 'Which colour?', anything
            say "You said ${colour.value}."
            dispose 'SALE', 'a colour'
            """,
            "story", "say '%s'\nsay 'The end.'\nwait 20.s".formatted(LONG),
            "patient", "say 'Hello.'\nwait 30.s",
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
            note language.toLanguageTag()
            say 'Bye.'
            """);

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final InstantVoice box = new InstantVoice();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final EventQueue events = new EventQueue(SOON);
    private Parley host;
    private Console console;
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
        return post("/api/web-calls", "{\"script\": \"%s\"}".formatted(script), "Authorization", "Bearer " + supervisor);
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
            short[] recorded = WavFile.readChannel(Path.of(story.call().recording()), side).samples();
            assertThat(IntStream.range(0, recorded.length).filter(i -> recorded[i] != 0).count())
                    .as("samples of side %d", side)
                    .isGreaterThan(2000);
        }
    }
}
