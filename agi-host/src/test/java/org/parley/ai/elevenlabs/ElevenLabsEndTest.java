package org.parley.ai.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.Ended;
import org.parley.ai.VoiceEvent.Failed;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.elevenlabs.AgentManners.Ending;

/** How talks with an agent of ElevenLabs end and break. */
class ElevenLabsEndTest extends TalkFixture {
    @ParameterizedTest
    @EnumSource(Ending.class)
    void theEndIsTheAgentsHoweverItIsTold(Ending ending) throws Exception {
        manners.ends(ending);
        mind.thinksLast("Bye", "Goodbye then.");
        talk(spec(""));
        line.say(SPEECH);
        Ended ended = log.next(Ended.class);
        assertThat(log.all(AgentSaid.class)).singleElement().matches(said -> !said.cut());
        if (ending == Ending.MAX_DURATION) {
            assertThat(ended.reason()).contains("max_duration_exceeded");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1002, transport_receive_timeout, SLOW",
        "1002, llm_error, NETWORK",
        "1002, safety_violation, CONTENT",
        "1008, override_error: language, SETTINGS",
        "1008, Missing required dynamic variables in first message: {'name'}, SETTINGS",
        "1008, invalid_message, PROTOCOL",
        "1008, Invalid API key, AUTH",
        "1011, '', NETWORK",
        "1011, This request exceeds your quota limit., QUOTA",
        "1008, too_many_concurrent_requests, RATE",
    })
    void aCloseIsNamedByItsCodeAndReason(int code, String reason, Kind kind) throws Exception {
        talk(spec(""));
        provider.sockets().forEach(socket -> socket.close(code, reason));
        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(kind);
    }

    @Test
    void whatItDoesNotKnowIsPassedOverAndWhatIsNoSoundIsNot() throws Exception {
        talk(spec("سلام، چطور می‌توانم کمک کنم؟"));
        assertThat(log.next(AgentSaid.class).heardText()).isEqualTo("سلام، چطور می‌توانم کمک کنم؟");
        FakeSocket socket = provider.sockets().iterator().next();
        socket.sendText("{\"type\":\"from_tomorrow\",\"from_tomorrow_event\":{\"a\":[1,{\"b\":null}]}}");
        socket.sendText("{\"type\":\"vad_score\",\"vad_score_event\":{\"vad_score\":0.5},\"extra\":\"x\"}");
        socket.sendText("{\"type\":\"internal\",\"text\":\"" + "x".repeat(1_200_000) + "\"}");
        socket.sendText("{\"type\":\"user_transcript\",\"user_transcription_event\":{\"user_transcript\":\"باشه\","
                + "\"event_id\":\"7\"}}");
        assertThat(log.next(CallerSaid.class).text()).isEqualTo("باشه");
        socket.sendText("{\"type\":\"audio\",\"audio_event\":{\"audio_base_64\":\"%%%\",\"event_id\":9}}");
        assertThat(log.next(Failed.class).cause().kind()).isEqualTo(Kind.PROTOCOL);
    }
}
