package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.cli.BackroomHost.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.parley.call.InstantVoice;
import org.parley.cli.BackroomHost;
import org.parley.console.http.Role;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.script.compile.ScriptFile;
import org.parley.store.CallRow;
import org.parley.store.CallStory;
import org.parley.store.EventRow;

/** Somebody tries a script by his microphone at a host with a dialer: it is talked with, and the dialer learns nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrialCallIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LIVE = """
            extensions '8300'
            def colour = ask 'Which colour?', anything
            dispose 'SALE', colour.value
            dnc '2125550199'
            """;
    private static final String DRAFT = "say 'A draft.'\ndispose 'SALE'\n";
    private static final String TRY = "/api/scripts/sales/try-call";

    private final EventQueue events = new EventQueue(SOON);
    private BackroomHost host;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        host = new BackroomHost(Kind.VICIDIAL, home, LIVE, "");
        var _ = host.host().events().subscribe(events);
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @BeforeEach
    void forget() {
        events.forget();
    }

    private String token(String body) throws Exception {
        return json(201, host.ask(Role.SUPERVISOR, "POST", TRY, body))
                .get("token")
                .textValue();
    }

    private void save(String text) throws Exception {
        HttpResponse<String> saved = host.ask(
                Role.ADMIN,
                "PUT",
                "/api/scripts/sales/draft",
                "{\"text\": \"" + text.replace("\n", "\\n").replace("\"", "\\\"") + "\"}");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
    }

    @Test
    void whatIsLiveIsTriedAndTheDialerLearnsNothing() throws Exception {
        long leads = host.at.count("<list> WHERE status = 'SALE'");
        host.voice.understands("blue");
        try (WebVisitor visitor = new WebVisitor(host.address()).come("token=" + token("{}"))) {
            await().atMost(SOON).until(() -> visitor.captions().contains("agent: Which colour?"));
            events.next("agent-said");
            visitor.say(InstantVoice.speech(Duration.ofMillis(800)).samples());
            assertThat(visitor.ending()).isEqualTo("agent");
            assertThat(visitor.captions()).contains("visitor: blue");
        }

        CallStory story = events.story(host.host().callBook());
        CallRow call = story.call();
        assertThat(call.channel()).startsWith("Trial/web-");
        assertThat(call.callerNumber()).isEqualTo("trial");
        assertThat(call.script()).isEqualTo("sales");
        assertThat(call.disposition()).isEqualTo("SALE");
        assertThat(story.events()).extracting(EventRow::kind).doesNotContain("dialer", "recorded", "dialer-failed");
        EventRow started = story.events().stream()
                .filter(event -> event.kind().equals("started"))
                .findFirst()
                .orElseThrow();
        assertThat(started.data()).containsEntry("by", "trial").containsEntry("rule", "live");
        await().atMost(SOON)
                .until(() -> host.at.count("parley_call WHERE debt IS NOT NULL AND id = '" + call.id() + "'") == 0
                        && host.host().journalWaiting() == 0);
        assertThat(host.at.count("<list> WHERE status = 'SALE'")).isEqualTo(leads);
        assertThat(host.at.count("<dnc>")).isZero();
        JsonNode report = host.get("/api/reports?by=script").get("total");
        assertThat(report.get("calls").intValue())
                .as("a trial is no call of a report")
                .isZero();
    }

    @Test
    void aDraftIsTriedAndIsInNoRoutingNeitherBeforeNorAfter() throws Exception {
        save(DRAFT);
        try (WebVisitor visitor = new WebVisitor(host.address()).come("token=" + token("{\"draft\": true}"))) {
            assertThat(visitor.ending()).isEqualTo("agent");
            assertThat(visitor.captions()).containsExactly("agent: A draft.");
        }
        CallRow call = events.story(host.host().callBook()).call();
        assertThat(call.scriptVersion()).isEqualTo(ScriptFile.version(DRAFT));
        assertThat(host.host().scripts().named("sales").orElseThrow().version()).isEqualTo(ScriptFile.version(LIVE));
    }

    @Test
    void aTrialThatBreaksDownDoesNotCountAgainstTheScript() throws Exception {
        save("say 'Now.'\nthrow new IllegalStateException('broken')\n");
        for (int i = 0; i < 6; i++) {
            events.forget();
            try (WebVisitor visitor = new WebVisitor(host.address()).come("token=" + token("{\"draft\": true}"))) {
                assertThat(visitor.ending()).isEqualTo("failed");
            }
            events.next("ended");
        }
        var live = host.host().scripts().named("sales").orElseThrow();
        assertThat(host.host().scripts().isOut(live)).isFalse();
        assertThat(host.host().scripts().status().getFirst().state()).isEqualTo("live");
    }

    @Test
    void whatDoesNotCompileIsNotTriedAndAViewerTriesNothing() throws Exception {
        save("sya 'Hello.'\n");
        JsonNode refused = json(422, host.ask(Role.SUPERVISOR, "POST", TRY, "{\"draft\": true}"));
        assertThat(refused.get("detail").textValue()).contains("It does not compile: sales.groovy:1:1");
        assertThat(refused.at("/findings/0/rule").textValue()).isEqualTo("mistake");
        assertThat(host.ask(Role.VIEWER, "POST", TRY, "{}").statusCode()).isEqualTo(403);
        for (String[] wrong : List.of(
                new String[] {"/api/scripts/nothing/try-call", "{}", "404"},
                new String[] {"/api/scripts/nothing/try-call", "{\"draft\": true}", "404"},
                new String[] {TRY, "{\"language\": \"a b\"}", "400"},
                new String[] {TRY, "{\"draft\": \"yes\"}", "400"})) {
            assertThat(host.ask(Role.SUPERVISOR, "POST", wrong[0], wrong[1]).statusCode())
                    .as(String.join(" ", wrong))
                    .isEqualTo(Integer.parseInt(wrong[2]));
        }
    }
}
