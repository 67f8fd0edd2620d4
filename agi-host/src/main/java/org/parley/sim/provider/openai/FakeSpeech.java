package org.parley.sim.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.audio.WavFile;
import org.parley.sim.provider.Chunks;
import org.parley.sim.provider.Mind;

/** Audio speech: PCM at 24 kHz in pieces that end within samples, or WAV whose sizes are left open. */
final class FakeSpeech {
    private static final Set<String> FIELDS =
            Set.of("model", "input", "voice", "response_format", "speed", "instructions", "stream_format");
    private static final Set<String> FORMS = Set.of("mp3", "opus", "aac", "flac", "wav", "pcm");
    private static final int INPUT_MAX = 4096;
    private static final int RATE = 24_000;
    private static final int PIECE = 3333;
    private static final int OPEN_SIZE = 0xFFFF_FFFF;

    private final Mind mind;
    private final AudioManners manners;
    private final Consumer<String> violation;
    private final BooleanSupplier over;

    FakeSpeech(Mind mind, AudioManners manners, Consumer<String> violation, BooleanSupplier over) {
        this.mind = mind;
        this.manners = manners;
        this.violation = violation;
        this.over = over;
    }

    MockResponse answer(RecordedRequest request) {
        ByteString body = request.getBody();
        JsonNode asked;
        try {
            asked = FakeOpenAi.JSON.readTree(body == null ? "" : body.utf8());
        } catch (JsonProcessingException e) {
            return refused("", "We could not parse the JSON body of your request.", "invalid_value");
        }
        List<String> fields = new ArrayList<>();
        asked.fieldNames().forEachRemaining(fields::add);
        fields.removeAll(FIELDS);
        if (manners.isCompatible()) {
            fields.remove("sample_rate");
        }
        String form = asked.path("response_format").asText("mp3");
        String text = asked.path("input").asText("");
        double speed = asked.path("speed").asDouble(1);
        if (!fields.isEmpty()) {
            return refused(fields.getFirst(), "Unknown parameter: '" + fields.getFirst() + "'", "unknown_parameter");
        }
        if (asked.path("model").asText("").isEmpty()
                || asked.path("voice").asText("").isEmpty()
                || text.isEmpty()) {
            return refused("input", "model, voice and input must be given", "missing_required_parameter");
        }
        if (text.length() > INPUT_MAX) {
            return refused("input", "String should have at most 4096 characters", "string_above_max_length");
        }
        if (!FORMS.contains(form) || speed < 0.25 || speed > 4) {
            return refused("response_format", "response_format or speed is none of those allowed", "invalid_value");
        }
        if (asked.has("instructions") && asked.path("model").asText("").startsWith("tts-1")) {
            return refused("instructions", "instructions are not taken by this model", "invalid_value");
        }
        int rate = manners.isCompatible() ? asked.path("sample_rate").asInt(RATE) : RATE;
        short[] spoken = mind.speak(text);
        if (rate != Pcm.TELEPHONE_RATE) {
            Resampler up = new Resampler(Pcm.TELEPHONE_RATE, rate);
            short[] most = up.process(spoken, spoken.length);
            short[] rest = up.flush();
            spoken = Arrays.copyOf(most, most.length + rest.length);
            System.arraycopy(rest, 0, spoken, most.length, rest.length);
        }
        return switch (manners.isMpeg() ? "mp3" : form) {
            case "pcm" -> sent(pcm(spoken), "audio/pcm");
            case "wav" -> sent(wav(new Pcm(spoken, rate)), "audio/wav");
            default -> sent(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0}, "audio/mpeg");
        };
    }

    private MockResponse refused(String param, String message, String code) {
        violation.accept("speech: " + message);
        return FakeOpenAi.error(400, "invalid_request_error", code, param, message);
    }

    private static byte[] pcm(short[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    private static byte[] wav(Pcm audio) {
        byte[] file = WavFile.bytes(audio);
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, OPEN_SIZE)
                .putInt(40, OPEN_SIZE);
        return file;
    }

    private MockResponse sent(byte[] all, String type) {
        List<byte[]> pieces = new ArrayList<>();
        List<Duration> waits = new ArrayList<>();
        for (int at = 0; at < all.length; at += PIECE) {
            waits.add(manners.wait(pieces.size()));
            pieces.add(Arrays.copyOfRange(all, at, Math.min(all.length, at + PIECE)));
        }
        return new Chunks(pieces, waits, false, over).answer(type);
    }
}
