package org.parley.ai.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.ai.wire.StreamedAnswer;
import org.parley.ai.wire.Wire;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One utterance, kept until it is over and recognised then. */
final class RecordedUtterance implements Transcriber {
    private static final Logger log = LoggerFactory.getLogger(RecordedUtterance.class);
    private static final MediaType WAV = MediaType.get("audio/wav");
    private static final int ANSWER_BYTES_MAX = 8 << 20;

    private final OpenAiServer server;
    private final OpenAiTranscriberSettings settings;
    private final Wire wire;
    private final Semaphore free;
    private final Listening listening;
    private final Consumer<Interim> interim;
    private final String hint;
    private final Recognised recognised;
    private final List<short[]> pieces = new ArrayList<>(); // this and the next three are guarded by this list
    private int rate;
    private int samples;
    private boolean over;

    RecordedUtterance(
            OpenAiServer server,
            OpenAiTranscriberSettings settings,
            Wire wire,
            Semaphore free,
            Listening listening,
            Consumer<Interim> interim) {
        this.server = server;
        this.settings = settings;
        this.wire = wire;
        this.free = free;
        this.listening = listening;
        this.interim = interim;
        this.hint = settings.hints() ? Recognised.hint(listening.expected()) : "";
        this.recognised = new Recognised(listening.language(), hint, settings.silencePercent() / 100.0);
    }

    @Override
    public void hear(Pcm audio) {
        synchronized (pieces) { // held for nanoseconds: nobody waits with it
            rate = rate == 0 ? audio.rate() : rate;
            boolean tooLong = millis(samples + audio.samples().length)
                    > settings.longest().toMillis();
            if (!over && !tooLong && audio.rate() == rate) {
                pieces.add(audio.samples());
                samples += audio.samples().length;
            }
        }
    }

    private long millis(int count) {
        return rate == 0 ? 0 : count * 1000L / rate;
    }

    @Override
    public Transcript finish(Duration limit) throws InterruptedException {
        Pcm speech;
        synchronized (pieces) {
            over = true;
            if (samples == 0 || millis(samples) < settings.shortest().toMillis()) {
                return Transcript.NONE;
            }
            short[] all = new short[samples];
            int at = 0;
            for (short[] piece : pieces) {
                System.arraycopy(piece, 0, all, at, piece.length);
                at += piece.length;
            }
            speech = new Pcm(all, rate);
        }
        long began = System.nanoTime();
        Duration most = limit.compareTo(settings.answer()) < 0 ? limit : settings.answer();
        if (!free.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new ProviderException(
                    server.name(),
                    Kind.RATE,
                    "Expected one of " + settings.requestsMax() + " requests to be free within " + most.toMillis()
                            + " ms but all were in use",
                    null);
        }
        try {
            return recognise(speech, most.minusNanos(System.nanoTime() - began));
        } finally {
            free.release();
        }
    }

    private Transcript recognise(Pcm speech, Duration most) throws InterruptedException {
        Request request =
                server.request("audio/transcriptions").post(body(speech)).build();
        try (StreamedAnswer answer =
                StreamedAnswer.open(wire, request, most, refused -> OpenAiFailures.refused(wire, refused))) {
            return switch (answer.contentType()) {
                case "text/event-stream" -> streamed(answer);
                default -> whole(answer);
            };
        }
    }

    private RequestBody body(Pcm speech) {
        MultipartBody.Builder form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("file", "audio.wav", RequestBody.create(WavFile.bytes(speech), WAV));
        if (!settings.model().equals(OpenAiSettings.NONE)) {
            form.addFormDataPart("model", settings.model());
        }
        if (!listening.language().getLanguage().isEmpty()) {
            form.addFormDataPart("language", listening.language().getLanguage());
        }
        if (!hint.isEmpty()) {
            form.addFormDataPart("prompt", hint);
        }
        form.addFormDataPart("response_format", settings.form().wire());
        if (settings.stream()) {
            form.addFormDataPart("stream", "true");
        }
        return form.build();
    }

    private Transcript whole(StreamedAnswer answer) throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int read = answer.read(piece); read >= 0; read = answer.read(piece)) {
            bytes.write(piece, 0, read);
            if (bytes.size() > ANSWER_BYTES_MAX) {
                throw broken("Expected an answer of at most " + ANSWER_BYTES_MAX + " bytes");
            }
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        JsonNode json = json(text);
        log.debug("{} recognised {} bytes of answer", server.name(), bytes.size());
        if (json.hasNonNull("error")) {
            throw OpenAiFailures.failure(server.name(), json, Kind.PROTOCOL, "answered 200 with: ");
        }
        return recognised.of(json);
    }

    private Transcript streamed(StreamedAnswer answer) throws InterruptedException {
        StringBuilder soFar = new StringBuilder();
        Optional<String> event = answer.event();
        while (event.isPresent() && !event.get().strip().equals("[DONE]")) {
            JsonNode json = json(event.get());
            if (json.hasNonNull("error")) {
                throw OpenAiFailures.failure(server.name(), json, Kind.NETWORK, "broke off: ");
            }
            switch (json.path("type").asText("")) {
                case "transcript.text.delta" -> soFar.append(json.path("delta").asText(""));
                case "transcript.text.done" -> {
                    return recognised.of(json);
                }
                // of servers that send whole segments without a type
                default ->
                    soFar.append(soFar.isEmpty() ? "" : " ")
                            .append(json.path("text").asText(""));
            }
            interim.accept(new Interim(recognised.of(soFar.toString(), 1).text(), false));
            event = answer.event();
        }
        return recognised.of(soFar.toString(), 1);
    }

    private JsonNode json(String text) {
        try {
            JsonNode json = OpenAiFailures.JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw broken("Expected JSON but it was none, of " + text.length() + " characters");
        }
        throw broken("Expected a JSON object but it was none, of " + text.length() + " characters");
    }

    private ProviderException broken(String message) {
        return new ProviderException(server.name(), Kind.PROTOCOL, message, null);
    }

    @Override
    public void close() {
        synchronized (pieces) {
            over = true;
            pieces.clear();
            samples = 0;
        }
    }
}
