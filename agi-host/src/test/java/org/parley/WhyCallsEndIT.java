package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.ProviderException;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ami.OutgoingCall;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;

/** Calls of each kind on a host that serves them, and why each ended, as the console tells it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhyCallsEndIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> SCRIPTS = Map.ofEntries(
            Map.entry("agent", "extensions '201'\nsay 'Goodbye.'\nhangup()"),
            Map.entry("unanswered", "extensions '202'\nask 'Yes?', yesNo, tries: 1, noInput: 1.s\ndispose 'NA'"),
            Map.entry("silent", """
                    extensions '203'
                    script('x') {
                        anytime { silent() { finish 'NA' } }
                        step('ask') { ask 'Yes?', yesNo, tries: 1, noInput: 1.s }
                    }
                    """),
            Map.entry("long", "extensions '204'\nscript('x') {\n limits call: 2.s\n step('wait') { wait 30.s }\n}"),
            Map.entry("sent", "extensions '205'\ntransfer extension: '500'"),
            Map.entry("zero", "extensions '206'\nint none = 0\nnote \"${1.intdiv(none)}\""),
            Map.entry("machine", """
                    extensions '207'
                    script('x') {
                        anytime { voicemail() { finish 'A' } }
                        step('ask') { ask 'Is that you?', yesNo, tries: 3, noInput: 8.s }
                    }
                    """),
            Map.entry("out", """
                    extensions '208'
                    script('x') {
                        anytime { optOut() { dnc(); finish 'DNC' } }
                        step('offer') { ask 'Do you want it?', yesNo, tries: 3, noInput: 8.s }
                    }
                    """),
            Map.entry("waits", "extensions '209'\nsay 'Hello.'\nwait 30.s"),
            Map.entry("hold", "extensions '210'\nhold 30.s"),
            Map.entry("breaks", "extensions '212'\nthrow new IllegalStateException('it breaks')"),
            Map.entry("speaks", "extensions '211'\nsay 'Good morning.'\nwait 30.s"));

    /** A synthesiser whose provider can be away. */
    private static final class Mouth implements TextToSpeech {
        private final TextToSpeech well = new InstantVoice().mouth();
        private final AtomicBoolean away = new AtomicBoolean();

        @Override
        public String name() {
            return "mouth";
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
            if (away.get() && text.equals("Good morning.")) {
                throw new ProviderException(
                        "mouth", ProviderException.Kind.NETWORK, "Expected an open connection", null);
            }
            well.speak(text, language, sink);
        }

        @Override
        public void close() {}
    }

    private final EventQueue events = new EventQueue(SOON);
    private final Mouth mouth = new Mouth();
    private final InstantVoice ears = new InstantVoice();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final HttpClient client = HttpClient.newHttpClient();
    private Parley host;
    private Console console;
    private String token;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(scripts.resolve(script.getKey() + ".groovy"), script.getValue());
        }
        Settings settings = TalkingHost.settings(
                home,
                List.of(
                        flag("console.listen", "127.0.0.1:0"),
                        flag("calls.end-of-turn", "300ms"),
                        flag("scripts.error-budget", "4")),
                "");
        host = Parley.start(settings, home, ears.ears(), mouth);
        console = Console.open(settings.console(), home, host);
        var _ = host.events().subscribe(events);
        token = new Access(home.resolve("access.json")).add("anna", Role.SUPERVISOR);
    }

    @AfterAll
    void stop() {
        asterisk.close();
        host.close();
        console.close();
        client.close();
    }

    private SimulatedChannel call(String extension) {
        events.forget();
        return asterisk.place(CallRequest.to(host.agiAddress(), OutgoingCall.to("parley", extension)), new Deaf());
    }

    /** Why the last call to that extension ended, without how long it took and whose its status is. */
    private String why(String extension) throws Exception {
        String id = await().atMost(SOON)
                .until(
                        () -> host.callBook().list(1),
                        rows -> !rows.isEmpty()
                                && rows.getFirst().endedAt() != null
                                && rows.getFirst().extension().equals(extension))
                .getFirst()
                .id();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + console.address() + "/api/calls/" + id))
                .header("Authorization", "Bearer " + token)
                .build();
        JsonNode told =
                JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
        assertThat(told.get("sentenceKey").textValue()).startsWith("why.");
        return told.get("sentence")
                .textValue()
                .replaceAll(" after \\d+ s| at once| by default, since the script set none", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            201 | The script hung up, with the status NI.
            202 | The caller said nothing more, and the script came to its end, with the status NA.
            203 | The script came to its end in the step 'ask', after the caller had given no answer, with the status NA.
            204 | The call was ended, for it had reached its limit of time, in the step 'wait', with the status NI.
            205 | The caller was sent on to 500, with the status RAXFER.
            206 | The script broke in line 3 of zero.groovy (It divides by zero), with the status NI, and the dialplan took the caller to a person.
            299 | No script takes calls to 299, so the dialplan took the caller to a person.
            """)
    void whatEndsByItselfIsTold(String extension, String sentence) throws Exception {
        call(extension).await(SOON);
        assertThat(why(extension)).isEqualTo(sentence);
    }

    @Test
    void whoHungUpIsTold() throws Exception {
        SimulatedChannel waits = call("209");
        awaitEvent("agent-said");
        waits.hangUp();
        waits.await(SOON);
        assertThat(why("209")).isEqualTo("The caller hung up, with the status NI.");

        SimulatedChannel hold = call("210");
        awaitEvent("hold");
        hold.hangUp();
        hold.await(SOON);
        assertThat(why("210")).isEqualTo("The caller hung up on hold, with the status NI.");

        SimulatedChannel steered = call("209");
        awaitEvent("agent-said");
        host.liveCalls().hangUp(host.liveCalls().ids().getFirst(), "anna");
        steered.await(SOON);
        assertThat(why("209")).isEqualTo("A supervisor (anna) hung up, with the status NI.");
    }

    @Test
    void whatTheCallerWantedIsTold() throws Exception {
        answered("207", "please leave a message after the tone");
        assertThat(why("207"))
                .isEqualTo("The script came to its end in the step 'ask', after an answering machine had answered, with"
                        + " the status A.");
        answered("208", "take me off your list");
        assertThat(why("208"))
                .isEqualTo("The script came to its end in the step 'offer', after the caller had asked not to be called"
                        + " again, with the status DNC.");
    }

    @Test
    void aVoiceThatIsLostIsTold() throws Exception {
        mouth.away.set(true);
        try {
            call("211").await(SOON);
            assertThat(why("211"))
                    .isEqualTo("No voice could speak any more (mouth: Expected an open connection), with the status NI,"
                            + " and the dialplan took the caller to a person.");
        } finally {
            mouth.away.set(false);
        }
    }

    @Test
    void aScriptThatHasBrokenDownTooOftenIsTold() throws Exception {
        for (int i = 0; i < 2; i++) {
            call("212").await(SOON);
        }
        await().atMost(SOON)
                .until(() -> host.scripts().status().stream()
                        .anyMatch(each ->
                                each.name().equals("breaks") && each.state().equals("out")));
        call("212").await(SOON);
        assertThat(why("212"))
                .isEqualTo(
                        "The script breaks had broken down in too many calls and is out of service, so the dialplan took"
                                + " the caller to a person.");
    }

    private void answered(String extension, String words) throws Exception {
        SimulatedChannel channel = call(extension);
        awaitEvent("agent-said");
        ears.understands(words);
        channel.play(InstantVoice.speech(Duration.ofMillis(900)));
        channel.await(SOON);
    }

    private void awaitEvent(String kind) throws Exception {
        assertThat(events.next(kind)).isNotNull();
    }
}
