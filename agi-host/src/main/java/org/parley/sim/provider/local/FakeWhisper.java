package org.parley.sim.provider.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.sim.provider.Chunks;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.FormPart;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Sounds;
import org.parley.sim.provider.Writing;

/** whisper.cpp's server on loopback: {@code POST /inference}, one request at a time, and {@code GET /health}. */
public final class FakeWhisper extends FakeProvider {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PARTS = Set.of(
            "file",
            "language",
            "response_format",
            "temperature",
            "temperature_inc",
            "prompt",
            "translate",
            "vad",
            "beam_size",
            "best_of",
            "no_speech_thold",
            "suppress_nst",
            "no_timestamps",
            "detect_language");
    private static final Set<String> FORMS = Set.of("json", "text", "srt", "vtt", "verbose_json");
    /** Its models give nothing for less. */
    private static final int SAMPLES_LEAST = 16_000;

    private final LocalManners manners;
    private final Mind mind;
    private final ReentrantLock model = new ReentrantLock(true);
    private final List<String> languages = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** It listens at once. */
    public FakeWhisper(LocalManners manners, Mind mind) {
        super(false);
        this.manners = manners;
        this.mind = mind;
        listen();
    }

    /** The languages that were asked for, English where none was. */
    public List<String> languages() {
        return languages;
    }

    /** Whether it is at work. */
    public boolean isBusy() {
        return model.isLocked();
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        if (path.equals("/health")) {
            return json(200, JSON.createObjectNode().put("status", "ok"));
        }
        if (!path.equals("/inference") || !"POST".equals(request.getMethod())) {
            violation("asked for " + path);
            return new MockResponse.Builder()
                    .code(404)
                    .body("File Not Found (" + path + ")")
                    .build();
        }
        model.lock();
        try {
            long until = System.nanoTime() + manners.work.toNanos();
            while (!closed && until - System.nanoTime() > 0) {
                LockSupport.parkNanos(Math.min(20_000_000, until - System.nanoTime()));
            }
            return recognised(request);
        } finally {
            model.unlock();
        }
    }

    private MockResponse recognised(RecordedRequest request) {
        Map<String, FormPart> parts = new HashMap<>();
        try {
            for (FormPart part : FormPart.of(request)) {
                parts.put(part.name(), part);
                if (!PARTS.contains(part.name())) {
                    violation("sent the unknown part " + part.name());
                }
            }
        } catch (IOException none) {
            violation("sent no form: " + none.getMessage());
        }
        FormPart file = parts.get("file");
        if (file == null || file.file().isEmpty()) {
            return error(400, "no 'file' field in the request");
        }
        Pcm sound;
        try {
            sound = WavFile.parse(file.content().toByteArray(), "the file");
        } catch (AudioException unreadable) {
            violation("sent a file that is no WAV");
            return error(400, "failed to read WAV file");
        }
        languages.add(text(parts, "language", "en"));
        String form = text(parts, "response_format", "json");
        if (!FORMS.contains(form)) {
            violation("asked for the form " + form);
        }
        if (!manners.nonsense.isEmpty()) {
            return whole(manners.nonsense, "application/json");
        }
        boolean tooShort = Sounds.at(sound, 16_000).samples().length < SAMPLES_LEAST;
        String heard = tooShort
                ? ""
                : mind.answer(Sounds.at(sound, Pcm.TELEPHONE_RATE).samples()).heard();
        ObjectNode body = JSON.createObjectNode().put("text", " " + heard.replace(". ", ".\n ") + "\n");
        if (form.equals("verbose_json")) {
            body.put("task", "transcribe").put("language", Writing.name(text(parts, "language", "en"), heard));
            body.put("duration", sound.duration().toMillis() / 1000.0);
            var segments = body.putArray("segments");
            for (String line : heard.isEmpty() ? new String[0] : heard.split("(?<=\\.) ", -1)) {
                segments.addObject()
                        .put("id", segments.size())
                        .put("text", " " + line)
                        .put("temperature", 0.0)
                        .put("avg_logprob", -0.2)
                        .put("no_speech_prob", manners.noSpeech)
                        .putArray("tokens");
            }
        }
        return whole(body.toString(), "application/json");
    }

    private static String text(Map<String, FormPart> parts, String name, String otherwise) {
        FormPart part = parts.get(name);
        return part == null ? otherwise : part.content().utf8();
    }

    private MockResponse whole(String body, String type) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return manners.breaksOff
                ? new Chunks(List.of(bytes), List.of(Duration.ZERO), true, () -> closed).answer(type)
                : new MockResponse.Builder()
                        .setHeader("Content-Type", type)
                        .body(body)
                        .build();
    }

    private static MockResponse error(int status, String message) {
        return json(status, JSON.createObjectNode().put("error", message));
    }

    private static MockResponse json(int status, ObjectNode body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body.toString())
                .build();
    }

    @Override
    public void close() {
        closed = true;
        super.close();
    }
}
