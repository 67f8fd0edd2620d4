package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.ai.AgentSpec;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.CallerSaying;
import org.parley.ai.VoiceSession;

/** The forms that audio and events come in. */
class RealtimeFormsTest extends RealtimeLine {
    private static final AgentSpec QUIET = new AgentSpec("Be kind.", "", Locale.ENGLISH, List.of());

    @ParameterizedTest
    @ValueSource(strings = {"linear", "beta", "noise", "alaw", "linear-both", "semantic"})
    void aTurnIsAnsweredInWhateverFormItComes(String form) throws Exception {
        String[] changes = switch (form) {
            case "alaw" -> new String[] {"realtime.format", "pcma"};
            case "linear-both" -> new String[] {"realtime.format", "pcm"};
            case "semantic" -> new String[] {"realtime.turns", "semantic", "realtime.eagerness", "high"};
            default -> new String[0];
        };
        switch (form) {
            case "linear" -> fake.realtime().answerLinear();
            case "beta" -> fake.realtime().speakBeta();
            case "noise" -> fake.realtime().makeNoise();
            default -> {}
        }
        String answer = "\u0633\u0644\u0627\u0645, then eat.";
        mind.thinks("I am hungry", answer);
        talk(QUIET, changes);
        line.say(SPEECH);

        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.text()).isEqualTo(answer);
        assertThat(said.cut()).isFalse();
        assertThat(line.heard(mind.hertz(answer)).toMillis()).as("of its tone").isGreaterThan(400);
        assertThat(log.next(CallerSaid.class).text()).isEqualTo("I am hungry");
        assertThat(log.all(CallerSaying.class)).containsExactly(new CallerSaying("I am hungry"));
        assertThat(mind.heard().getFirst().length / 8).as("ms heard").isGreaterThan(400);
    }

    @Test
    void audioFlowsAlsoWhenNobodyIsHeard() throws Exception {
        VoiceSession session = open(QUIET);
        session.start(line.speaker()); // and no line to the caller

        await().until(() -> sent("input_audio_buffer.append").stream()
                        .mapToInt(event -> event.path("audio").asText().length() * 3 / 4)
                        .sum()
                > 8000); // a second of it
        assertThat(sent("input_audio_buffer.append")).hasSizeLessThan(20);
    }
}
