package org.parley.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.parley.ai.AgentSpec;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.Failed;
import org.parley.ai.VoiceSession;

/** Turns in realtime as OpenAI takes them: interruption, truncation, words to be said. */
class RealtimeTurnsTest extends RealtimeLine {
    private static final AgentSpec QUIET = new AgentSpec("Be kind.", "", Locale.ENGLISH, List.of());

    @Test
    void whatTheCallerHasHeardIsToldInMillisecondsAndLateAudioIsRefused() throws Exception {
        fake.realtime().pace(Duration.ofMillis(120)); // still being made when it is cut
        mind.thinks("What is there?", LONG).thinks("Stop", "Sorry.");
        talk(QUIET);
        line.say(SPEECH);
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 500);
        line.say(SPEECH);

        AgentSaid cut = log.next(AgentSaid.class, AgentSaid::cut);
        await().until(() -> sent("conversation.item.truncate").size() == 1);
        JsonNode truncate = sent("conversation.item.truncate").getFirst();
        assertThat(truncate.path("audio_end_ms").asLong()).isEqualTo(cut.heard().toMillis());
        assertThat(truncate.path("content_index").asInt()).isZero();
        assertThat(sent("response.cancel")).as("the server cancels by itself").isEmpty();
        assertThat(log.next(AgentSaid.class, said -> said.text().equals("Sorry."))
                        .cut())
                .isFalse();
    }

    @Test
    void anAnswerOfWhichNothingWasHeardIsDeleted() throws Exception {
        mind.thinks("What is there?", LONG).thinks("Stop", "Sorry.");
        talk(QUIET);
        line.speaker().pause();
        line.say(SPEECH);
        await().until(() -> line.speaker().isSpeaking());
        line.say(SPEECH);

        AgentSaid cut = log.next(AgentSaid.class, AgentSaid::cut);
        assertThat(cut.heardText()).isEmpty();
        assertThat(cut.heard()).isZero();
        await().until(() -> sent("conversation.item.delete").size() == 1);
        assertThat(sent("conversation.item.truncate")).isEmpty();
        assertThat(log.next(AgentSaid.class, said -> said.text().equals("Sorry."))
                        .cut())
                .isFalse();
    }

    @Test
    void anAnswerThatIsInterruptedBeforeItsFirstSoundIsNeverHeard() throws Exception {
        fake.realtime().think(Duration.ofMillis(1500));
        mind.thinks("What is there?", LONG).thinks("Stop", "Sorry.");
        talk(QUIET);
        line.say(SPEECH);
        await().until(() -> mind.heard().size() == 1);
        line.say(SPEECH);

        await().until(() -> sent("conversation.item.delete").size() == 1);
        assertThat(line.heard(mind.hertz(LONG))).isZero();
        assertThat(log.all(AgentSaid.class)).isEmpty();
    }

    @Test
    void whenTheCallItselfFallsSilentTheServerIsTold() throws Exception {
        fake.realtime().pace(Duration.ofMillis(150));
        talk(new AgentSpec("Be kind.", LONG, Locale.ENGLISH, List.of()));
        await().until(() -> line.heard(mind.hertz(LONG)).toMillis() > 300);
        line.speaker().clear();

        AgentSaid cut = log.next(AgentSaid.class);
        assertThat(cut.cut()).isTrue();
        await().until(() -> sent("response.cancel").size() == 1
                && sent("conversation.item.truncate").size() == 1);
        assertThat(sent("conversation.item.truncate")
                        .getFirst()
                        .path("audio_end_ms")
                        .asLong())
                .isEqualTo(cut.heard().toMillis());
    }

    @Test
    void withoutInterruptionTheAgentSpeaksOn() throws Exception {
        talk(
                new AgentSpec("Be kind.", "Please listen to the end.", Locale.ENGLISH, List.of()),
                "realtime.interrupts",
                "false");
        await().until(() -> line.heard(mind.hertz("Please listen to the end.")).toMillis() > 100);
        line.say(Duration.ofMillis(300));

        assertThat(log.next(AgentSaid.class).cut()).isFalse();
        assertThat(line.clears()).isEmpty();
    }

    @Test
    void whatIsSaidStandsBehindWhatIsSpoken() throws Exception {
        VoiceSession session = talk(new AgentSpec("Be kind.", "Good morning to you.", Locale.ENGLISH, List.of()));
        session.say("One thing\n more.");
        session.say("And another.");

        AgentSaid third = log.next(AgentSaid.class, said -> said.text().equals("And another."));
        assertThat(log.all(AgentSaid.class))
                .extracting(AgentSaid::heardText)
                .containsExactly("Good morning to you.", "One thing more.", third.text());
        assertThat(log.all(Failed.class)).isEmpty();
    }
}
