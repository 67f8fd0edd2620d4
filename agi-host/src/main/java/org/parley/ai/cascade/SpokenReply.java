package org.parley.ai.cascade;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.parley.ai.ChatTurn;
import org.parley.ai.ProviderException;
import org.parley.ai.TextToSpeech;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.audio.Utterance.State;

/** What the agent says in one turn, sentence by sentence: the next is made while the caller hears the one before. */
final class SpokenReply {
    private final TextToSpeech synthesiser;
    private final Speaker speaker;
    private final BiConsumer<String, ProviderException> left;
    private final List<SpokenSentence> sentences = new CopyOnWriteArrayList<>();
    private volatile long firstTokenNanos;

    /** {@code left} is told of a synthesiser that could not speak. */
    SpokenReply(TextToSpeech synthesiser, Speaker speaker, BiConsumer<String, ProviderException> left) {
        this.left = left;
        this.synthesiser = synthesiser;
        this.speaker = speaker;
    }

    /** The model has begun to write. */
    void wrote() {
        if (firstTokenNanos == 0) {
            firstTokenNanos = System.nanoTime();
        }
    }

    /** Makes a sentence behind those before it; none after the caller has interrupted. */
    void say(String text, Locale language) throws InterruptedException {
        if (isCut()) {
            return;
        }
        Utterance utterance = speaker.utterance();
        SpokenSentence sentence = new SpokenSentence(text, utterance, left);
        sentences.add(sentence);
        try {
            synthesiser.speak(text, language, sentence);
        } finally {
            utterance.finish();
        }
    }

    /** A word while the model is slow; it is no part of the answer. */
    void filler(String text, Locale language) throws InterruptedException {
        Utterance utterance = speaker.utterance();
        try {
            synthesiser.speak(text, language, utterance::write);
        } finally {
            utterance.finish();
        }
    }

    /** True when the caller has interrupted it. */
    boolean isCut() {
        return sentences.stream().anyMatch(sentence -> sentence.utterance().state() == State.CUT);
    }

    /** True when the caller has heard something of it. */
    boolean isHeard() {
        return sentences.stream().anyMatch(sentence -> sentence.utterance().firstFrameNanos() != 0);
    }

    boolean isEmpty() {
        return sentences.isEmpty();
    }

    /** Waits until all of it was heard or cut. */
    AgentSaid heardOut() throws InterruptedException {
        for (SpokenSentence sentence : sentences) {
            sentence.utterance().await(speaker.queueMax());
        }
        return soFar();
    }

    /** What of it was heard by now. */
    AgentSaid soFar() {
        StringBuilder whole = new StringBuilder();
        StringBuilder heard = new StringBuilder();
        Duration length = Duration.ZERO;
        long firstAudio = 0;
        long firstFrame = 0;
        boolean cut = false;
        for (SpokenSentence sentence : sentences) {
            append(whole, sentence.text());
            append(heard, sentence.heardText());
            length = length.plus(sentence.utterance().heard());
            firstAudio = firstAudio == 0 ? sentence.firstAudioNanos() : firstAudio;
            firstFrame = firstFrame == 0 ? sentence.utterance().firstFrameNanos() : firstFrame;
            cut |= sentence.utterance().state() != State.PLAYED;
        }
        return new AgentSaid(
                whole.toString(),
                heard.toString(),
                new AgentSaid.ReplyTimes(firstTokenNanos, firstAudio, firstFrame),
                length,
                cut);
    }

    /** The turn as the model is to remember it: as much as was heard. */
    static ChatTurn remembered(AgentSaid said) {
        return ChatTurn.agent(said.cut() ? (said.heardText() + " …").strip() : said.text());
    }

    private static void append(StringBuilder text, String sentence) {
        if (!sentence.isEmpty()) {
            text.append(text.isEmpty() ? "" : " ").append(sentence);
        }
    }
}
