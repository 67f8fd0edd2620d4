package org.parley.ai.hume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.ai.VoiceEvent.CallerSaid;
import org.parley.ai.VoiceEvent.CallerSaying;
import org.parley.ai.VoiceEvent.EmotionHeard;
import org.parley.ai.VoiceEvent.LanguageHeard;
import org.parley.audio.Pcm;
import org.parley.audio.TestLine;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.Seen;
import org.parley.sim.provider.hume.HumeManners.Wav;

/** What is said and heard, as EVI sends and wants it. */
class HumeSpeechTest extends HumeTalk {
    private static final String FIRST = "We open at nine.";
    private static final String SHORT = "On Fridays we do not.";
    private static final String SECOND = "On Fridays we close at noon, and on all holidays we do not open at all.";

    @ParameterizedTest
    @EnumSource(
            value = Wav.class,
            names = {"PLAIN", "LIST", "STREAMED"})
    void itsSoundFilesAreReadWithoutTheirHeaders(Wav kind) throws Exception {
        manners.wav = kind;
        talk(spec(FIRST));

        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.heard().toMillis()).isCloseTo(ScriptedMind.length(FIRST) / 8, offset(60L));
        assertThat(line.heard(mind.hertz(FIRST)).toMillis()).isGreaterThan(ScriptedMind.length(FIRST) / 8 * 7L / 10);
    }

    @Test
    void twentySecondsAtOnceArePlayedInTheirTimeAndCutByTheCallersWordsAlone() throws Exception {
        String story = "once upon a time there was a melon ".repeat(14).strip();
        manners.tellsInterruptions = false;
        mind.thinks("Tell me a story", story).thinks("Enough", "");
        talk(spec(""));
        line.say(SPEECH);
        int tone = mind.hertz(story);
        await().until(() -> line.heard(tone).toMillis() > 500);
        assertThat(ScriptedMind.length(story) / 8).isGreaterThan(19_000);
        line.say(SPEECH);

        AgentSaid cut = log.next(AgentSaid.class);
        assertThat(cut.cut()).isTrue();
        assertThat(cut.heard()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(8));
        assertThat(story).startsWith(cut.heardText());
        assertThat((double) cut.heardText().length() / story.length())
                .isCloseTo(cut.heard().toMillis() * 8.0 / ScriptedMind.length(story), offset(0.03));
        log.next(CallerSaid.class, said -> said.text().equals("Enough"));
        await().during(Duration.ofMillis(300))
                .until(() -> line.lastNanos(tone) <= line.clears().getLast());
    }

    @Test
    void sentencesOfOneAnswerAreOneReplyAndCutWithinTheSecond() throws Exception {
        mind.thinks("When do you open?", FIRST + " " + SECOND);
        talk(spec(""));
        line.say(SPEECH);
        await().until(() -> line.heard(mind.hertz(SECOND)).toMillis() > 400);
        line.say(SPEECH);

        AgentSaid cut = log.next(AgentSaid.class);
        assertThat(cut.text()).isEqualTo(FIRST + " " + SECOND);
        assertThat(cut.heardText()).startsWith(FIRST + " On Fridays").doesNotContain("at all");
        assertThat(cut.cut()).isTrue();
    }

    @Test
    void sentencesWithoutAnIdRepeatedSoundAndUnknownMessagesAreTaken() throws Exception {
        manners.namesSentences = false;
        manners.repeats = true;
        mind.thinks("When do you open?", FIRST + " " + SHORT);
        talk(spec(""));
        line.say(SPEECH);

        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.text()).isEqualTo(FIRST + " " + SHORT);
        assertThat(said.heardText()).isEqualTo(said.text());
        assertThat(said.heard().toMillis())
                .as("nothing was played twice")
                .isCloseTo((ScriptedMind.length(FIRST) + ScriptedMind.length(SHORT)) / 8, offset(120L));
    }

    @Test
    void anAnswerWhoseEndIsNotToldIsOverWhenItWasPlayed() throws Exception {
        manners.tellsEnds = false;
        manners.paced = true;
        talk(spec(FIRST));

        AgentSaid said = log.next(AgentSaid.class);
        assertThat(said.heardText()).isEqualTo(FIRST);
        assertThat(said.cut()).isFalse();
    }

    @Test
    void wordsThatAreNotFinalSilenceTooWhenAskedFor() throws Exception {
        manners.tellsInterruptions = false;
        HumeSettings asked = settings();
        talk(
                new HumeSettings(
                        asked.url(),
                        asked.key(),
                        asked.config(),
                        3,
                        "voice-1",
                        true,
                        true,
                        true,
                        asked.begin(),
                        asked.replyPause()),
                spec(SECOND));
        await().until(() -> line.heard(mind.hertz(SECOND)).toMillis() > 300);
        line.say(Duration.ofSeconds(2));

        assertThat(log.next(CallerSaying.class).text()).isEqualTo("Well");
        assertThat(log.next(AgentSaid.class).cut()).isTrue();
        assertThat(log.all(CallerSaid.class)).isEmpty();
        assertThat(seen("\"voice_id\":\"voice-1\"")).isTrue();
    }

    @Test
    void emotionAndLanguageAreHeardWithTheWords() throws Exception {
        mind.thinks("Oh!", "").thinks("Oh, no!", "");
        talk(spec(""));
        line.say(SPEECH);

        assertThat(log.next(EmotionHeard.class).scores())
                .hasSize(48)
                .containsEntry("Surprise (positive)", 0.8)
                .containsKey("Aesthetic Appreciation");
        line.say(SPEECH);
        log.next(CallerSaid.class, said -> said.text().equals("Oh, no!"));
        assertThat(log.all(LanguageHeard.class)).containsExactly(new LanguageHeard(Locale.ENGLISH));
    }

    @Test
    void theTimesOfTheCallersSpeechAreThoseOfTheLine() throws Exception {
        mind.thinks("Hello", "");
        talk(spec(""));
        await().until(() -> sent("audio_input").size() > 20);
        line.say(SPEECH);

        CallerSaid said = log.next(CallerSaid.class);
        assertThat((said.times().startNanos() - line.spokeNanos()) / 1_000_000).isBetween(-150L, 250L);
        assertThat((said.times().endNanos() - said.times().startNanos()) / 1_000_000)
                .isBetween(300L, 900L);
    }

    @Test
    void silenceIsSentWhenNobodyIsHeardAndNothingFasterThanItIsSpoken() throws Exception {
        open(settings(), spec(""));
        await().until(() -> sent("audio_input").size() >= 60);
        List<Seen> before = sent("audio_input");
        long millis = (before.get(59).nanos() - before.getFirst().nanos()) / 1_000_000;
        assertThat(millis).as("for 59 frames of silence").isBetween(900L, 2500L);

        Pcm second = new Pcm(TestLine.speech(Duration.ofSeconds(1)), Pcm.TELEPHONE_RATE);
        for (int i = 0; i < 20; i++) {
            session().hear(new Pcm(Arrays.copyOf(second.samples(), 160), Pcm.TELEPHONE_RATE));
        }
        session().hear(second);
        await().during(Duration.ofMillis(500))
                .until(() -> provider().violations().isEmpty());
    }

    @Test
    void whatTheConfigurationSaysBeforeTheCallHasAudioIsHeardWhenItHas() throws Exception {
        manners.greeting = FIRST;
        open(settings(), spec(""));
        await().until(() -> sent("audio_input").size() >= 20);
        assertThat(line.heard(mind.hertz(FIRST))).isZero();
        session().start(line.speaker());

        assertThat(log.next(AgentSaid.class).heardText()).isEqualTo(FIRST);
        assertThat(line.heard(mind.hertz(FIRST))).isPositive();
    }

    @Test
    void factsThatComeLaterStandBesideThoseBefore() throws Exception {
        talk(spec(""));
        session().inform("The shop closes at nine");
        session().inform("It rains");
        await().until(() -> seen("\"context\"", "closes at nine\\nIt rains", "persistent"));
        session().say("Take an umbrella.");
        assertThat(log.next(AgentSaid.class).text()).isEqualTo("Take an umbrella.");
    }
}
