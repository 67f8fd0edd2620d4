package org.parley.ai.vosk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Interim;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.ai.wire.SocketLink;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;

/**
 * One utterance. Each piece of audio is answered by {@code {"partial"}}, which the next one replaces, or, when the
 * server has heard the end of a sentence, by {@code {"text"}}; after {@code eof} comes the last text, and the server
 * closes.
 */
final class VoskTranscriber implements Transcriber, SocketLink.Listener {
    /** Byte for byte: written otherwise the server takes it for audio. */
    private static final String EOF = "{\"eof\" : 1}";

    private static final int NORMAL = 1000;
    private static final int NO_STATUS = 1005;
    /** No caller speaks so long in one turn. */
    private static final int TEXT_CHARS_MAX = 20_000;

    private final int rate;
    private final int pieceBytes;
    private final Locale language;
    private final Consumer<Interim> interim;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    // all below: guarded by this
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable SocketLink link; // null until it is open, and after the end
    private @Nullable Resampler resampler;
    private int resampledRate;
    private long sent;
    private long answered;
    private boolean finishing;
    private boolean ended; // a sentence has come behind our end
    private boolean over;
    private String settledText = "";
    private String openText = "";
    private boolean settled;
    private double confidence; // by words
    private int words;

    VoskTranscriber(int rate, Duration piece, Locale language, Consumer<Interim> interim) {
        this.rate = rate;
        this.pieceBytes = Math.toIntExact(piece.toMillis() * rate / 1000 * 2);
        this.language = language;
        this.interim = interim;
    }

    /** Here it is heard. */
    synchronized void begin(SocketLink opened) {
        link = opened;
    }

    @Override
    public synchronized void hear(Pcm audio) {
        if (over || finishing) {
            return;
        }
        for (short sample : atItsRate(audio)) {
            waiting.write(sample);
            waiting.write(sample >> 8);
        }
        if (waiting.size() >= pieceBytes) {
            sendWaiting();
        }
    }

    private short[] atItsRate(Pcm audio) {
        if (audio.rate() == rate) {
            return audio.samples();
        }
        Resampler stream = resampler;
        if (stream == null || resampledRate != audio.rate()) {
            stream = new Resampler(audio.rate(), rate);
            resampler = stream;
            resampledRate = audio.rate();
        }
        return stream.process(audio.samples(), audio.samples().length);
    }

    private void sendWaiting() {
        if (waiting.size() > 0 && link != null && link.sendAudio(ByteString.of(waiting.toByteArray()))) {
            sent++;
        }
        waiting.reset();
    }

    @Override
    public synchronized void message(JsonNode message) {
        if (over) {
            return;
        }
        answered++;
        JsonNode best = message.path("alternatives").path(0);
        if (message.has("partial")) {
            partly(message.path("partial").asText(""));
        } else {
            sentence(best.isMissingNode() ? message : best);
            ended = finishing;
        }
        if (finishing && answered > sent) {
            done.complete(true);
        }
    }

    private void partly(String heard) {
        String text = words(heard);
        boolean changed = !text.equals(openText);
        if (!text.isEmpty()) {
            settled = false;
        }
        openText = text;
        if (changed) {
            tell();
        }
    }

    private void sentence(JsonNode result) {
        String text = words(result.path("text").asText(""));
        openText = "";
        if (text.isEmpty()) {
            return;
        }
        JsonNode known = result.path("result");
        int count = text.split(" ", -1).length;
        double sure = 0;
        for (JsonNode word : known) {
            sure += word.path("conf").asDouble(1) / known.size();
        }
        confidence += count * (known.isEmpty() ? 1 : sure);
        words += count;
        settledText = joined(settledText, text);
        settled = true;
        tell();
    }

    private String words(String heard) {
        if (heard.length() > TEXT_CHARS_MAX) {
            fail(new ProviderException(
                    VoskRecogniser.NAME,
                    Kind.PROTOCOL,
                    "Expected at most " + TEXT_CHARS_MAX + " characters but had " + heard.length(),
                    null));
            return "";
        }
        return heard.replace("[unk]", " ").strip().replaceAll("\\s+", " ").toLowerCase(language);
    }

    private void tell() {
        interim.accept(new Interim(joined(settledText, openText), settled));
    }

    private static String joined(String before, String after) {
        return before.isEmpty() || after.isEmpty() ? before + after : before + " " + after;
    }

    @Override
    public synchronized void closed(int code, String reason, ProviderException cause) {
        if (ended && (code == NORMAL || code == NO_STATUS)) {
            done.complete(true);
        } else {
            fail(cause);
        }
    }

    @Override
    public void failed(ProviderException cause) {
        fail(cause);
    }

    private void fail(ProviderException cause) {
        done.completeExceptionally(cause);
    }

    @Override
    public Transcript finish(Duration limit) throws InterruptedException {
        try {
            synchronized (this) {
                finishing = true;
                boolean heard = sent > 0 || waiting.size() > 0;
                boolean complete = settled && openText.isEmpty() && answered >= sent; // only silence came since
                if (!heard || (complete && !done.isCompletedExceptionally())) {
                    return transcript();
                }
                sendWaiting();
                if (link != null) {
                    boolean _ = link.sendText(EOF); // if it is over, it has told why
                }
            }
            boolean _ = done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            synchronized (this) {
                return transcript();
            }
        } catch (TimeoutException late) {
            throw slow(limit, late);
        } catch (ExecutionException broken) {
            throw broken.getCause() instanceof ProviderException failure
                    ? failure
                    : new ProviderException(VoskRecogniser.NAME, Kind.PROTOCOL, "Expected the words", broken);
        } finally {
            close();
        }
    }

    private synchronized ProviderException slow(Duration limit, TimeoutException late) {
        return new ProviderException(
                VoskRecogniser.NAME,
                Kind.SLOW,
                "Expected the words within " + limit.toMillis() + " ms but " + (sent - answered) + " of " + sent
                        + " pieces of audio are not decoded",
                late);
    }

    private Transcript transcript() {
        String text = joined(settledText, openText);
        return text.isEmpty() ? Transcript.NONE : new Transcript(text, words == 0 ? 0 : confidence / words);
    }

    @Override
    public synchronized void close() {
        over = true;
        SocketLink open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }
}
