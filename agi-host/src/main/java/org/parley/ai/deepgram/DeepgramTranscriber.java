package org.parley.ai.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Interim;
import org.parley.ai.Languages;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/**
 * One utterance. Windows of it come as text that is still replaced until it is final; {@code speech_final}, or else
 * {@code UtteranceEnd}, tells that the sentence is complete. A connection that breaks in the first three seconds is
 * replaced once, and hears all again.
 */
final class DeepgramTranscriber implements Transcriber, ListenLink.Ear {
    /** Less than a socket takes at once. */
    private static final int KEPT_MILLIS = 3000;

    private final Listening listening;
    private final Consumer<Interim> interim;
    private final boolean finds;
    private final Opener opener;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    // all below: guarded by this
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private int keptBytes;
    private @Nullable ListenLink link; // null while there is none
    private @Nullable Resampler resampler;
    private int resampledRate;
    private boolean reopened;
    private boolean finishing;
    private boolean over;
    private String settledText = "";
    private String openText = "";
    private boolean settled;
    private double confidence; // by words
    private int words;
    private @Nullable Locale language; // as far as it was found

    /** Opens another connection. */
    interface Opener {
        ListenLink open(ListenLink.Ear ear) throws InterruptedException;
    }

    /** With {@code finds} it listens for several languages and tells which it was. */
    DeepgramTranscriber(Listening listening, boolean finds, Consumer<Interim> interim, Opener opener) {
        this.listening = listening;
        this.finds = finds;
        this.interim = interim;
        this.opener = opener;
    }

    /** Here it is heard from now on, from the beginning. */
    synchronized void begin(ListenLink opened) {
        if (over) {
            opened.close();
            return;
        }
        link = opened;
        kept.forEach(opened::audio);
        if (finishing) {
            opened.control("CloseStream");
        }
    }

    @Override
    public synchronized void hear(Pcm audio) {
        if (over || finishing || audio.samples().length == 0) {
            return;
        }
        byte[] bytes = bytes(atOurRate(audio));
        keptBytes += bytes.length;
        if (isKept()) {
            kept.add(bytes);
        } else {
            kept.clear();
        }
        if (link != null) {
            link.audio(bytes);
        }
    }

    private boolean isKept() {
        return keptBytes <= KEPT_MILLIS * listening.rate() / 1000 * 2;
    }

    private short[] atOurRate(Pcm audio) {
        if (audio.rate() == listening.rate()) {
            return audio.samples();
        }
        Resampler stream = resampler;
        if (stream == null || resampledRate != audio.rate()) {
            stream = new Resampler(audio.rate(), listening.rate());
            resampler = stream;
            resampledRate = audio.rate();
        }
        return stream.process(audio.samples(), audio.samples().length);
    }

    private static byte[] bytes(short[] samples) {
        byte[] bytes = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            bytes[2 * i] = (byte) samples[i];
            bytes[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        return bytes;
    }

    @Override
    public synchronized void message(JsonNode message) {
        if (over) {
            return;
        }
        switch (message.path("type").asText()) {
            case "Results" -> results(message);
            case "UtteranceEnd" -> settle();
            case "Metadata" -> done();
            default -> {} // SpeechStarted, and what is newer than this
        }
    }

    private void results(JsonNode message) {
        JsonNode best = message.path("channel").path("alternatives").path(0);
        String text = best.path("transcript").asText("").strip().toLowerCase(listening.language());
        boolean last = message.path("is_final").asBoolean();
        boolean changed = !text.isEmpty() || !openText.isEmpty();
        if (!text.isEmpty()) {
            settled = false;
        }
        openText = last ? "" : text;
        if (last && !text.isEmpty()) {
            int count = text.split("\\s+", -1).length;
            confidence += count * best.path("confidence").asDouble(1);
            words += count;
            settledText = joined(settledText, text);
            if (finds) {
                // where it listens for several, the one that most of the words are in stands first
                language = Languages.find(best.path("languages").path(0).asText(""))
                        .orElse(language);
            }
        }
        if (message.path("speech_final").asBoolean() && !settledText.isEmpty()) {
            settle();
        } else if (changed) {
            tell();
        }
    }

    /** Noise may hide the end of a sentence, which is told then by its last word; or it is told twice. */
    private void settle() {
        if (!settled && !joined(settledText, openText).isEmpty()) {
            settled = true;
            tell();
        }
    }

    private void tell() {
        interim.accept(new Interim(joined(settledText, openText), settled));
    }

    private static String joined(String before, String after) {
        return before.isEmpty() || after.isEmpty() ? before + after : before + " " + after;
    }

    @Override
    public void done() {
        done.complete(true);
    }

    @Override
    public synchronized void failed(ProviderException cause) {
        link = null;
        if (over) {
            return;
        }
        if (reopened || !cause.retryable() || !isKept()) {
            done.completeExceptionally(cause);
            return;
        }
        reopened = true;
        settledText = "";
        openText = "";
        settled = false;
        confidence = 0;
        words = 0;
        language = null;
        Thread.ofVirtual().name("deepgram-again").start(() -> again(cause));
    }

    private void again(ProviderException cause) {
        try {
            begin(opener.open(this));
        } catch (ProviderException refused) {
            cause.addSuppressed(refused);
            done.completeExceptionally(cause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Transcript finish(Duration limit) throws InterruptedException {
        try {
            synchronized (this) {
                finishing = true;
                if (keptBytes == 0) {
                    return Transcript.NONE;
                }
                if (settled && openText.isEmpty() && !done.isCompletedExceptionally()) {
                    return transcript(); // only silence came since
                }
                if (link != null) {
                    link.control("CloseStream");
                }
            }
            boolean _ = done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            synchronized (this) {
                return transcript();
            }
        } catch (TimeoutException late) {
            throw new ProviderException(
                    Deepgram.NAME,
                    Kind.SLOW,
                    "Expected the words within " + limit.toMillis() + " ms but had them not",
                    late);
        } catch (ExecutionException broken) {
            throw broken.getCause() instanceof ProviderException failure
                    ? failure
                    : new ProviderException(Deepgram.NAME, Kind.PROTOCOL, "Expected the words", broken);
        } finally {
            close();
        }
    }

    private Transcript transcript() {
        String text = joined(settledText, openText);
        return text.isEmpty() ? Transcript.NONE : new Transcript(text, words == 0 ? 0 : confidence / words, language);
    }

    @Override
    public synchronized void close() {
        over = true;
        kept.clear();
        ListenLink open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }
}
