package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.cli.BackroomHost.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.console.http.Role;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.script.compile.ScriptFile;
import org.parley.store.ScriptVersions;

/** Drafts of scripts over the console's API: kept, looked over, tried and released, and no call gets one before. */
class DraftsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LIVE = "extensions '8300'\nsay 'Hello.'\ndispose 'SALE'\n";
    private static final String NEXT = "extensions '8300'\nsay 'Good day.'\ndispose 'SALE'\n";
    private static final String DRAFT = "/api/scripts/sales/draft";

    @TempDir
    private Path home;

    private BackroomHost host;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        host = new BackroomHost(Kind.VICIDIAL, home, LIVE, "");
        file = home.resolve("scripts/sales.groovy");
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private HttpResponse<String> save(String path, String text, String... more) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("text", text);
        for (int i = 0; i < more.length; i += 2) {
            body.put(more[i], more[i + 1]);
        }
        return host.ask(Role.ADMIN, "PUT", path, JSON.writeValueAsString(body));
    }

    private HttpResponse<String> release(String body) throws Exception {
        return host.ask(Role.ADMIN, "POST", DRAFT + "/release", body);
    }

    private static String detail(int status, HttpResponse<String> answer) throws Exception {
        return json(status, answer).get("detail").textValue();
    }

    private List<String> audited() throws Exception {
        List<String> all = new ArrayList<>();
        for (String line : Files.readAllLines(home.resolve("audit.jsonl"))) {
            JsonNode one = JSON.readTree(line);
            all.add(one.get("action").textValue() + " " + one.get("on").textValue());
        }
        return all;
    }

    @Test
    void aDraftIsKeptAndNoCallGetsIt() throws Exception {
        JsonNode saved = json(200, save(DRAFT, NEXT));

        assertThat(saved.get("version").textValue()).isEqualTo(ScriptFile.version(NEXT));
        assertThat(saved.get("base").textValue()).isEqualTo(ScriptFile.version(LIVE));
        assertThat(saved.get("outdated").booleanValue()).isFalse();
        assertThat(saved.get("author").textValue()).isEqualTo("admin");
        assertThat(saved.get("savedAt").textValue()).startsWith("20");
        JsonNode draft = host.get(DRAFT);
        assertThat(draft.get("text").textValue()).isEqualTo(NEXT);
        assertThat(host.get("/api/drafts").get("drafts").findValuesAsText("name"))
                .containsExactly("sales");
        assertThat(host.get("/api/scripts/sales").at("/draft/version").textValue())
                .isEqualTo(ScriptFile.version(NEXT));
        assertThat(host.get("/api/scripts/sales/source").get("source").textValue())
                .isEqualTo(LIVE);
        assertThat(file).hasContent(LIVE);
        assertThat(host.get("/api/scripts/sales").at("/status/version").textValue())
                .isEqualTo(ScriptFile.version(LIVE));
        assertThat(host.get("/api/scripts/sales/diff").get("lines"))
                .map(JsonNode::textValue)
                .containsExactly(" extensions '8300'", "-say 'Hello.'", "+say 'Good day.'", " dispose 'SALE'");
        assertThat(detail(403, host.ask(Role.SUPERVISOR, "PUT", DRAFT, "{\"text\": \"\"}")))
                .contains("Expected the role admin");

        json(200, host.ask(Role.ADMIN, "DELETE", DRAFT, ""));
        assertThat(detail(404, host.ask(Role.VIEWER, "GET", DRAFT, ""))).contains("There is no draft of 'sales'");
        assertThat(audited())
                .contains(
                        "save-draft sales " + ScriptFile.version(NEXT),
                        "discard-draft sales " + ScriptFile.version(NEXT));
    }

    @Test
    void aScriptThatIsNotThereYetBeginsAsADraft() throws Exception {
        json(200, save("/api/scripts/fresh/draft", "extensions '8311'\nsay 'New.'\ndispose 'SALE'\n"));
        assertThat(host.get("/api/scripts").findValuesAsText("name")).containsExactly("sales");
        JsonNode fresh = host.get("/api/scripts/fresh");
        assertThat(fresh.get("status").isNull()).isTrue();
        assertThat(fresh.at("/draft/base").textValue()).isEmpty();
        assertThat(host.get("/api/scripts/fresh/diff").get("from").textValue()).isEmpty();
        JsonNode released = json(200, host.ask(Role.ADMIN, "POST", "/api/scripts/fresh/draft/release", "{}"));
        assertThat(released.at("/status/extensions/0").textValue()).isEqualTo("8311");
        assertThat(released.get("kept").textValue()).isEmpty();
        assertThat(host.host().scripts().forExtension("8311")).isPresent();
    }

    @Test
    void aTextHasABoundAndANameIsOne() throws Exception {
        String long1 = "// " + "x".repeat(250 * 1024) + "\n";
        json(200, save(DRAFT, long1));
        assertThat(host.get(DRAFT).get("text").textValue()).isEqualTo(long1);
        assertThat(detail(400, save(DRAFT, "x".repeat(256 * 1024 + 1)))).contains("at most 262144 characters");
        assertThat(detail(422, save(DRAFT, "ä".repeat(200 * 1024)))).contains("at most 256 kB");
        assertThat(host.ask(Role.ADMIN, "PUT", DRAFT, " ".repeat(700 * 1024)).statusCode())
                .isEqualTo(413);
        assertThat(host.ask(Role.ADMIN, "POST", DRAFT + "/release", " ".repeat(70 * 1024))
                        .statusCode())
                .isEqualTo(413);
        assertThat(detail(400, save("/api/scripts/No%20Name/draft", NEXT))).contains("Expected a script's name");
        assertThat(detail(422, save(DRAFT, " \n"))).contains("expected a script but it is empty");
        assertThat(json(200, save(DRAFT, "\uFEFF" + NEXT)).get("version").textValue())
                .isEqualTo(ScriptFile.version(NEXT));
        assertThat(detail(422, save(DRAFT, NEXT, "base", "latest"))).contains("twelve hex digits");
    }

    @Test
    void aDraftIsLookedOverAsByTheCommand() throws Exception {
        Files.writeString(home.resolve("scripts/other.groovy"), "extensions '8399'\nsay 'Other.'\ndispose 'SALE'\n");
        await().atMost(SOON)
                .until(() -> host.host().scripts().forExtension("8399").isPresent());
        save(DRAFT, "extensions '8300'\nnoote 'x'\n");

        JsonNode checked = host.get(DRAFT + "/check");
        assertThat(checked.get("ok").booleanValue()).isFalse();
        JsonNode finding = checked.at("/findings/0");
        assertThat(finding.get("severity").textValue()).isEqualTo("error");
        assertThat(finding.get("rule").textValue()).isEqualTo("mistake");
        assertThat(finding.get("line").intValue()).isEqualTo(2);
        assertThat(finding.get("column").intValue()).isEqualTo(1);
        assertThat(finding.get("message").textValue()).contains("There is no verb 'noote'");
        assertThat(finding.get("suggestion").textValue()).contains("note");
        assertThat(finding.get("text").textValue()).contains("    2 | noote 'x'\n      | ^");

        save(DRAFT, """
                script('sales') {
                    extensions '8399'
                    step('first') {
                        dispose 'NEVER'
                        goTo 'second'
                        say 'Nobody comes here.'
                    }
                    step('second') { say 'Bye.' }
                }
                """);
        JsonNode doubtful = host.get(DRAFT + "/check").get("findings");
        assertThat(doubtful.findValuesAsText("rule")).contains("extension", "status", "dead-code");
        assertThat(doubtful.findValuesAsText("severity"))
                .isSortedAccordingTo(String::compareTo)
                .contains("warning");

        assertThat(host.get("/api/scripts/sales/check").get("ok").booleanValue())
                .isTrue();
        assertThat(host.host().scripts().forExtension("8399").orElseThrow().name())
                .isEqualTo("other");
        assertThat(detail(404, host.ask(Role.VIEWER, "GET", "/api/scripts/nothing/check", "")))
                .contains("There is no script 'nothing'");
    }

    @Test
    void aDraftIsReleasedOnceAndWhatWasLiveIsKept() throws Exception {
        ScriptVersions versions = new ScriptVersions(host.at.jdbi());
        save(DRAFT, "extensions '8300'\nnoote 'x'\n");
        HttpResponse<String> refused = release("{}");
        assertThat(detail(422, refused))
                .contains("The draft has a mistake: sales.groovy:2:1: There is no verb 'noote'");
        assertThat(json(422, refused).at("/findings/0/line").intValue()).isEqualTo(2);
        assertThat(file).hasContent(LIVE);

        String next = json(200, save(DRAFT, NEXT)).get("version").textValue();
        assertThat(detail(409, release("{\"version\": \"000000000000\"}"))).contains("has saved another draft");
        JsonNode released = json(200, release("{\"version\": \"" + next + "\"}"));
        assertThat(released.at("/status/version").textValue())
                .as("live when it is answered")
                .isEqualTo(next);
        assertThat(released.get("kept").textValue()).isEqualTo(ScriptFile.version(LIVE));
        assertThat(file).hasContent(NEXT);
        assertThat(host.get("/api/scripts/sales").get("draft").isNull()).isTrue();
        await().atMost(SOON).until(() -> versions.list("sales").size() == 2);
        assertThat(versions.source("sales", ScriptFile.version(LIVE))).hasValue(LIVE);

        JsonNode again = json(200, release("{\"version\": \"" + next + "\"}"));
        assertThat(again.get("version").textValue()).isEqualTo(next);
        assertThat(detail(404, release("{}"))).contains("There is no draft");
        assertThat(audited().stream().filter(each -> each.startsWith("release-script")))
                .containsExactly("release-script sales " + next);
    }

    @Test
    void aDraftWhoseBaseIsNotLiveAnyMoreIsNotReleasedUnlessThatIsWanted() throws Exception {
        save(DRAFT, NEXT);
        String edited = LIVE.replace("Hello", "Hello there");
        Files.writeString(file, edited);
        await().atMost(SOON).until(() -> host.get(DRAFT).get("outdated").booleanValue());

        HttpResponse<String> refused = release("{}");
        assertThat(detail(409, refused))
                .contains("The draft began with version " + ScriptFile.version(LIVE), "save the draft again", "force");
        assertThat(json(409, refused).get("live").textValue()).isEqualTo(ScriptFile.version(edited));
        assertThat(file).hasContent(edited);

        assertThat(json(200, save(DRAFT, NEXT)).get("outdated").booleanValue())
                .as("saved again")
                .isFalse();
        save(DRAFT, NEXT, "base", ScriptFile.version(LIVE));
        json(200, release("{\"force\": true}"));
        assertThat(file).hasContent(NEXT);
        await().atMost(SOON)
                .until(() -> new ScriptVersions(host.at.jdbi())
                        .list("sales").stream().anyMatch(each -> each.version().equals(ScriptFile.version(edited))));
    }

    @Test
    void whoSavesOverAnothersDraftIsTold() throws Exception {
        String first =
                json(200, save(DRAFT, NEXT, "follows", "")).get("version").textValue();
        assertThat(detail(409, save(DRAFT, LIVE, "follows", "")))
                .contains("admin has saved another draft of sales", "follows: " + first);
        json(200, save(DRAFT, NEXT, "follows", "")); // the same text sent twice
        json(200, save(DRAFT, LIVE, "follows", first));
        json(200, host.ask(Role.ADMIN, "DELETE", DRAFT, ""));
        assertThat(detail(409, save(DRAFT, NEXT, "follows", first))).contains("has been released or discarded");
    }

    @Test
    void aDraftIsTriedAsText() throws Exception {
        save(DRAFT, """
                def colour = ask "Hello ${lead.firstName}. Red or blue?", choice('red', 'blue')
                say "You want ${colour.value}."
                dispose 'SALE', colour.value
                """);
        String path = "/api/scripts/sales/try";
        JsonNode first = json(200, host.ask(Role.SUPERVISOR, "POST", path, "{\"draft\": true}"));
        assertThat(first.get("waiting").booleanValue()).isTrue();
        assertThat(first.get("lines").findValuesAsText("text")).containsExactly("Hello Alice. Red or blue?");

        JsonNode whole = json(
                200,
                host.ask(
                        Role.SUPERVISOR,
                        "POST",
                        path,
                        JSON.writeValueAsString(
                                Map.of("draft", true, "says", List.of("blue"), "lead", Map.of("firstName", "Ana")))));
        assertThat(whole.get("lines").findValuesAsText("text"))
                .containsExactly("Hello Ana. Red or blue?", "blue", "You want blue.");
        assertThat(whole.get("status").textValue()).isEqualTo("SALE");
        assertThat(whole.get("endedBy").textValue()).isEqualTo("script");
        assertThat(json(200, host.ask(Role.SUPERVISOR, "POST", path, "{}"))
                        .get("lines")
                        .findValuesAsText("text"))
                .as("what is live")
                .containsExactly("Hello.");
        assertThat(detail(422, host.ask(Role.SUPERVISOR, "POST", path, "{\"lead\": {\"shoe\": \"9\"}}")))
                .contains("A lead has no field 'shoe'");
        assertThat(detail(403, host.ask(Role.VIEWER, "POST", path, "{}"))).contains("Expected the role supervisor");
        save(DRAFT, "while (true) note 'x'\n");
        JsonNode endless = json(200, host.ask(Role.SUPERVISOR, "POST", path, "{\"draft\": true}"));
        assertThat(endless.get("endedBy").textValue()).isEqualTo("failure");
        assertThat(host.at.count("parley_call")).isZero();
    }
}
