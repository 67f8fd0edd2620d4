package org.parley.ai.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Usage;
import org.parley.audio.Pcm;

/** What a caller hears of a text when the synthesiser that was to speak it is late, fails, or stops in the middle. */
@Timeout(20)
class SpeechChainTest {
    private static final Duration PATIENCE = Duration.ofMillis(900);
    private static final String TEXT = "Good morning. Your plan costs nine dollars. Do you want it?";

    private final Voice service = new Voice("service");
    private final Voice box = new Voice("box");
    private final SpeechRests rests = new SpeechRests(Duration.ofMinutes(1));
    private final Heard heard = new Heard();

    /** Speaks 60 ms a character, as far as it is to. */
    private static final class Voice implements TextToSpeech {
        private final String name;
        private final List<String> asked = new ArrayList<>();
        private int chars = Integer.MAX_VALUE; // after so many it is in trouble
        private boolean hangs;
        private boolean marks;
        private Kind kind = Kind.NETWORK;
        private String speaksOnly = "";

        Voice(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean speaks(Locale language) {
            return speaksOnly.isEmpty() || speaksOnly.equals(language.getLanguage());
        }

        @Override
        public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
            asked.add(text);
            sink.used(new Usage(name, Usage.Unit.CHARACTERS, text.length()));
            int spoken = Math.min(chars, text.length());
            if (spoken > 0 && !sink.audio(Pcm.silence(Duration.ofMillis(60L * spoken), Pcm.TELEPHONE_RATE))) {
                return;
            }
            if (marks) {
                sink.mark(spoken, Duration.ofMillis(60L * spoken));
            }
            if (chars < text.length()) {
                if (hangs) {
                    new CountDownLatch(1).await();
                }
                throw new ProviderException(name, kind, "Expected to go on", null);
            }
        }

        @Override
        public void close() {}
    }

    /** What reaches the caller. */
    private static final class Heard implements SpeechSink {
        private Duration length = Duration.ZERO;
        private final List<String> left = new ArrayList<>();
        private final List<String> used = new ArrayList<>();
        private int lastMark;
        private boolean cut;

        @Override
        public boolean audio(Pcm piece) {
            length = length.plus(piece.duration());
            return !cut;
        }

        @Override
        public void mark(int chars, Duration at) {
            lastMark = chars;
        }

        @Override
        public void used(Usage usage) {
            used.add(usage.provider() + " " + usage.amount());
        }

        @Override
        public void left(String voice, ProviderException cause) {
            left.add(voice + " " + cause.kind());
        }
    }

    private void speak() throws InterruptedException {
        new SpeechChain(List.of(service, box), rests, PATIENCE).speak(TEXT, Locale.US, heard);
    }

    @Test
    void theFirstSpeaksAllWhenItCan() throws Exception {
        speak();
        assertThat(service.asked).containsExactly(TEXT);
        assertThat(box.asked).isEmpty();
        assertThat(heard.left).isEmpty();
        assertThat(heard.used).containsExactly("service " + TEXT.length());
    }

    @Test
    void oneThatFailsAtOnceIsReplacedAtOnce() throws Exception {
        service.chars = 0;
        long began = System.nanoTime();
        speak();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE.dividedBy(2));
        assertThat(box.asked).containsExactly(TEXT);
        assertThat(heard.left).containsExactly("service NETWORK");
        assertThat(heard.used).containsExactly("service " + TEXT.length(), "box " + TEXT.length());
    }

    @Test
    void oneThatIsLateIsReplacedWithinTheDeadline() throws Exception {
        service.chars = 0;
        service.hangs = true;
        long began = System.nanoTime();
        speak();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(PATIENCE.dividedBy(2), PATIENCE);
        assertThat(box.asked).containsExactly(TEXT);
        assertThat(heard.left).containsExactly("service SLOW");
    }

    @Test
    void whatWasCutInTheMiddleIsSaidAgainFromTheBeginningOfItsClause() throws Exception {
        service.chars = "Good morning. Your plan costs".length();
        speak();
        assertThat(box.asked).containsExactly("Your plan costs nine dollars. Do you want it?");
        assertThat(heard.left).containsExactly("service NETWORK");
    }

    @Test
    void whereTheSynthesiserTellsHowFarItHasComeNothingIsSaidTwice() throws Exception {
        service.chars = "Good morning. Your plan co".length();
        service.marks = true;
        box.marks = true;
        speak();
        assertThat(box.asked).containsExactly("costs nine dollars. Do you want it?");
        assertThat(heard.lastMark).isEqualTo(TEXT.length());
    }

    @Test
    void oneThatFallsSilentInTheMiddleIsReplacedOnceTheCallerHearsNothing() throws Exception {
        service.chars = "Good morning. ".length();
        service.marks = true;
        service.hangs = true;
        long began = System.nanoTime();
        speak();
        Duration heardOut = Duration.ofMillis(60L * service.chars);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(heardOut.plus(PATIENCE.dividedBy(3)), heardOut.plus(PATIENCE));
        assertThat(box.asked).containsExactly("Your plan costs nine dollars. Do you want it?");
    }

    @Test
    void aFailureBehindTheLastWordIsNone() throws Exception {
        service.chars = TEXT.length() - 1;
        service.marks = true;
        box.marks = true;
        speak();
        assertThat(box.asked).containsExactly("it?");
    }

    @Test
    void aCallerWhoInterruptsEndsItWithoutABackup() throws Exception {
        heard.cut = true;
        speak();
        assertThat(box.asked).isEmpty();
        assertThat(heard.left).isEmpty();
    }

    @Test
    void oneThatFailedThreeTimesInARowIsNotWaitedForAndOneThatSpeaksBeginsAnew() throws Exception {
        service.chars = 0;
        speak();
        speak();
        service.chars = Integer.MAX_VALUE;
        speak();
        service.chars = 0;
        speak();
        speak();
        speak();
        assertThat(service.asked).hasSize(6);
        speak();
        assertThat(service.asked).hasSize(6);
        assertThat(box.asked).hasSize(6);
        assertThat(heard.left).hasSize(6);
    }

    @Test
    void oneWhoseKeyIsRefusedIsNotAskedAgain() throws Exception {
        service.chars = 0;
        service.kind = Kind.AUTH;
        speak();
        speak();
        assertThat(service.asked).hasSize(1);
        assertThat(box.asked).hasSize(2);
    }

    @Test
    void onlyThoseThatSpeakTheLanguageAreAskedAndWhenNoneIsLeftTheFailureIsTold() throws Exception {
        box.speaksOnly = "ar";
        speak();
        assertThat(heard.left).isEmpty();
        service.chars = 0;
        assertThatThrownBy(this::speak)
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("service: Expected to go on");
        assertThat(box.asked).isEmpty();
    }
}
