package org.parley.ai.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.ai.AgentSpec;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.CallerSaying;
import org.parley.ai.VoiceEvent.Failed;
import org.parley.ai.VoiceSession;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.elevenlabs.FakeElevenLabs;

/** How talks with an agent of ElevenLabs begin, and what is said besides. */
class ElevenLabsTalkTest extends TalkFixture {
    @ParameterizedTest
    @CsvSource({"pcm_8000, ulaw_8000", "ulaw_8000, pcm_8000", "pcm_24000, pcm_44100", "pcm_48000, pcm_22050"})
    void soundIsBroughtToTheFormatsThatTheAgentHas(String hears, String speaks) throws Exception {
        manners.sound(hears, speaks);
        mind.thinks("Hello", "Yes, hello.");
        talk(spec("Good morning."));
        assertThat(log.next(AgentSaid.class).heardText()).isEqualTo("Good morning.");
        line.say(SPEECH);

        assertThat(log.next(CallerSaid.class).text()).isEqualTo("Hello");
        assertThat(log.next(CallerSaying.class).text()).isEqualTo("He");
        assertThat(log.next(AgentSaid.class, said -> said.text().equals("Yes, hello."))
                        .cut())
                .isFalse();
        assertThat(line.heard(mind.hertz("Yes, hello.")).toMillis()).isGreaterThan(300);
    }

    @Test
    void aFormatThatNoTelephoneKnowsIsASetting() {
        manners.sound("pcm_16000", "mp3_44100");
        assertRefused(Kind.SETTINGS, "mp3_44100");
    }

    @Test
    void eachTalkHasItsOwnAddress() throws Exception {
        manners.oneTalkPerAddress();
        try (VoiceSession first = open(spec(""));
                VoiceSession second = open(spec(""))) {
            assertThat(first).isNotSameAs(second);
            assertThat(provider.sockets()).hasSize(2);
        }
    }

    @Test
    void anAddressThatIsOldIsRefusedAndNotTold() {
        provider.troubleNext(new MockResponse.Builder()
                .body("{\"signed_url\":\"" + provider.socketUrl() + "/v1/convai/conversation?agent_id="
                        + FakeElevenLabs.AGENT + "&conversation_signature=cvtkn_old-and-secret\"}")
                .build());
        assertRefused(Kind.AUTH, "not valid any more");
    }

    @Test
    void anAnswerWithoutAnAddressBreaksTheProtocol() {
        provider.troubleNext(new MockResponse.Builder().body("{}").build());
        assertRefused(Kind.PROTOCOL, "signed_url");
    }

    @Test
    void aPublicAgentNeedsNoKeyAndAPrivateOneDoes() throws Exception {
        isPublic = true;
        assertRefused(Kind.AUTH, "requires authentication");
        manners.openToAll();
        open(spec("")).close();
    }

    @ParameterizedTest
    @CsvSource({"first_message", "prompt", "language"})
    void anOverrideThatIsNotAllowedIsASetting(String override) {
        manners.refuses(false, override);
        assertRefused(Kind.SETTINGS, override);
    }

    @Test
    void anOverrideMayBeRefusedWhenTheTalkHasBegun() throws Exception {
        manners.refuses(true, "language");
        try {
            talk(spec("Hello."));
            assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.SETTINGS);
        } catch (ProviderException atOnce) {
            assertThat(atOnce.kind()).isEqualTo(Kind.SETTINGS);
        }
    }

    @Test
    void theGreetingThatComesBeforeTheCallHasAudioIsHeardWhole() throws Exception {
        VoiceSession opened = open(spec("Good evening, and welcome."));
        await().until(() -> provider.seen().stream()
                        .filter(seen -> seen.text().contains("pong"))
                        .count()
                > 1);
        opened.start(line.speaker());
        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.heardText()).isEqualTo("Good evening, and welcome.");
        assertThat(said.heard().toMillis()).isGreaterThan(1000);
    }

    @Test
    void silenceIsSentWhileNobodyHears() throws Exception {
        manners.hangsUpAfter(Duration.ofSeconds(1));
        open(spec(""));
        await().during(Duration.ofSeconds(2)).until(() -> log.all(Failed.class).isEmpty());
        assertThat(provider.sockets()).allMatch(FakeSocket::isOpen);
    }

    @Test
    void itSaysWhatItIsToldToAsWellAsItCan() throws Exception {
        talk(spec(""));
        session().say("The shop is closed.");
        assertThat(log.next(AgentSaid.class).text()).isEqualTo("The shop is closed.");
    }

    @Test
    void factsOfCallersNameNoVariables() throws Exception {
        open(new AgentSpec(
                "Be kind.",
                "",
                Locale.ENGLISH,
                List.of(),
                List.of(),
                Map.of("name", "{{secret}}", "system__time", "never", "secret__pin", "4711"),
                List.of()));
        String first = provider.seen().getFirst().text();
        assertThat(first)
                .contains("\"secret__pin\":\"4711\"")
                .doesNotContain("\"system__time\"", "- secret__pin", "- name: {{");
    }

    private void assertRefused(Kind kind, String words) {
        assertThatThrownBy(() -> open(spec("Hello.")))
                .asInstanceOf(type(ProviderException.class))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind))
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining(words)
                        .hasMessageNotContaining("cvtkn_")
                        .hasMessageNotContaining(FakeElevenLabs.KEY));
    }
}
