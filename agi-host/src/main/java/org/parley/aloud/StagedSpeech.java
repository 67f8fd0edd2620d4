package org.parley.aloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.Rehearsal;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.Interim;
import org.parley.ai.LanguageModel;
import org.parley.ai.Languages;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.ai.SpeechSink;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Transcriber;
import org.parley.aloud.AgentSpeech.Sentence;

/**
 * The box's voice in a call of the moment: its recogniser, which must be told what it may hear, is told the caller's
 * own words where any may be said, its synthesiser's words are noted, and the call's own model answers.
 */
final class StagedSpeech implements Rehearsal.Speech {
    private volatile Cast cast = new Cast(List.of(), new AgentSpeech(_ -> {}));
    private volatile @Nullable LanguageModel model; // null before the first call
    private volatile @Nullable ProviderException failed; // what the model has failed with in this call

    /**
     * Who is in the call.
     *
     * @param words the caller's, as far as they are known
     */
    record Cast(List<String> words, AgentSpeech agent) {
        Cast {
            words = words.stream()
                    .filter(said -> Languages.mayWrite(Locale.ENGLISH, said))
                    .filter(said -> said.chars().noneMatch(Character::isDigit))
                    .toList();
        }
    }

    void next(Cast now, LanguageModel answers) {
        cast = now;
        failed = null;
        model = answers;
    }

    @Override
    public SpeechToText questions(SpeechToText box) {
        return new Told(box, listening -> {
            List<String> words = cast.words();
            boolean any = listening.expected() instanceof Listening.Anything && !words.isEmpty();
            return any ? words : List.of();
        });
    }

    @Override
    public SpeechToText talks(SpeechToText box) {
        return new Told(box, listening -> {
            List<String> all = new ArrayList<>();
            List<String> words = cast.words();
            if (!words.isEmpty() && listening.expected() instanceof Listening.Phrases(List<String> phrases)) {
                all.addAll(phrases);
                all.addAll(words);
            }
            return all;
        });
    }

    /** What a recogniser listens for instead; nothing for what it was told. */
    private interface Instead {
        List<String> of(Listening listening);
    }

    private record Told(SpeechToText box, Instead instead) implements SpeechToText {
        @Override
        public String name() {
            return box.name();
        }

        @Override
        public boolean hears(Locale language) {
            return box.hears(language);
        }

        @Override
        public Transcriber open(Listening listening, Consumer<Interim> interim) throws InterruptedException {
            List<String> phrases = instead.of(listening);
            return box.open(
                    phrases.isEmpty()
                            ? listening
                            : new Listening(listening.rate(), listening.language(), new Listening.Phrases(phrases)),
                    interim);
        }

        @Override
        public void close() {
            // the host closes the box's
        }
    }

    @Override
    public TextToSpeech speaking(TextToSpeech box) {
        return new TextToSpeech() {
            @Override
            public String name() {
                return box.name();
            }

            @Override
            public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
                AgentSpeech agent = cast.agent();
                Sentence sentence = agent.begins(text);
                box.speak(text, language, piece -> {
                    agent.sounds(sentence, piece.duration());
                    return sink.audio(piece);
                });
            }

            @Override
            public boolean speaks(Locale language) {
                return box.speaks(language);
            }

            @Override
            public void close() {
                // the host closes the box's
            }
        };
    }

    @Override
    public LanguageModel model() {
        return new LanguageModel() {
            @Override
            public String name() {
                return "the test's";
            }

            @Override
            public Reply reply(AgentSpec spec, List<ChatTurn> history, Consumer<String> text)
                    throws InterruptedException {
                ProviderException before = failed;
                if (before != null) {
                    throw before; // whichever voice is asked, and however often
                }
                LanguageModel answers = model;
                if (answers == null) {
                    throw new IllegalStateException("Expected a call that was announced");
                }
                try {
                    return said(answers.reply(spec, history, _ -> {}), text);
                } catch (ProviderException failure) {
                    failed = failure;
                    throw failure;
                }
            }

            // Handed on once, whether the model did or not.
            private Reply said(Reply reply, Consumer<String> text) {
                if (!reply.text().isEmpty()) {
                    text.accept(reply.text());
                }
                return reply;
            }

            @Override
            public void close() {
                // the test closes its own
            }
        };
    }
}
