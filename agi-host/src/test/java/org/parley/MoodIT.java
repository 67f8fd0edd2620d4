package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.Shows.Where;
import org.parley.audio.Pcm;
import org.parley.call.CallEvent;
import org.parley.call.InstantVoice;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.FakeSocket;

/** A script is told how the caller sounds, beside the talk, and steers by it. */
class MoodIT {
    @TempDir
    private Path home;

    private static String script(String voice, String handler) {
        return """
                def end = converse {
                    voice '%s'
                    greeting 'Hello.'
                    mood { m ->
                        %s
                    }
                    limit 1.min
                }
                note "ended by ${end.reason} ${end.intent}"
                """.formatted(voice, handler);
    }

    private static Pcm speech(double gain) {
        short[] samples = InstantVoice.speech(Duration.ofMillis(900)).samples();
        short[] scaled = Arrays.copyOf(samples, samples.length);
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (short) (gain * scaled[i]);
        }
        return new Pcm(scaled, Pcm.TELEPHONE_RATE);
    }

    @Test
    @Shows(
            on = Where.AUDIOSOCKET,
            verbs = {"converse.mood", "converse.finish"})
    void aHandlerGetsTheScoresOfAVoiceThatHearsEmotionAndEndsTheTalk() throws Exception {
        try (TalkingHost host = new TalkingHost("hume", home)) {
            host.mind.thinks("I am very surprised", "Are you?");
            SimulatedChannel call = host.call(script("hume", """
                    note "${m.words}: ${m.score('Surprise (positive)')} of ${m.scores.size()}"
                            dispose 'UPSET'
                            if (m.score('Surprise (positive)') > 0.5) finish 'upset'
                    """));
            host.awaitEvent("agent-said");
            call.play(speech(1));
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "I am very surprised: 0.8 of 48");
            assertThat(host.awaitEvent("finish").data()).containsEntry("intent", "upset");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "ended by SCRIPT upset");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "UPSET");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @Test
    void anEmotionIsARuleOfAnytime() throws Exception {
        try (TalkingHost host = new TalkingHost("hume", home)) {
            host.mind.thinks("I am very surprised", "Are you?");
            SimulatedChannel call = host.call("""
                    script('desk') {
                        voice 'hume'
                        persona 'Sam.'
                        anytime {
                            on(emotion: 'anger', over: 0.6) { finish 'ANGRY' }
                            on(emotion: 'surprise (positive)') { say 'You are surprised.'; finish 'GLAD' }
                        }
                        step('talk') { converse { greeting 'Hello.'; limit 1.min } }
                    }
                    """);
            host.awaitEvent("agent-said");
            call.play(speech(1));
            assertThat(host.awaitEvent("anytime").data()).containsEntry("rule", "on emotion surprise (positive)");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "You are surprised.");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "GLAD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "script('desk') { anytime { upset() { finish 'NO' } }\nstep('talk') { %s } }"})
    @Shows(on = Where.AUDIOSOCKET, verbs = "converse.on")
    void anEmotionIsARuleOfTheTalkItself(String place) throws Exception {
        try (TalkingHost host = new TalkingHost("hume", home)) {
            host.mind.thinks("I am very surprised", "Are you?");
            SimulatedChannel call = host.call(place.formatted("""
                    converse {
                        voice 'hume'
                        greeting 'Hello.'
                        on(emotion: 'surprise (positive)', over: 0.5) { say 'You are surprised.'; finish 'GLAD' }
                        on(emotion: 'anger') { finish 'ANGRY' }
                        limit 1.min
                    }
                    """));
            host.awaitEvent("agent-said");
            call.play(speech(1));
            assertThat(host.awaitEvent("anytime").data()).containsEntry("rule", "on emotion surprise (positive)");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "You are surprised.");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "GLAD");
        }
    }

    @Test
    void aVoiceThatIsLostIsARuleOfTheTalkItself() throws Exception {
        try (TalkingHost host = new TalkingHost("elevenlabs", home)) {
            SimulatedChannel _ = host.call("""
                    converse {
                        voice 'elevenlabs'
                        backup local()
                        greeting 'Hello.'
                        on('voice-lost') { say 'I connect you.'; finish 'LOST' }
                        limit 1.min
                    }
                    """);
            host.awaitEvent("agent-said");
            host.provider.sockets().forEach(FakeSocket::reset);
            assertThat(host.awaitEvent("anytime").data()).containsEntry("rule", "on voice-lost");
            assertThat(host.awaitEvent("ended").data()).containsEntry("status", "LOST");
        }
    }

    @ParameterizedTest
    @FieldSource("org.parley.TalkingHost#VOICES")
    void everyVoiceTellsHowLoudATurnWasAgainstThoseBefore(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            SimulatedChannel call =
                    host.call(script(voice, "note \"${m.words} ${m.loudness > 6 ? 'loud' : 'usual'}\""));
            host.awaitEvent("agent-said");
            assertThat(turn(host, call, "first", 0.3)).isEqualTo("first usual");
            assertThat(turn(host, call, "second", 0.3)).isEqualTo("second usual");
            assertThat(turn(host, call, "third", 1)).isEqualTo("third loud");
            call.hangUp();
            host.awaitEvent("ended");
        }
    }

    private static String turn(TalkingHost host, SimulatedChannel call, String words, double gain) throws Exception {
        host.box.understands(words);
        host.mind.thinks(words, "Yes.");
        call.play(speech(gain));
        CallEvent mood = host.awaitEvent("mood");
        assertThat((Long) mood.data().get("speechMs")).isBetween(600L, 1000L);
        assertThat((Double) mood.data().get("rate")).isPositive();
        String note = String.valueOf(host.awaitEvent("note").data().get("text"));
        host.awaitEvent("agent-said");
        return note;
    }

    @ParameterizedTest
    @ValueSource(strings = {"elevenlabs", "hume", "openai"})
    @Shows(on = Where.AUDIOSOCKET, verbs = "converse.instruct")
    void whatAHandlerInstructsReachesTheProviderAndIsNotSpoken(String voice) throws Exception {
        try (TalkingHost host = new TalkingHost(voice, home)) {
            host.mind.thinks("That took long", "Yes.");
            SimulatedChannel call = host.call(script(voice, "instruct 'Be brief, he is upset.'"));
            host.awaitEvent("agent-said");
            call.play(speech(1));
            assertThat(host.awaitEvent("instruct").data()).containsEntry("taken", true);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> host.provider.seen().stream()
                            .anyMatch(seen -> seen.text().contains("Be brief, he is upset.")));
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Yes.");
            call.hangUp();
            host.awaitEvent("ended");
            assertThat(host.provider.violations()).isEmpty();
        }
    }

    @Test
    void aHandlerThatBreaksIsWrittenDownAndTheTalkGoesOn() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            SimulatedChannel call = host.call(script(
                    "cascade", "if (m.words == 'first') [].first()\n        if (m.words == 'second') say 'Hm.'"));
            host.awaitEvent("agent-said");
            for (String words : new String[] {"first", "second"}) {
                host.box.understands(words);
                host.mind.thinks(words, "Yes.");
                call.play(speech(1));
                assertThat(host.awaitEvent("handler-failed").data()).containsEntry("name", "mood");
                host.awaitEvent("agent-said");
            }
            call.hangUp();
            assertThat(host.awaitEvent("ended").data()).containsEntry("reason", "CALLER");
        }
    }

    @Test
    void theAnswerToAQuestionHasAMoodToo() throws Exception {
        try (TalkingHost host = new TalkingHost("cascade", home)) {
            SimulatedChannel call = host.call("""
                    def first = ask 'One?'
                    def second = ask 'Two?'
                    note "${first.mood.loudness} ${second.mood.loudness > 6} ${second.mood.words}"
                    """);
            for (double gain : new double[] {0.3, 1}) {
                host.awaitEvent("agent-said");
                host.box.understands("well");
                call.play(speech(gain));
                host.awaitEvent("mood");
            }
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "0.0 true well");
            host.awaitEvent("ended");
        }
    }
}
