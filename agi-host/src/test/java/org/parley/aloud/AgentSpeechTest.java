package org.parley.aloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.aloud.AgentSpeech.Sentence;

class AgentSpeechTest {

    @Test
    void aPlaceInASentenceIsAsFarAsItsShareOfTheSound() {
        List<String> told = new ArrayList<>();
        AgentSpeech agent = new AgentSpeech(sentence -> told.add(sentence.text()));

        Sentence sentence = agent.begins("1234567890");
        agent.sounds(sentence, Duration.ofMillis(400));
        agent.sounds(sentence, Duration.ofMillis(600));

        assertThat(told).containsExactly("1234567890");
        assertThat(sentence.millisTo(3)).isEqualTo(300);
        assertThat(agent.heard("1234567890", 300)).isEqualTo("123");
        assertThat(agent.heard("1234567890", 5000)).isEqualTo("1234567890");
    }

    @Test
    void whatWasNotSynthesisedInOneGoIsCutByThePaceOfTheVoice() {
        AgentSpeech agent = new AgentSpeech(_ -> {});
        assertThat(agent.heard("x".repeat(100), 650)).as("the usual pace").hasSize(10);

        agent.sounds(agent.begins("12345."), Duration.ofMillis(600));
        agent.sounds(agent.begins("67890."), Duration.ofMillis(600));

        assertThat(agent.heard("12345. 67890.", 700)).isEqualTo("12345. ");
    }
}
