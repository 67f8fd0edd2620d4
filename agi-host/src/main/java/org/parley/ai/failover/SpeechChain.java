package org.parley.ai.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Synthesisers in the order in which they are wanted: when one fails, is late with its first sound, or stops in the
 * middle, the next says what the caller has not heard. The last is the one that always can, and has no deadline but its
 * own. It owns none of them.
 */
public final class SpeechChain implements TextToSpeech {
    private static final Logger log = LoggerFactory.getLogger(SpeechChain.class);

    private final List<TextToSpeech> voices;
    private final SpeechRests rests;
    private final Duration patience;

    /**
     * In that order.
     *
     * @param rests how they fare, for all calls
     * @param patience how long it may take until the caller hears the first of them that can; in mid-sentence a third
     *     of it is waited for more
     */
    public SpeechChain(List<TextToSpeech> voices, SpeechRests rests, Duration patience) {
        if (voices.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one synthesiser");
        }
        this.voices = List.copyOf(voices);
        this.rests = rests;
        this.patience = patience;
    }

    @Override
    public String name() {
        return voices.getFirst().name();
    }

    @Override
    public boolean speaks(Locale language) {
        return voices.stream().anyMatch(voice -> voice.speaks(language));
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        List<TextToSpeech> able = able(language);
        Spoken spoken = new Spoken(text, sink);
        long deadline = System.nanoTime() + patience.toNanos();
        for (TextToSpeech voice : able.subList(0, able.size() - 1)) {
            if (rests.isResting(voice)) {
                sink.left(voice.name(), leftAlone(voice));
                continue;
            }
            try {
                new SpeechAttempt(voice, language, spoken, share(deadline), patience.dividedBy(3)).run();
                rests.spoke(voice);
                return;
            } catch (ProviderException failure) {
                rests.failed(voice, failure);
                log.warn("{} stops speaking: {}", voice.name(), failure.getMessage());
                sink.left(voice.name(), failure);
                if (!spoken.goesOn()) {
                    return; // all of it was heard
                }
            }
        }
        able.getLast().speak(spoken.rest(), language, spoken);
    }

    /** Those that speak the language; where none says so, the last is to tell why not. */
    private List<TextToSpeech> able(Locale language) {
        List<TextToSpeech> able = new ArrayList<>(
                voices.stream().filter(voice -> voice.speaks(language)).toList());
        return able.isEmpty() ? List.of(voices.getLast()) : able;
    }

    /** What one of them may take until its first sound: the others must have their time too. */
    private static Duration share(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))
                .multipliedBy(2)
                .dividedBy(3);
    }

    private static ProviderException leftAlone(TextToSpeech voice) {
        return new ProviderException(
                voice.name(),
                Kind.NETWORK,
                "Expected it to speak but it failed several times in a row; it is left alone",
                null);
    }

    @Override
    public void close() {
        // they are closed by their owner
    }
}
