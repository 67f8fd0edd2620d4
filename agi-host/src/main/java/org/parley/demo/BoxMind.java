package org.parley.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.parley.ai.AgentSpec;
import org.parley.ai.AgentSpec.Intent;
import org.parley.ai.ChatTurn;
import org.parley.ai.LanguageModel;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.ToolResult;
import org.parley.ai.Transcriber;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.sim.provider.Mind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mind behind a stand-in, made of what the box has: its recogniser hears, rules answer, its synthesiser speaks. Any
 * thread may ask it.
 */
final class BoxMind implements Mind {
    private static final Logger log = LoggerFactory.getLogger(BoxMind.class);
    private static final Duration HEARING_MAX = Duration.ofSeconds(10);
    private static final int PIECE = 160;
    private static final Thought NOTHING = new Thought("", "", List.of(), false);

    /** What the agent of the demo knows, as it would be set up at the provider. */
    static final List<Intent> CLINIC = List.of(
            new Intent(
                    "hours",
                    List.of("opening hours", "what are your opening hours", "when are you open"),
                    "We are open from nine to five, Monday to Friday.",
                    false),
            new Intent(
                    "parking",
                    List.of("where do i park", "parking", "where can i park"),
                    "You park behind the house, in any of the places that are marked in blue, for two hours, with the"
                            + " disc that we give you at the desk, and you need not pay for it.",
                    false),
            new Intent(
                    "coming",
                    List.of("i will be there", "i will come", "yes i will come"),
                    "That is good to hear.",
                    false),
            new Intent("bye", List.of("goodbye", "thank you goodbye", "bye"), "Thank you, goodbye.", true));

    private final AgentSpec agent;
    private final SpeechToText ears;
    private final LanguageModel rules;
    private final TextToSpeech mouth;

    /** It owns none of them. */
    BoxMind(List<Intent> knows, SpeechToText ears, LanguageModel rules, TextToSpeech mouth) {
        this.agent = new AgentSpec("", "", Locale.ENGLISH, knows);
        this.ears = ears;
        this.rules = rules;
        this.mouth = mouth;
    }

    @Override
    public Thought answer(short[] said) {
        try {
            String words = heard(said);
            Reply reply = rules.reply(agent, List.of(ChatTurn.caller(words)), _ -> {});
            boolean ends = agent.intents().stream()
                    .anyMatch(intent -> intent.ends() && intent.name().equals(reply.intent()));
            return new Thought(words, reply.text(), List.of(), ends);
        } catch (ProviderException deaf) {
            log.warn("the stand-in did not hear a turn: {}", deaf.getMessage());
            return NOTHING;
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return NOTHING;
        }
    }

    private String heard(short[] said) throws InterruptedException {
        Listening listening = new Listening(Pcm.TELEPHONE_RATE, agent.language(), agent.expected());
        try (Transcriber turn = ears.open(listening, _ -> {})) {
            for (int at = 0; at < said.length; at += PIECE) {
                turn.hear(new Pcm(Arrays.copyOfRange(said, at, Math.min(said.length, at + PIECE)), Pcm.TELEPHONE_RATE));
            }
            return turn.finish(HEARING_MAX).text();
        }
    }

    /** It calls no tools. */
    @Override
    public Thought answer(List<ToolResult> results) {
        return NOTHING;
    }

    @Override
    public short[] speak(String text) {
        List<Pcm> pieces = new ArrayList<>();
        try {
            mouth.speak(text, agent.language(), pieces::add);
        } catch (ProviderException mute) {
            log.warn("the stand-in could not speak: {}", mute.getMessage());
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        short[] all = new short[0];
        for (Pcm piece : pieces) {
            Resampler resampler = new Resampler(piece.rate(), Pcm.TELEPHONE_RATE);
            all = append(all, resampler.process(piece.samples(), piece.samples().length));
            all = append(all, resampler.flush());
        }
        return all;
    }

    private static short[] append(short[] samples, short[] more) {
        short[] all = Arrays.copyOf(samples, samples.length + more.length);
        System.arraycopy(more, 0, all, samples.length, more.length);
        return all;
    }
}
