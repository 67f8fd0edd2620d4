package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.parley.TalkingHost.flag;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.call.CallEvent;
import org.parley.call.InstantVoice;
import org.parley.sim.CallerLine;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.local.FakePiper;
import org.parley.sim.provider.local.LocalManners;

/** A service that speaks what scripts say is slow, fails, or closes in the middle: the caller hears the backup. */
class BackupIT {
    private static final Duration DEADLINE = Duration.ofMillis(1500);
    private static final String LONG = "Good morning, and welcome. You may leave your order now. It takes a minute.";

    @TempDir
    private Path home;

    /** Knows how long a caller heard nothing. */
    private static final class Silences implements CallerLine.Ear {
        private long sinceNanos; // guarded by this, as all; 0 while it is not listened for
        private long longestNanos;

        @Override
        public synchronized void tick(CallerLine line, short[] samples, int length) {
            boolean sounds = false;
            for (int i = 0; i < length && !sounds; i++) {
                sounds = samples[i] != 0;
            }
            if (sounds && sinceNanos != 0) {
                sinceNanos = System.nanoTime();
            } else if (sinceNanos != 0) {
                longestNanos = Math.max(longestNanos, System.nanoTime() - sinceNanos);
            }
        }

        /** From now on. */
        synchronized void begin() {
            sinceNanos = System.nanoTime();
            longestNanos = 0;
        }

        /** The longest since then. */
        synchronized Duration longest() {
            sinceNanos = 0;
            return Duration.ofNanos(longestNanos);
        }

        @Override
        public void ended() {}
    }

    enum Trouble {
        SLOW,
        FAILS,
        CLOSES;

        void of(FakePiper service, LocalManners manners) {
            switch (this) {
                case SLOW -> manners.work = Duration.ofMinutes(1);
                case FAILS -> manners.nonsense = "<h1>Bad Gateway</h1>";
                case CLOSES -> manners.breaksOff = true;
            }
            assertThat(service.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyWordOfAScriptIsHeardWithinTheDeadline(Trouble trouble) throws Exception {
        LocalManners manners = new LocalManners();
        Silences silences = new Silences();
        try (TalkingHost host = new TalkingHost("openai", home);
                FakePiper piper = new FakePiper(manners, host.mind)) {
            trouble.of(piper, manners);
            host.box.understands("yes");
            host.box.understands("sales");
            host.box.understands("goodbye");
            SimulatedChannel call = host.call(
                    """
                    script('order') {
                        voice 'cascade'
                        backup local()
                        step('one') {
                            say '%s'
                            note 'said'
                            if (ask('Do you agree to that?', yesNo).yes) note 'agreed'
                            menu('For sales say sales.') { option('sales') { note 'chosen' } }
                            def talk = converse {
                                greeting 'How can I help you today?'
                                intent 'bye', phrases: ['goodbye'], answer: 'Goodbye then.', ends: true
                                limit 20.s
                            }
                            finish 'INFO', talk.intent
                        }
                    }
                    """.formatted(LONG),
                    silences,
                    flag("talk.take-over", DEADLINE.toMillis() + "ms"),
                    flag("cascade.questions", "true"),
                    flag("cascade.speaking", "piper"),
                    flag("piper.url", piper.httpUrl()));
            host.awaitEvent("agent-says");
            silences.begin();
            Map<String, Object> left = host.awaitEvent("voice-left").data();
            assertThat(left).containsEntry("voice", "piper");
            CallEvent said = host.awaitEvent("agent-said");
            assertThat(silences.longest()).isLessThan(DEADLINE);
            assertThat(said.data()).containsEntry("text", LONG).containsEntry("interrupted", false);

            assertThat(host.awaitEvent("note").data()).containsEntry("text", "said");
            heard(host, call, silences, "Do you agree to that?");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "agreed");
            heard(host, call, silences, "For sales say sales.");
            assertThat(host.awaitEvent("note").data()).containsEntry("text", "chosen");
            silences.begin();
            untilHeard(host, "How can I help you today?");
            assertThat(silences.longest()).isLessThan(DEADLINE);
            call.play(InstantVoice.speech(Duration.ofMillis(900)));
            untilHeard(host, "Goodbye then.");
            assertThat(host.awaitEvent("ended").data())
                    .containsEntry("reason", "SCRIPT")
                    .containsEntry("status", "INFO");
        }
    }

    private static void heard(TalkingHost host, SimulatedChannel call, Silences silences, String question)
            throws Exception {
        assertThat(host.awaitEvent("agent-says").data()).containsEntry("text", question);
        silences.begin();
        assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", question);
        assertThat(silences.longest()).isLessThan(DEADLINE);
        call.play(InstantVoice.speech(Duration.ofMillis(700)));
    }

    /** The voice that was left may have told as much as was heard of it. */
    private static void untilHeard(TalkingHost host, String text) throws InterruptedException {
        Map<String, Object> said = host.awaitEvent("agent-said").data();
        while (!text.equals(said.get("text")) || !Boolean.FALSE.equals(said.get("interrupted"))) {
            said = host.awaitEvent("agent-said").data();
        }
    }

    @Test
    void theBackupThatTheScriptNamesSpeaksBeforeTheBox() throws Exception {
        LocalManners piperManners = new LocalManners();
        piperManners.nonsense = "<h1>Bad Gateway</h1>";
        try (TalkingHost host = new TalkingHost("openai", home);
                FakePiper piper = new FakePiper(piperManners, host.mind)) {
            SimulatedChannel _ = host.call(
                    """
                    script('order') {
                        backup hume(), cascade(tts: 'openai'), local()
                        step('one') { say 'Your number is four.'; finish 'INFO' }
                    }
                    """,
                    flag("cascade.questions", "true"),
                    flag("cascade.speaking", "piper"),
                    flag("piper.url", piper.httpUrl()));
            assertThat(host.awaitEvent("voice-left").data()).containsEntry("voice", "piper");
            assertThat(host.awaitEvent("agent-said").data()).containsEntry("text", "Your number is four.");
            host.awaitEvent("ended");
            assertThat(host.box.spokenIn()).isEmpty();
            assertThat(host.story().usage())
                    .extracting(used -> List.of(used.provider(), used.unit(), used.amount()))
                    .contains(List.of("openai", "CHARACTERS", (long) "Your number is four.".length()));
        }
    }
}
