package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.EventQueue;
import org.parley.ListenClient;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ami.Ami;
import org.parley.ami.AsteriskSettings;
import org.parley.ami.OutgoingCall;
import org.parley.audio.WavFile;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/** What supervisors do on a real Asterisk: callers taken over and sent on, agents put on calls; by the caller's ear. */
@ExtendWith(AsteriskExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // one voice, and its words are counted
final class SupervisorOnAsteriskIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PERSON = 1004; // hertz of somebody who has picked up

    @TempDir
    private Path home;

    private final InstantVoice voice = new InstantVoice();
    private final EventQueue events = new EventQueue(SOON);
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<AutoCloseable> parts = new ArrayList<>(List.of(client));

    @SuppressWarnings("NullAway.Init") // these three by start
    private Parley host;

    @SuppressWarnings("NullAway.Init")
    private Console console;

    @SuppressWarnings("NullAway.Init")
    private String anna;

    private void start(AsteriskLab lab, String user, String... more) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("desk.groovy"), """
                extensions '8361'
                say 'Hello.'
                def a = ask 'Sales or help?', choice('sales', 'help'), tries: 2, noInput: 15.s
                note "${a.outcome} ${a.value}"
                say 'Goodbye.'
                """);
        AsteriskSettings account = lab.manager(user);
        List<Flag> flags = Stream.concat(
                        Stream.of(
                                "agi.listen=127.0.0.1:0",
                                "audio.listen=127.0.0.1:0",
                                "console.listen=127.0.0.1:0",
                                "database.url=none",
                                "calls.end-of-turn=300ms",
                                "calls.drain=0s",
                                "asterisk.manager=" + account.manager(),
                                "asterisk.user=" + user,
                                "asterisk.secret=${env:SECRET}"),
                        Stream.of(more))
                .map(text -> text.split("=", 2))
                .map(pair -> new Flag("test", pair[0], pair[1]))
                .toList();
        Map<String, String> secret = Map.of("SECRET", account.secret().reveal(), "WRONG", "wrong");
        Settings settings = Settings.load(new Sources(null, secret, flags, new Folders(home, home, home)))
                .value();
        host = Parley.start(settings, home, voice.ears(), voice.mouth());
        console = Console.open(settings.console(), home, host);
        parts.addAll(List.of(console, host)); // the last is closed first
        anna = new Access(home.resolve("access.json")).add("anna", Role.SUPERVISOR);
        var _ = host.events().subscribe(events);
    }

    @AfterEach
    void stop() {
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception failure) {
                throw new AssertionError("Expected it to close: " + part, failure);
            }
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(
                request.timeout(SOON).header("Authorization", "Bearer " + anna).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + console.address() + path));
    }

    private JsonNode post(String path, String body, int status) throws Exception {
        HttpResponse<String> answer = send(to(path).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private JsonNode order(String act, String body) throws Exception {
        String call = await().atMost(SOON)
                .until(() -> host.liveCalls().ids(), ids -> ids.size() == 1)
                .getFirst();
        return post("/api/calls/" + call + "/" + act, body, 202);
    }

    private OutgoingCall call() {
        return AsteriskLab.call("8361")
                .variable("PARLEY_HOST", "127.0.0.1:" + host.agiAddress().getPort());
    }

    private static boolean hears(Route route, int hertz) throws InterruptedException {
        boolean sound = route.hearing().awaitSound(Duration.ofMillis(1500), System.nanoTime(), SOON);
        short[] all = route.hearing().samples();
        short[] last = Arrays.copyOfRange(all, Math.max(0, all.length - 8000), all.length);
        return sound && Tones.share(hertz, last) > 0.8;
    }

    // --- callers

    @ParameterizedTest
    @CsvSource({"extension, 9201", "number, +9201"})
    void aPersonTakesTheCallerOverAndBothHearEachOther(String by, String telephone, AsteriskLab lab) throws Exception {
        start(lab, "parley");
        try (Route route = Route.of(lab, call())) {
            assertThat(events.text("agent-said")).isEqualTo("Hello.");

            order("takeover", "{\"%s\": \"%s\"}".formatted(by, telephone));

            assertThat(events.next("person").data()).containsEntry("reason", "ANSWERED");
            assertThat(route.step("Bridge", "parley-person")).isPresent();
            assertThat(hears(route, PERSON)).isTrue();
        }
        assertThat(events.story(host.callBook()).call().endReason()).isEqualTo("TRANSFER");
        await().atMost(SOON).until(() -> lab.ami().channels().isEmpty());
    }

    @Test
    void theAgentGoesOnWhenNobodyTakesTheCallerOver(AsteriskLab lab) throws Exception {
        start(lab, "parley");
        try (Route route = Route.of(lab, call())) {
            assertThat(events.text("agent-said")).isEqualTo("Hello.");
            assertThat(events.text("agent-said")).isEqualTo("Sales or help?");

            order("takeover", "{\"extension\": \"9209\", \"wait\": 2}");

            assertThat(events.next("person").data()).containsEntry("reason", "NO_ANSWER");
            voice.understands("sales");
            events.next("leg");
            route.caller().play(InstantVoice.speech(Duration.ofMillis(900)));
            assertThat(events.text("note")).isEqualTo("MATCH sales");
            assertThat(events.text("agent-said")).isEqualTo("Goodbye.");
            assertThat(route.caller().awaitEnd(SOON)).isTrue();
        }
    }

    @Test
    void theCallerIsSentOnAndHearsWhoIsThere(AsteriskLab lab) throws Exception {
        start(lab, "parley");
        try (Route route = Route.of(lab, call())) {
            events.next("agent-said");

            order("transfer", "{\"extension\": \"9190\", \"say\": \"One moment.\"}");

            assertThat(events.text("agent-said")).isNotEmpty();
            assertThat(route.transfer()).isEqualTo("9190");
            assertThat(hears(route, PERSON)).isTrue();
        }
    }

    @Test
    void theAgentIsNotHeardWhileItIsMutedAndThePersonsWordsAre(AsteriskLab lab) throws Exception {
        start(lab, "parley");
        try (Route route = Route.of(lab, call())) {
            events.next("agent-said");
            order("mute", "{}");
            assertThat(route.hearing().awaitSilence(Duration.ofSeconds(2), SOON))
                    .isTrue();
            long before = System.nanoTime();
            order("say", "{\"text\": \"These are the words of a person.\"}");
            assertThat(route.hearing().awaitSound(Duration.ofMillis(200), before, SOON))
                    .isTrue();
        }
    }

    @Test
    void aSupervisorHearsBothSidesWhileTheyTalk(AsteriskLab lab) throws Exception {
        start(lab, "parley");
        try (Route route = Route.of(lab, call())) {
            assertThat(events.text("agent-said")).isEqualTo("Hello.");
            String call = host.liveCalls().ids().getFirst();
            try (ListenClient ears =
                    new ListenClient(client, console.address(), call, true, "Authorization", "Bearer " + anna)) {
                order("say", "{\"text\": \"These are words for the caller, and not a few.\"}");
                await().atMost(SOON).until(() -> ears.loud(true).size() > 15);
                route.caller().play(Tones.sine(PERSON, Duration.ofSeconds(1)));
                await().atMost(SOON).until(() -> ears.loud(false).size() > 40);
                host.liveCalls().hangUp(call, "the test");

                assertThat(ears.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1000);
                assertThat(ears.lost()).isZero();
                assertThat(Tones.share(PERSON, ears.side(false))).isGreaterThan(0.8);
                assertThat(Tones.share(300, ears.side(true)))
                        .as("the agent's tone")
                        .isGreaterThan(0.8);
                assertThat(Tones.share(PERSON, ears.side(true))).isLessThan(0.01);
            }
        }
    }

    // --- dispatch

    private JsonNode job(String id) throws Exception {
        return JSON.readTree(send(to("/api/dispatch/" + id)).body());
    }

    private JsonNode settled(String body) throws Exception {
        String id = post("/api/dispatch", body, 202).get("job").textValue();
        return await().atMost(Duration.ofSeconds(40))
                .until(
                        () -> job(id),
                        job -> List.of("joined", "failed")
                                .contains(job.get("state").textValue()));
    }

    @ParameterizedTest
    @CsvSource({"extension, 9201", "number, +9201"})
    void anAgentIsPutOnANewCall(String whom, String target, AsteriskLab lab) throws Exception {
        start(lab, "parley");
        JsonNode job = settled("{\"script\": \"desk\", \"%s\": \"%s\"}".formatted(whom, target));

        assertThat(job.get("reason").textValue()).isEmpty();
        assertThat(job.get("state").textValue()).isEqualTo("joined");
        assertThat(host.liveCalls().ids()).containsExactly(job.get("call").textValue());
        assertThat(host.audioStats().legs()).isEqualTo(1);
        assertThat(events.text("agent-said")).isEqualTo("Hello.");
    }

    @ParameterizedTest
    @CsvSource({"parley-dispatch", "parley-osdial-dispatch", "parley-vicidial-dispatch"})
    void bothSidesOfANewCallAreHeard(String include, AsteriskLab lab) throws Exception {
        start(lab, "parley", "asterisk.people=lab", "asterisk.dispatch=" + include);
        JsonNode job = settled("{\"script\": \"desk\", \"extension\": \"9004\"}"); // whose words come back

        assertThat(job.get("state").textValue()).as(job.toString()).isEqualTo("joined");
        events.next("agent-said");
        order("hangup", "");
        Path recording = Path.of(events.story(host.callBook()).call().recording());
        short[] heard = WavFile.readChannel(recording, 0).samples();
        int loudest = 0;
        for (short sample : heard) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        assertThat(loudest).as("our words, as the far end has heard them").isGreaterThan(3000);
    }

    @ParameterizedTest
    @CsvSource({"parley, ''", "parley-osdial, osdial", "parley-vicidial, default"})
    void anAgentIsPutOnACallThatAsteriskHas(String include, String dialer, AsteriskLab lab) throws Exception {
        start(lab, "parley", "asterisk.dispatch=" + include + "-dispatch");
        try (Route route = Route.of(lab, AsteriskLab.call("9001"))) { // hears a tone
            assertThat(hears(route, PERSON)).isTrue();
            String channel = lab.ami().variable(route.caller().uniqueId(), "CHANNEL(name)");

            route.caller().play(InstantVoice.speech(Duration.ofSeconds(3)));
            JsonNode job = settled("{\"script\": \"desk\", \"channel\": \"" + channel + "\"}");

            assertThat(job.get("state").textValue()).as(job.toString()).isEqualTo("joined");
            assertThat(events.text("agent-said")).isEqualTo("Hello.");
            assertThat(route.step("AGI", include + "-dispatch").map(step -> step.arguments()))
                    .hasValueSatisfying(url -> assertThat(url)
                            .contains("/desk?job=" + job.get("job").textValue()));
            order("transfer", "{\"extension\": \"9190\"}"); // what the dialplan opens for its scripts is open to him
            assertThat(route.step("Goto", include + "-dispatch").map(step -> step.arguments()))
                    .isPresent();
            if (!dialer.isEmpty()) {
                route.caller().hangUp();
                assertThat(route.step("UserEvent", dialer))
                        .as("the dialer sees the end")
                        .isPresent();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extension | 9209  | 9209@parley-transfer/n did not answer within 2 s",
                "extension | 7     | Context parley-transfer has no extension 7",
                "channel   | SIP/x | Asterisk has no channel SIP/x",
            })
    void whyAnAgentDoesNotComeIsTold(String whom, String target, String why, AsteriskLab lab) throws Exception {
        start(lab, "parley");
        JsonNode job = settled("{\"script\": \"desk\", \"%s\": \"%s\", \"ring\": 2}".formatted(whom, target));

        assertThat(job.get("state").textValue()).isEqualTo("failed");
        assertThat(job.get("reason").textValue()).contains(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "watcher | asterisk.audio=127.0.0.1:0      | refuses AMI's Originate to the user 'watcher': permission denied",
                "parley  | asterisk.secret=${env:WRONG}    | refuses the user 'parley'",
                "parley  | asterisk.manager=127.0.0.1:1    | No AMI at 127.0.0.1:1",
                "parley  | asterisk.dispatch=nothing       | The dialplan has no context nothing; copy dialplan/parley.conf",
            })
    void whatTheSettingsOrAsteriskLackIsTold(String user, String setting, String why, AsteriskLab lab)
            throws Exception {
        start(lab, user, setting);
        JsonNode job = settled("{\"script\": \"desk\", \"extension\": \"9201\"}");

        assertThat(job.get("state").textValue()).isEqualTo("failed");
        assertThat(job.get("reason").textValue())
                .contains(why)
                .doesNotContain(lab.manager(user).secret().reveal());
    }

    @Test
    void anAccountThatMayNotPutAgentsOnCallsIsKnownBefore(AsteriskLab lab) {
        try (Ami ami = Ami.connect(lab.manager("parley"))) {
            ami.checkRights();
        }
        try (Ami ami = Ami.connect(lab.manager("watcher"))) {
            assertThatThrownBy(ami::checkRights)
                    .hasMessage("AMI does not let 'watcher' use Originate, Redirect, Setvar, Hangup;"
                            + " give it write = originate,call,reporting in manager.conf");
        }
    }

    @Test
    void whatCannotBeDispatchedIsRefused(AsteriskLab lab) throws Exception {
        start(lab, "parley");
        refused("{\"script\": \"none\", \"extension\": \"1\"}", "there is no 'none'");
        refused("{\"script\": \"desk\"}", "Expected one of extension, number, channel and web but found 0");
        refused("{\"script\": \"desk\", \"extension\": \"1,2\"}", "Expected an extension of the dialplan");
        refused("{\"script\": \"desk\", \"number\": \"911; x\"}", "Expected a telephone number");
        refused("{\"script\": \"desk\", \"channel\": \"a,b\"}", "Expected the name of a channel");
        refused("{\"script\": \"desk\", \"extension\": \"1\", \"ring\": 0}", "ring: expected 1 to 120 but was 0");
        assertThat(send(to("/api/dispatch/nothing")).statusCode()).isEqualTo(404);
    }

    private void refused(String body, String why) throws Exception {
        assertThat(post("/api/dispatch", body, 422).get("detail").textValue()).contains(why);
    }
}
