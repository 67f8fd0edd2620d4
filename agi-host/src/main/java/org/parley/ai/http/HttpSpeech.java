package org.parley.ai.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.parley.ai.Pieces;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.ai.http.HttpSpeakingSettings.Sound;
import org.parley.ai.wire.SpeechBytes;
import org.parley.ai.wire.SpokenAnswer;
import org.parley.ai.wire.StreamedAnswer;
import org.parley.ai.wire.TextParts;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;

/**
 * A synthesiser that is described by its settings. Sound that is the answer itself is heard while it comes, but for
 * MP3, which is decoded as a whole. Its form is told by its first bytes rather than by its type, which servers get
 * wrong.
 */
public final class HttpSpeech implements TextToSpeech {
    private static final int ERROR_BYTES_MAX = 1 << 20;
    /** Of MP3, more than half an hour. */
    private static final int FILE_BYTES_MAX = 16 << 20;

    private static final String WAV = "RIFF";

    private final HttpSpeakingSettings settings;
    private final SpeakingRecipe recipe;
    private final Wire wire;
    private final Exchange exchange;
    private final Semaphore free;

    /**
     * The synthesiser that they describe.
     *
     * @throws ProviderException when they describe none
     */
    public HttpSpeech(HttpSpeakingSettings settings) {
        this(settings, new OkHttpClient());
    }

    /** The same with a client that trusts other certificates, as a test's. */
    public HttpSpeech(HttpSpeakingSettings settings, OkHttpClient base) {
        this.settings = settings;
        settings.mistakes().forEach((key, expected) -> {
            throw new ProviderException(
                    Exchange.NAME, Kind.SETTINGS, "Expected at http.speaking." + key + " " + expected, null);
        });
        this.recipe = new SpeakingRecipe(settings, new Draft(settings.preset().speaking()));
        this.wire = Wire.open(
                Exchange.NAME, new WireLimits(settings.connect(), settings.firstByte(), settings.idle()), base);
        this.exchange = new Exchange(wire, recipe.request, recipe.answer);
        this.free = new Semaphore(settings.requestsMax(), true);
    }

    @Override
    public String name() {
        return Exchange.NAME;
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (String part : TextParts.of(composed, settings.charactersMax())) {
            if (!free.tryAcquire(settings.firstByte().toNanos(), TimeUnit.NANOSECONDS)) {
                throw exchange.failure(
                        Kind.RATE, "was not asked for: all " + settings.requestsMax() + " requests were in use");
            }
            try {
                if (!spoken(part, language, sink)) {
                    return;
                }
            } finally {
                free.release();
            }
        }
    }

    private boolean spoken(String text, Locale language, SpeechSink sink) throws InterruptedException {
        long until = System.nanoTime() + settings.limit().toNanos();
        Map<String, String> values = new HashMap<>(RequestRecipe.values(language));
        values.put("text", text);
        try (StreamedAnswer answer = exchange.ask(recipe.request.request(values), settings.limit())) {
            String start = recipe.sound == Sound.BODY ? WAV : answer.start(4);
            if (start.equals(WAV) || Mp3.begins(start)) {
                return heard(answer, sink);
            }
            JsonNode json = exchange.settled(answer, values, until);
            String found = recipe.answer.at.first(json).orElse("");
            return recipe.sound == Sound.BASE64 ? decoded(found, sink) : fetched(found, values, until, sink);
        }
    }

    private boolean heard(StreamedAnswer answer, SpeechSink sink) throws InterruptedException {
        String start = answer.start(4);
        String type = answer.contentType();
        boolean told = type.startsWith("audio/") || type.endsWith("/octet-stream");
        boolean page = start.startsWith("{") || start.startsWith("<");
        if (!start.equals(WAV) && (page ? !told : type.startsWith("text/") || type.endsWith("/json"))) {
            throw exchange.noSound(new String(answer.whole(ERROR_BYTES_MAX), StandardCharsets.UTF_8));
        }
        // samples without a head may begin like a frame of MP3, files do not
        boolean frame = recipe.sound == Sound.ADDRESS && Mp3.begins(start);
        if (frame || start.startsWith("ID3") || type.equals("audio/mpeg") || type.equals("audio/mp3")) {
            return mp3(answer.whole(FILE_BYTES_MAX), sink);
        }
        return SpokenAnswer.hear(Exchange.NAME, answer, bytes(), settings.longest(), sink);
    }

    private SpeechBytes bytes() {
        return new SpeechBytes(Exchange.NAME, recipe.raw, recipe.rate);
    }

    /** Base64, perhaps with {@code data:audio/wav;base64,} before it. */
    private boolean decoded(String text, SpeechSink sink) throws InterruptedException {
        byte[] sound;
        try {
            sound = Base64.getDecoder()
                    .decode(text.replaceFirst("^data:[^,]{0,100},", "").replaceAll("\\s", ""));
        } catch (IllegalArgumentException none) {
            throw exchange.failure(Kind.PROTOCOL, "has no base64 at " + recipe.answer.at.pointers());
        }
        if (Mp3.begins(new String(sound, 0, Math.min(4, sound.length), StandardCharsets.ISO_8859_1))) {
            return mp3(sound, sink);
        }
        Pcm speech = bytes().add(sound, sound.length)
                .orElseThrow(() -> exchange.failure(Kind.PROTOCOL, "has no sound at " + recipe.answer.at.pointers()));
        if (speech.duration().compareTo(settings.longest()) > 0) {
            throw exchange.failure(
                    Kind.PROTOCOL, "has more than " + settings.longest().toSeconds() + " s of speech");
        }
        return handedOn(speech, sink);
    }

    private boolean mp3(byte[] file, SpeechSink sink) throws InterruptedException {
        Pcm speech;
        try {
            speech = Mp3.decoded(file, settings.longest());
        } catch (AudioException broken) {
            throw exchange.failure(Kind.PROTOCOL, String.valueOf(broken.getMessage()));
        }
        return handedOn(speech, sink);
    }

    private static boolean handedOn(Pcm speech, SpeechSink sink) throws InterruptedException {
        boolean[] whole = {true};
        Pieces.of(speech.samples(), speech.rate(), speech.rate() / 10, piece -> whole[0] = sink.audio(piece));
        return whole[0];
    }

    private boolean fetched(String found, Map<String, String> values, long untilNanos, SpeechSink sink)
            throws InterruptedException {
        HttpUrl file = address(found);
        if (!recipe.allows(file)) {
            throw exchange.failure(
                    Kind.SETTINGS, "leads to " + file.host() + ", which is not one of http.speaking.hosts");
        }
        Request.Builder request = new Request.Builder().url(file);
        Request asked = (recipe.isOwn(file) ? recipe.request.headed(request, values) : request).build();
        Duration left = Duration.ofNanos(Math.max(1, untilNanos - System.nanoTime()));
        try (StreamedAnswer answer = exchange.ask(asked, left)) {
            return heard(answer, sink);
        }
    }

    /** Absolute, without a scheme ({@code files.example.com/a.wav}), or relative to the service. */
    private HttpUrl address(String found) {
        String text = found.matches("[^/:]+\\.[^/]+/.*") ? "https://" + found : found;
        HttpUrl file = recipe.request.base().resolve(text);
        if (file == null) {
            throw exchange.failure(Kind.PROTOCOL, "has no address at " + recipe.answer.at.pointers());
        }
        return file;
    }

    @Override
    public void close() {
        wire.close();
    }
}
