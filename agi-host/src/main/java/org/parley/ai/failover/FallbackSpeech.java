package org.parley.ai.failover;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.parley.ai.ProviderException;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A synthesiser with another that speaks what the first could not begin. It owns neither. */
public final class FallbackSpeech implements TextToSpeech {
    private static final Logger log = LoggerFactory.getLogger(FallbackSpeech.class);

    private final TextToSpeech first;
    private final TextToSpeech second;

    public FallbackSpeech(TextToSpeech first, TextToSpeech second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public String name() {
        return first.name();
    }

    @Override
    public boolean speaks(Locale language) {
        return first.speaks(language) || second.speaks(language);
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            first.speak(text, language, new SpeechSink() {
                @Override
                public boolean audio(Pcm piece) {
                    begun.set(true);
                    return sink.audio(piece);
                }

                @Override
                public void mark(int chars, Duration at) {
                    sink.mark(chars, at);
                }
            });
        } catch (ProviderException failure) {
            if (begun.get() || !second.speaks(language)) {
                throw failure;
            }
            log.warn("{} speaks in place of {}: {}", second.name(), first.name(), failure.getMessage());
            second.speak(text, language, sink);
        }
    }

    @Override
    public void close() {
        // both are closed by their owner
    }
}
