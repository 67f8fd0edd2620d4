package org.parley.sim.provider.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.audio.WavFile;
import org.parley.sim.provider.Chunks;
import org.parley.sim.provider.FormPart;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Writing;

/** Audio transcriptions of WAV files, as JSON, verbose JSON, or a stream of words. */
final class FakeTranscriptions {
    private static final Set<String> PARTS = Set.of(
            "file",
            "model",
            "language",
            "prompt",
            "response_format",
            "temperature",
            "stream",
            "timestamp_granularities[]",
            "include[]",
            "chunking_strategy");
    private static final int FILE_BYTES_MAX = 25 << 20;

    private final Mind mind;
    private final AudioManners manners;
    private final Consumer<String> violation;
    private final BooleanSupplier over;

    FakeTranscriptions(Mind mind, AudioManners manners, Consumer<String> violation, BooleanSupplier over) {
        this.mind = mind;
        this.manners = manners;
        this.violation = violation;
        this.over = over;
    }

    MockResponse answer(RecordedRequest request) {
        Map<String, ByteString> parts = new HashMap<>();
        Pcm audio;
        try {
            audio = parts(request, parts);
        } catch (IOException | AudioException unreadable) {
            return refused("file", "Audio file might be corrupted or unsupported: " + unreadable.getMessage());
        }
        String wrong = wrong(parts, audio);
        if (!wrong.isEmpty()) {
            return refused(wrong.substring(0, wrong.indexOf(' ')), wrong);
        }
        if (audio.duration().toMillis() < 100) {
            return refused("file", "Audio file is too short. Minimum audio length is 0.1 seconds.");
        }
        short[] samples = audio.rate() == Pcm.TELEPHONE_RATE
                ? audio.samples()
                : new Resampler(audio.rate(), Pcm.TELEPHONE_RATE).process(audio.samples(), audio.samples().length);
        String text = mind.answer(samples).heard();
        boolean whisper = text(parts, "model").startsWith("whisper");
        if (text(parts, "stream").equals("true") && !whisper) {
            return streamed(text);
        }
        String form = text(parts, "response_format");
        ObjectNode body = FakeOpenAi.JSON.createObjectNode();
        body.put("text", form.equals("verbose_json") ? " " + text : text);
        if (form.equals("verbose_json")) {
            body.put("task", "transcribe").put("language", Writing.name(text(parts, "language"), text));
            body.put("duration", audio.duration().toMillis() / 1000.0);
            segment(body, text, manners.noSpeech());
        } else {
            body.putObject("usage")
                    .put("type", "duration")
                    .put("seconds", audio.duration().toSeconds());
        }
        return new Chunks(
                        List.of(body.toString().getBytes(StandardCharsets.UTF_8)),
                        List.of(manners.wait(0)),
                        false,
                        over)
                .answer("application/json");
    }

    private static void segment(ObjectNode body, String text, double noSpeech) {
        body.putArray("segments")
                .addObject()
                .put("id", 0)
                .put("start", 0.0)
                .put("end", 1.0)
                .put("text", " " + text)
                .put("avg_logprob", -0.2)
                .put("compression_ratio", 1.0)
                .put("no_speech_prob", noSpeech);
    }

    private MockResponse refused(String param, String message) {
        violation.accept("transcription: " + message);
        if (manners.isCompatible()) {
            return FakeOpenAi.json(422, FakeOpenAi.JSON.createObjectNode().put("detail", message));
        }
        return FakeOpenAi.error(400, "invalid_request_error", "invalid_value", param, message);
    }

    /** The parts by name, and the audio of the file among them. */
    private static Pcm parts(RecordedRequest request, Map<String, ByteString> parts) throws IOException {
        Pcm audio = null;
        for (FormPart part : FormPart.of(request)) {
            parts.put(part.name(), part.content());
            if (part.name().equals("file")) {
                if (!part.file().endsWith(".wav")) {
                    throw new IOException("a file must have a name that ends with its format: " + part.file());
                }
                audio = WavFile.parse(part.content().toByteArray(), "the file");
            }
        }
        if (audio == null) {
            throw new IOException("there is no file");
        }
        return audio;
    }

    private String wrong(Map<String, ByteString> parts, Pcm audio) {
        for (String part : parts.keySet()) {
            if (!PARTS.contains(part)) {
                return part + " is an unknown parameter";
            }
        }
        String model = text(parts, "model");
        String form = text(parts, "response_format");
        String language = text(parts, "language");
        if (model.isEmpty() && !manners.isCompatible()) {
            return "model must be given";
        }
        if (!language.isEmpty() && !language.matches("[a-z]{2,3}")) {
            return "language must be of ISO-639-1 but was " + language;
        }
        if (!Set.of("", "json", "text", "verbose_json").contains(form)
                || (model.startsWith("gpt-4o") && form.equals("verbose_json") && !manners.isCompatible())) {
            return "response_format '" + form + "' is not compatible with model '" + model + "'";
        }
        return 2L * audio.samples().length > FILE_BYTES_MAX ? "file is larger than 25 MB" : "";
    }

    private static String text(Map<String, ByteString> parts, String name) {
        ByteString value = parts.get(name);
        return value == null ? "" : value.utf8();
    }

    private MockResponse streamed(String text) {
        List<ObjectNode> events = new ArrayList<>();
        for (String piece : text.split("(?<= )", -1)) {
            events.add(FakeOpenAi.JSON
                    .createObjectNode()
                    .put("type", "transcript.text.delta")
                    .put("delta", piece));
        }
        ObjectNode last = FakeOpenAi.JSON
                .createObjectNode()
                .put("type", "transcript.text.done")
                .put("text", text);
        last.putObject("usage").put("type", "tokens").put("total_tokens", 10);
        events.add(last);
        List<byte[]> pieces = new ArrayList<>();
        List<Duration> waits = new ArrayList<>();
        for (ObjectNode event : events) {
            waits.add(manners.wait(pieces.size()));
            pieces.add(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        if (manners.tellsDone()) {
            pieces.add("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            waits.add(Duration.ZERO);
        }
        return new Chunks(pieces, waits, false, over).answer("text/event-stream");
    }
}
