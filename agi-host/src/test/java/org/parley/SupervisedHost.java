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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.parley.ami.OutgoingCall;
import org.parley.call.CallEvent;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.CallStory;
import org.parley.store.TurnRow;

/** A host with scripts of every kind and a console, whose supervisor is anna. */
final class SupervisedHost implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);
    /** Half of that on a machine that has nothing else to do. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String LONG = "x".repeat(300); // three seconds

    private static final Map<String, String> SCRIPTS =
            Map.of("ask", """
            extensions '101'
            def a = ask 'Sales or help?', choice('sales', 'help'), tries: 1, noInput: 8.s
            note "${a.outcome} ${a.value}"
            """, "say", """
            extensions '102'
            def said = say '%s'
            note "interrupted ${said.interrupted}"
            say 'The end.'
            """.formatted(LONG), "talk", """
            extensions '103'
            def end = converse {
                greeting 'Go on.'
                intent 'hours', phrases: ['opening hours'], answer: 'From nine to five.'
                intent 'bye', phrases: ['goodbye'], answer: 'Goodbye.', ends: true
                limit 1.min
            }
            note "talk ${end.intent} ${end.reason}"
            """, "hold", """
            extensions '104'
            hold 30.s
            """, "must", """
            extensions '105'
            cleanup { note 'cleaned up' }
            wait 30.s
            """);

    private final EventQueue events = new EventQueue(SOON);
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final InstantVoice voice = new InstantVoice();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path home;
    private final Parley host;
    private final Console console;
    private final String anna;

    SupervisedHost(Path home) throws Exception {
        this.home = home;
        Path folder = Files.createDirectories(home.resolve("scripts"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(folder.resolve(script.getKey() + ".groovy"), script.getValue());
        }
        Settings settings = TalkingHost.settings(
                home, List.of(flag("calls.end-of-turn", "300ms"), flag("console.listen", "127.0.0.1:0")), "");
        host = Parley.start(settings, home, voice.ears(), voice.mouth());
        console = Console.open(settings.console(), home, host);
        anna = new Access(home.resolve("access.json")).add("anna", Role.SUPERVISOR);
        var _ = host.events().subscribe(events);
        assertThat(post("nothing", "hangup", "").statusCode()).isEqualTo(404); // and all is loaded
    }

    @Override
    public void close() {
        asterisk.close();
        host.close();
        console.close();
        client.close();
    }

    EventQueue events() {
        return events;
    }

    /** Ends what a test has left. */
    void endCalls() {
        host.liveCalls().ids().forEach(id -> host.liveCalls().hangUp(id, "the test"));
        await().atMost(SOON).until(() -> host.liveCalls().ids().isEmpty());
        events.forget();
    }

    HttpResponse<String> post(String call, String act, String body) throws Exception {
        return client.send(
                request("/api/calls/" + call + "/" + act)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The same with a key, by which it is done once. */
    HttpResponse<String> post(String call, String act, String body, String key) throws Exception {
        return client.send(
                request("/api/calls/" + call + "/" + act)
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + console.address() + path))
                .timeout(SOON)
                .header("Authorization", "Bearer " + anna);
    }

    /** Has it done to the call that runs, and gives what was begun. */
    JsonNode ordered(String act, String body) throws Exception {
        String call = running();
        long began = System.nanoTime();
        HttpResponse<String> answer = post(call, act, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        return JSON.readTree(answer.body());
    }

    /** It is refused for that reason. */
    void refused(String id, String act, String body, int status, String why) throws Exception {
        HttpResponse<String> answer = post(id, act, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("detail").textValue()).contains(why);
    }

    /** The id of the one call that runs. */
    String running() {
        return await().atMost(SOON)
                .until(() -> host.liveCalls().ids(), ids -> ids.size() == 1)
                .getFirst();
    }

    /** The next news of a supervisor's act. */
    CallEvent news(String act, String state) throws InterruptedException {
        CallEvent event = events.next("supervisor");
        assertThat(event.data())
                .containsEntry("act", act)
                .containsEntry("by", "anna")
                .containsEntry("state", state);
        return event;
    }

    SimulatedChannel place(OutgoingCall call) {
        return asterisk.place(CallRequest.to(host.agiAddress(), call), new Deaf());
    }

    SimulatedChannel place(String extension) {
        return place(OutgoingCall.to("parley", extension));
    }

    void says(SimulatedChannel call, String words) {
        voice.understands(words);
        call.play(InstantVoice.speech(Duration.ofMillis(600)));
    }

    /** The last call as it was written down, once it has ended. */
    CallStory story() {
        return events.story(host.callBook());
    }

    List<String> turns() {
        return story().turns().stream().map(TurnRow::text).toList();
    }

    /** Why the last call ended as it did. */
    String sentence() throws Exception {
        HttpRequest request = request("/api/calls/" + story().call().id()).build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body())
                .get("sentence")
                .textValue();
    }

    /** What was written down of those who acted. */
    String audit() throws IOException {
        Path audit = home.resolve("audit.jsonl");
        return Files.exists(audit) ? Files.readString(audit) : "";
    }
}
