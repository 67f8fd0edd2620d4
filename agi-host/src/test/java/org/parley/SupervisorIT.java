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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.parley.call.CallEvent;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.console.Access;
import org.parley.console.Console;
import org.parley.console.Role;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.TurnRow;

/** What a supervisor does to calls that run, over HTTP: one host, a call after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // all calls have one voice
class SupervisorIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AT_ONCE =
            Duration.ofSeconds(1); // half of that on a machine that has nothing else to do
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LONG = "x".repeat(300); // three seconds

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

    @TempDir
    private static Path home;

    private final EventQueue events = new EventQueue(SOON);
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final InstantVoice voice = new InstantVoice();
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // these three before the first test
    private Parley host;

    @SuppressWarnings("NullAway.Init")
    private Console console;

    @SuppressWarnings("NullAway.Init")
    private String anna;

    @BeforeAll
    void start() throws Exception {
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

    @AfterAll
    void stop() {
        asterisk.close();
        host.close();
        console.close();
        client.close();
    }

    @BeforeEach
    void forget() {
        events.forget();
    }

    @AfterEach
    void endCalls() {
        host.liveCalls().ids().forEach(id -> host.liveCalls().hangUp(id, "the test"));
        await().atMost(SOON).until(() -> host.liveCalls().ids().isEmpty());
    }

    private HttpResponse<String> post(String call, String act, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + console.address() + "/api/calls/" + call + "/" + act))
                .timeout(SOON)
                .header("Authorization", "Bearer " + anna)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Has it done, and gives what was begun. */
    private JsonNode ordered(String act, String body) throws Exception {
        String call = running();
        long began = System.nanoTime();
        HttpResponse<String> answer = post(call, act, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        return JSON.readTree(answer.body());
    }

    private String running() {
        return await().atMost(SOON)
                .until(() -> host.liveCalls().ids(), ids -> ids.size() == 1)
                .getFirst();
    }

    /** The next news of a supervisor's act. */
    private CallEvent news(String act, String state) throws InterruptedException {
        CallEvent event = events.next("supervisor");
        assertThat(event.data())
                .containsEntry("act", act)
                .containsEntry("by", "anna")
                .containsEntry("state", state);
        return event;
    }

    private SimulatedChannel place(String extension) {
        return asterisk.place(CallRequest.to(host.agiAddress(), extension), new Deaf());
    }

    private void says(SimulatedChannel call, String words) {
        voice.understands(words);
        call.play(InstantVoice.speech(Duration.ofMillis(600)));
    }

    private List<String> turns() {
        return events.story(host.callBook()).turns().stream().map(TurnRow::text).toList();
    }

    // --- say

    @Test
    void wordsAreSaidWhileAnAnswerIsWaitedForWhichIsTakenAllTheSame() throws Exception {
        SimulatedChannel call = place("101");
        assertThat(events.text("agent-said")).isEqualTo("Sales or help?");

        JsonNode answer = ordered("say", "{\"text\": \"There is a discount.\"}");

        assertThat(answer.get("state").textValue()).isEqualTo("begun");
        assertThat(news("say", "begun").data()).containsEntry("text", "There is a discount.");
        assertThat(events.text("agent-said")).isEqualTo("There is a discount.");
        assertThat(news("say", "done").data())
                .containsEntry("order", answer.get("order").longValue())
                .containsEntry("interrupted", false);
        says(call, "sales");
        assertThat(events.text("note")).isEqualTo("MATCH sales");
        call.await(SOON);
        assertThat(turns()).containsExactly("Sales or help?", "There is a discount.", "sales");
    }

    @Test
    void wordsWaitForTheEndOfWhatIsBeingSaid() throws Exception {
        SimulatedChannel call = place("102");
        events.next("agent-says");

        assertThat(ordered("say", "{\"text\": \"One thing more.\"}")
                        .get("state")
                        .textValue())
                .isEqualTo("waiting");

        assertThat(events.text("agent-said")).isEqualTo(LONG);
        assertThat(events.text("agent-said")).isEqualTo("One thing more.");
        assertThat(events.text("agent-said")).isEqualTo("The end.");
        call.await(SOON);
        assertThat(events.notes(host.callBook())).containsExactly("interrupted false");
    }

    @Test
    void wordsThatMustBeSaidNowCutWhatIsBeingSaid() throws Exception {
        SimulatedChannel call = place("102");
        events.next("agent-says");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);

        ordered("say", "{\"text\": \"Stop.\", \"now\": true}");

        news("say", "begun");
        assertThat(events.text("agent-said")).isEqualTo("Stop.");
        CallEvent cut = events.next("agent-said");
        assertThat(cut.data()).containsEntry("text", LONG).containsEntry("interrupted", true);
        assertThat(events.text("note")).as("not by the caller").isEqualTo("interrupted false");
        assertThat(events.text("agent-said")).isEqualTo("The end.");
        call.await(SOON);
    }

    @Test
    void wordsAreSaidInAFreeTalkByItsVoice() throws Exception {
        SimulatedChannel call = place("103");
        assertThat(events.text("agent-said")).isEqualTo("Go on.");

        ordered("say", "{\"text\": \"There is a discount.\"}");

        assertThat(events.text("agent-said")).isEqualTo("There is a discount.");
        news("say", "done");
        says(call, "goodbye");
        assertThat(events.text("note")).isEqualTo("talk bye INTENT");
        call.await(SOON);
    }

    @Test
    void wordsAreSaidOverMusicWhichGoesOn() throws Exception {
        SimulatedChannel call = place("104");
        events.next("hold");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);

        ordered("say", "{\"text\": \"Just a minute.\"}");

        assertThat(events.text("agent-said")).isEqualTo("Just a minute.");
        news("say", "done");
        call.hangUp();
        call.await(SOON);
    }
}
