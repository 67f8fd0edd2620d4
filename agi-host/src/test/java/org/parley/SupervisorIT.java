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
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.OutgoingCall;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.CallStory;
import org.parley.store.TurnRow;

/** What a supervisor does to calls that run, over HTTP: one host, a call after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // all calls have one voice
class SupervisorIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofSeconds(1); // half of that on a machine that has nothing else to do
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LONG = "x".repeat(300); // three seconds

    private static final Map<String, String> SCRIPTS = Map.of(
            "ask",
            """
            extensions '101'
            def a = ask 'Sales or help?', choice('sales', 'help'), tries: 1, noInput: 8.s
            note "${a.outcome} ${a.value}"
            """,
            "say",
            """
            extensions '102'
            def said = say '%s'
            note "interrupted ${said.interrupted}"
            say 'The end.'
            """
                    .formatted(LONG),
            "talk",
            """
            extensions '103'
            def end = converse {
                greeting 'Go on.'
                intent 'hours', phrases: ['opening hours'], answer: 'From nine to five.'
                intent 'bye', phrases: ['goodbye'], answer: 'Goodbye.', ends: true
                limit 1.min
            }
            note "talk ${end.intent} ${end.reason}"
            """,
            "hold",
            """
            extensions '104'
            hold 30.s
            """,
            "must",
            """
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
        return await().atMost(SOON).until(() -> host.liveCalls().ids(), ids -> ids.size() == 1).getFirst();
    }

    /** The next news of a supervisor's act. */
    private CallEvent news(String act, String state) throws InterruptedException {
        CallEvent event = events.next("supervisor");
        assertThat(event.data()).containsEntry("act", act).containsEntry("by", "anna").containsEntry("state", state);
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

        assertThat(ordered("say", "{\"text\": \"One thing more.\"}").get("state").textValue())
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

    // --- mute

    @Test
    void aMutedScriptSaysNothingAndTakesNoAnswerButWritesItDown() throws Exception {
        SimulatedChannel call = place("101");
        events.next("agent-said");

        assertThat(ordered("mute", "{}").get("state").textValue()).isEqualTo("begun");

        assertThat(news("mute", "begun").data()).containsEntry("limitMs", 120_000L);
        says(call, "sales");
        assertThat(events.text("caller-said")).isEqualTo("sales");
        ordered("say", "{\"text\": \"I am a person.\"}");
        assertThat(events.text("agent-said")).isEqualTo("I am a person.");
        news("say", "done");
        ordered("unmute", "");
        assertThat(news("unmute", "done").data()).containsEntry("was", true);
        assertThat(news("mute", "done").data()).containsEntry("why", "unmuted");
        says(call, "help");
        assertThat(events.text("note")).as("only what came afterwards").isEqualTo("MATCH help");
        call.await(SOON);
        assertThat(turns()).containsExactly("Sales or help?", "sales", "I am a person.", "help");
    }

    @Test
    void aMutedScriptIsCutOffAndGoesOnWhenTheTimeIsOver() throws Exception {
        SimulatedChannel call = place("102");
        events.next("agent-says");
        await().atMost(SOON).until(() -> call.soundBeganNanos() != 0);

        ordered("mute", "{\"seconds\": 1}");

        news("mute", "begun");
        assertThat(news("mute", "done").data()).containsEntry("why", "the time was over");
        assertThat(events.next("agent-said").data()).containsEntry("text", LONG).containsEntry("interrupted", true);
        assertThat(events.text("note")).isEqualTo("interrupted false");
        assertThat(events.text("agent-said")).isEqualTo("The end.");
        call.await(SOON);
    }

    @Test
    void aMutedVoiceOfAFreeTalkHearsNothing() throws Exception {
        SimulatedChannel call = place("103");
        events.next("agent-said");

        ordered("mute", "{}");
        news("mute", "begun");
        says(call, "goodbye");
        assertThat(events.text("caller-said")).isEqualTo("goodbye");
        ordered("unmute", "{}");
        news("unmute", "done");
        news("mute", "done");
        says(call, "opening hours");

        assertThat(events.text("agent-said")).isEqualTo("From nine to five.");
        says(call, "goodbye");
        assertThat(events.text("note")).isEqualTo("talk bye INTENT");
        call.await(SOON);
        assertThat(turns())
                .containsExactly("Go on.", "goodbye", "opening hours", "From nine to five.", "goodbye", "Goodbye.");
    }

    @Test
    void aMuteEndsWithTheCall() throws Exception {
        SimulatedChannel call = place("105");
        ordered("mute", "{}");
        news("mute", "begun");
        call.hangUp();
        assertThat(news("mute", "done").data()).containsEntry("why", "the call ended");
        assertThat(events.story(host.callBook()).call().endReason()).isEqualTo("CALLER");
    }

    // --- to somebody else

    @Test
    void theCallerIsSentOnAndTheScriptEndsAsForItsOwnTransfer() throws Exception {
        SimulatedChannel call = place("101");
        events.next("agent-says");

        ordered("transfer", "{\"extension\": \"500\", \"context\": \"sales\", \"say\": \"One moment.\"}");

        assertThat(news("transfer", "begun").data()).containsEntry("to", "extension 500");
        assertThat(events.text("agent-said")).isEqualTo("One moment.");
        assertThat(news("transfer", "done").data()).containsEntry("reason", "SENT");
        CallEnd end = call.await(SOON);
        assertThat(end.route()).isEqualTo(CallEnd.Route.TRANSFER);
        assertThat(end.target()).isEqualTo("500");
        assertThat(end.variables()).containsEntry("PARLEY_CONTEXT", "sales");
        CallStory story = events.story(host.callBook());
        assertThat(story.call().endReason()).isEqualTo("TRANSFER");
        assertThat(sentence(story.call().id()))
                .matches("A supervisor \\(anna\\) sent the caller on to 500 after .*");
    }

    @Test
    void aTransferThatCannotBeIsToldAndTheCallGoesOn() throws Exception {
        SimulatedChannel call = place("101");
        events.next("agent-said");

        ordered("transfer", "{\"inGroup\": \"CLOSERS\"}");

        assertThat(news("transfer", "begun").data()).containsEntry("to", "inGroup CLOSERS");
        assertThat(news("transfer", "failed").data()).containsEntry("reason", "REFUSED");
        says(call, "sales");
        assertThat(events.text("note")).isEqualTo("MATCH sales");
        call.await(SOON);
    }

    @Test
    void anExtensionTakesTheCallerOverFromAFreeTalk() throws Exception {
        SimulatedChannel call = asterisk.place(
                CallRequest.to(
                        host.agiAddress(), OutgoingCall.to("parley", "103").variable("PARLEY_ROUTE", "parley")),
                new Deaf());
        events.next("agent-said");

        ordered("takeover", "{\"extension\": \"6001\"}");

        assertThat(news("takeover", "begun").data()).containsEntry("to", "extension 6001");
        assertThat(events.next("person").data()).containsEntry("reason", "ANSWERED");
        assertThat(news("takeover", "done").data()).containsEntry("reason", "ANSWERED");
        CallEnd end = call.await(SOON);
        assertThat(end.route()).isEqualTo(CallEnd.Route.TRANSFER);
        assertThat(end.variables()).containsEntry("PARLEY_CONTEXT", "parley-person");
        assertThat(sentence(events.story(host.callBook()).call().id()))
                .matches("The extension 6001 took the caller over, as a supervisor \\(anna\\) wanted, after .*");
    }

    @Test
    void theTalkGoesOnWhenNobodyTakesTheCallerOver() throws Exception {
        OutgoingCall outgoing = OutgoingCall.to("parley", "103")
                .variable("PARLEY_ROUTE", "parley")
                .variable("SIM_PEOPLE", "busy");
        SimulatedChannel call = asterisk.place(CallRequest.to(host.agiAddress(), outgoing), new Deaf());
        events.next("agent-said");

        ordered("takeover", "{\"extension\": \"6001\"}");

        news("takeover", "begun");
        assertThat(news("takeover", "failed").data()).containsEntry("reason", "BUSY");
        says(call, "opening hours");
        assertThat(events.text("agent-said")).isEqualTo("From nine to five.");
        says(call, "goodbye");
        assertThat(events.text("note")).isEqualTo("talk bye INTENT");
        call.await(SOON);
    }

    private String sentence(String call) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + console.address() + "/api/calls/" + call))
                .timeout(SOON)
                .header("Authorization", "Bearer " + anna)
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body())
                .get("sentence")
                .textValue();
    }

    // --- what is not done

    @Test
    void whatIsNotUnderstoodIsRefusedWithWhatWasExpected() throws Exception {
        SimulatedChannel call = place("105");
        String id = running();
        refused(id, "say", "{", 400, "Expected JSON but was '{'");
        refused(id, "say", "[]", 400, "Expected a JSON object for say but was a array");
        refused(id, "say", "{\"txt\": \"x\"}", 400, "say: expected one of text, language, now but was 'txt'");
        refused(id, "say", "{\"text\": 7}", 400, "expected 'text' to be of the type string but was a number");
        refused(id, "say", "{}", 422, "say: expected 'text', the words");
        refused(id, "say", "{\"text\": \" \"}", 422, "expected words to say but was empty");
        refused(id, "say", "{\"text\": \"%s\"}".formatted("x".repeat(1001)), 422, "but was 1001");
        refused(id, "say", "{\"text\": \"x\", \"language\": \"?\"}", 422, "tag of a language");
        refused(id, "mute", "{\"seconds\": 601}", 422, "seconds: expected 1 to 600 but was 601");
        refused(id, "mute", "{\"seconds\": 0}", 422, "seconds: expected 1 to 600 but was 0");
        refused(id, "transfer", "{}", 422, "Expected transfer with one of agent, extension, inGroup, number");
        refused(id, "transfer", "{\"agent\": \"1\", \"number\": \"22\"}", 422, "but found agent, number");
        refused(id, "transfer", "{\"extension\": \"5,0\"}", 422, "Expected transfer extension: with");
        refused(id, "takeover", "{}", 422, "takeover: expected 'extension'");
        refused("nothing", "say", "{\"text\": \"x\"}", 404, "There is no call 'nothing' that runs");
        call.hangUp();
        call.await(SOON);
        events.next("ended");
        Path audit = home.resolve("audit.jsonl");
        assertThat(Files.exists(audit) ? Files.readString(audit) : "").doesNotContain(id);
    }

    private void refused(String id, String act, String body, int status, String why) throws Exception {
        HttpResponse<String> answer = post(id, act, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).get("detail").textValue()).contains(why);
    }

    @Test
    void oneCallTakesSoManyOrdersAtOnce() throws Exception {
        place("105");
        for (int i = 0; i < 10; i++) {
            ordered("say", "{\"text\": \"%s\"}".formatted(LONG + LONG + LONG));
        }
        refused(running(), "say", "{\"text\": \"11\"}", 409, "Expected at most 10 orders that wait");
        ordered("hangup", "");
        events.next("ended");
        assertThat(events.kinds(host.callBook(), "supervisor").stream()
                        .filter(event -> "the call ended".equals(event.data().get("reason"))))
                .hasSize(10);
    }
}
