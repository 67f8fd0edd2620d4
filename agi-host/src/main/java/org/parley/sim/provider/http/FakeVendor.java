package org.parley.sim.provider.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.parley.audio.AudioException;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.sim.provider.Chunks;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.Mind;
import org.parley.sim.provider.Sounds;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A vendor of no name on loopback, for what a description may say: {@code /say} takes a text in a query, in JSON, in a
 * form, in XML or as it is; {@code /hear} takes sound as it is or in JSON. It reads strictly, so that a value that was
 * escaped wrongly is seen.
 */
public final class FakeVendor extends FakeProvider {
    /** The only key that it takes, in the header {@code X-Key}. */
    public static final String KEY = "vendor-key-0123456789";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PIECE_BYTES = 1601;

    private final VendorManners manners;
    private final Mind mind;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** It listens at once. */
    public FakeVendor(VendorManners manners, Mind mind) {
        super(false);
        this.manners = manners;
        this.mind = mind;
        listen();
    }

    /** The texts that it was to say. */
    public List<String> texts() {
        return texts;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        if (!KEY.equals(request.getHeaders().get("X-Key"))) {
            return json(
                    401,
                    JSON.createObjectNode()
                            .put("error", "no such key: " + request.getHeaders().get("X-Key")));
        }
        if (request.getHeaders().get("Expect") != null || request.getHeaders().get("Transfer-Encoding") != null) {
            violation("sent Expect, or a body of no length");
        }
        String path = request.getUrl().encodedPath();
        if (!manners.nonsense.isEmpty()) {
            return sent(manners.nonsense.getBytes(StandardCharsets.UTF_8), "text/html");
        }
        return switch (path) {
            case "/say" -> say(request);
            case "/hear" -> hear(request);
            default -> {
                violation("asked for " + path);
                yield json(404, JSON.createObjectNode().put("error", "nothing at " + path));
            }
        };
    }

    private MockResponse say(RecordedRequest request) {
        String text;
        try {
            text = text(request);
        } catch (IOException | SAXException | ParserConfigurationException | IllegalArgumentException unreadable) {
            violation("sent what cannot be read: " + unreadable.getMessage());
            return json(400, JSON.createObjectNode().put("error", "unreadable"));
        }
        texts.add(text);
        Pcm speech = Sounds.at(new Pcm(mind.speak(text), Pcm.TELEPHONE_RATE), manners.rate);
        return switch (manners.sound) {
            case WAV -> sent(WavFile.bytes(speech), "audio/wav");
            case PCM -> sent(Sounds.pcm(speech), "audio/l16");
            case MULAW -> sent(Sounds.mulaw(speech), "audio/basic");
            case MP3 -> sent(manners.mp3.apply(speech), "audio/mpeg");
            case BASE64 -> base64("", speech);
            case DATA -> base64("data:audio/wav;base64,", speech);
        };
    }

    private MockResponse base64(String before, Pcm speech) {
        ObjectNode body = JSON.createObjectNode().put("status", "ok");
        body.putArray("chunks")
                .addObject()
                .put("sound", before + Base64.getEncoder().encodeToString(WavFile.bytes(speech)));
        return sent(body.toString().getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private static String text(RecordedRequest request) throws IOException, SAXException, ParserConfigurationException {
        String query = request.getUrl().queryParameter("text");
        ByteString body = request.getBody();
        String sent = body == null ? "" : body.utf8();
        String type = String.valueOf(request.getHeaders().get("Content-Type")).replaceFirst(";.*", "");
        return switch (type) {
            case "application/json" -> JSON.readTree(sent).path("text").asText();
            case "application/x-www-form-urlencoded" -> field(sent);
            case "application/ssml+xml" ->
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(sent)))
                        .getDocumentElement()
                        .getTextContent();
            case "text/plain" -> sent;
            default -> query == null ? "" : query;
        };
    }

    private static String field(String form) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith("text=")) {
                return URLDecoder.decode(pair.substring(5), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private MockResponse hear(RecordedRequest request) {
        Pcm sound;
        try {
            sound = sound(request.getBody(), String.valueOf(request.getHeaders().get("Content-Type")));
        } catch (AudioException | JsonProcessingException | IllegalArgumentException unreadable) {
            violation("sent what cannot be heard: " + unreadable.getMessage());
            return json(400, JSON.createObjectNode().put("error", "unreadable"));
        }
        String words =
                mind.answer(Sounds.at(sound, Pcm.TELEPHONE_RATE).samples()).heard();
        if (manners.plain) {
            return sent(words.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8");
        }
        ObjectNode body = JSON.createObjectNode().put("status", "ok");
        var segments = body.putArray("segments");
        for (String word : words.isEmpty() ? new String[0] : words.split(" ", -1)) {
            segments.addObject().put("text", word);
        }
        return sent(body.put("words", words).toString().getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private static Pcm sound(@Nullable ByteString body, String type) throws JsonProcessingException {
        byte[] bytes = body == null ? new byte[0] : body.toByteArray();
        if (type.startsWith("application/json")) {
            JsonNode asked = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            return WavFile.parse(Base64.getDecoder().decode(asked.path("sound").asText()), "the sound");
        }
        if (type.equals("audio/basic")) {
            return G711.fromUlaw(bytes);
        }
        if (type.startsWith("audio/l16;rate=")) {
            short[] samples = new short[bytes.length / 2];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return new Pcm(samples, Integer.parseInt(type.substring("audio/l16;rate=".length())));
        }
        return WavFile.parse(bytes, "the sound");
    }

    private MockResponse sent(byte[] all, String type) {
        List<byte[]> pieces = new ArrayList<>();
        List<Duration> waits = new ArrayList<>();
        for (int at = 0; at < all.length && !(manners.breaksOff && at > 0); at += PIECE_BYTES) {
            waits.add(pieces.isEmpty() ? manners.first : manners.each);
            pieces.add(Arrays.copyOfRange(all, at, Math.min(all.length, at + PIECE_BYTES)));
        }
        return new Chunks(pieces, waits, manners.breaksOff, () -> closed)
                .answer(manners.type.isEmpty() ? type : manners.type);
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
