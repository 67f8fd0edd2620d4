package org.parley.ai.elevenlabs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.wire.SocketLink;
import org.parley.ai.wire.Wire;
import org.parley.audio.Pcm;

/**
 * The synthesiser of ElevenLabs over sockets that stay open ("multi-stream-input"): each sentence is a context of its
 * own on a socket that has room, so that an interruption drops one sentence and no connection. The provider closes
 * sockets that nobody speaks over.
 */
public final class ElevenLabsSocketSpeech implements TextToSpeech {
    private final ElevenLabsSettings settings;
    private final Wire wire;
    private final SoundFormat format;
    private final ReentrantLock lock = new ReentrantLock(); // guards the rest
    private final List<SpeechLine> lines = new ArrayList<>();
    private boolean closed;

    /**
     * Reached by that wire, which it then owns.
     *
     * @throws ProviderException when the settings name no format that a telephone can be brought to
     */
    public ElevenLabsSocketSpeech(ElevenLabsSettings settings, Wire wire) {
        this.settings = settings;
        this.wire = wire;
        this.format = SoundFormat.of(settings.speech().format());
    }

    @Override
    public String name() {
        return ElevenLabs.NAME;
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        if (text.isBlank()) {
            return;
        }
        SpeechLine kept = free(spoken(language));
        if (kept == null || !isSpokenOver(kept, text, sink)) {
            speakOver(open(spoken(language)), text, sink);
        }
    }

    /** False when it failed before any sound: a socket that was kept may have been closed meanwhile. */
    private boolean isSpokenOver(SpeechLine kept, String text, SpeechSink sink) throws InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            speakOver(kept, text, new SpeechSink() {
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
            return true;
        } catch (ProviderException failure) {
            if (begun.get() || (failure.kind() != Kind.NETWORK && !kept.isOver())) {
                throw failure;
            }
            return false;
        }
    }

    private void speakOver(SpeechLine line, String text, SpeechSink sink) throws InterruptedException {
        SpeechContext context = line.begin();
        try {
            context.speak(text, new SpokenSentence(text, format, sink), settings.begin(), settings.idle());
        } finally {
            line.end(context);
            giveBack(line);
        }
    }

    /** The language that the model is told, or "". */
    private String spoken(Locale language) {
        return settings.speech().language() ? language.getLanguage() : "";
    }

    private @Nullable SpeechLine free(String language) {
        lock.lock();
        try {
            lines.removeIf(SpeechLine::isOver);
            int places = settings.speech().contextsPerSocket();
            for (SpeechLine line : lines) {
                if (line.take(language, places)) {
                    return line;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private SpeechLine open(String language) throws InterruptedException {
        SpeechLine line = new SpeechLine(language);
        line.link(SocketLink.open(
                wire, ElevenLabs.request(address(language), settings.key()).build(), ElevenLabs.closes(), line));
        lock.lock();
        try {
            if (closed) {
                line.close();
                throw new ProviderException(ElevenLabs.NAME, Kind.NETWORK, "was closed", null);
            }
            boolean _ = line.take(language, 1);
            lines.add(line);
            return line;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(SpeechLine line) {
        lock.lock();
        try {
            line.giveBack();
        } finally {
            lock.unlock();
        }
    }

    private HttpUrl address(String language) {
        ElevenLabsSettings.SpeechSettings speech = settings.speech();
        HttpUrl.Builder address = ElevenLabs.address(settings, "v1/text-to-speech")
                .addPathSegment(speech.voice())
                .addPathSegment("multi-stream-input")
                .addQueryParameter("model_id", speech.model())
                .addQueryParameter("output_format", speech.format())
                .addQueryParameter(
                        "inactivity_timeout",
                        String.valueOf(Math.max(1, speech.socketIdle().toSeconds())));
        if (speech.times()) {
            address.addQueryParameter("sync_alignment", "true");
        }
        if (!language.isEmpty()) {
            address.addQueryParameter("language_code", language);
        }
        return address.build();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            lines.forEach(SpeechLine::close);
            lines.clear();
        } finally {
            lock.unlock();
        }
        wire.close();
    }
}
