package org.parley.ai.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.parley.ai.http.HttpHearingSettings.Form;
import org.parley.ai.http.HttpHearingSettings.Sent;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;

/** How a recogniser is asked: the sound of an utterance, in its form, in a request. */
final class HearingRecipe {
    final RequestRecipe request;
    final AnswerRecipe answer;
    final int rate;
    private final Sent sent;
    private final Form form;
    private final String part;
    private final List<Field> fields = new ArrayList<>();

    private record Field(String name, Template value) {}

    HearingRecipe(HttpHearingSettings settings, Draft draft) {
        sent = draft.constant("sent", settings.sent(), Sent.class);
        form = draft.constant("form", settings.form(), Form.class);
        rate = draft.number("rate", settings.rate());
        String name = draft.text("part", settings.part());
        part = name.isEmpty() ? "file" : name;
        Map<String, String> constants =
                Map.of("model", draft.text("model", settings.model()), "rate", String.valueOf(rate));
        request = new RequestRecipe(settings.request(), draft, constants, "audio", sent == Sent.TEMPLATE);
        answer = new AnswerRecipe(settings.answer(), draft, request);
        for (String field : sent == Sent.MULTIPART ? draft.list("fields", settings.fields()) : List.<String>of()) {
            draft.read("fields", () -> field(field)).ifPresent(read -> {
                RequestRecipe.needs(draft, read.value, constants);
                fields.add(read);
            });
        }
        if (rate < 8000) {
            draft.mistake("rate", "a rate of 8000 to 48000 Hz, or 0 for the preset's");
        }
        if (settings.request().method() == HttpRequestSettings.Method.GET) {
            draft.mistake("request.method", "post or put, since the sound is sent");
        }
    }

    private static Field field(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("NAME=VALUE such as language={language}, but '" + text + "' is none");
        }
        return new Field(
                text.substring(0, equals).strip(),
                Template.of(text.substring(equals + 1).strip(), Place.PLAIN, RequestRecipe.NAMES));
    }

    /** The request for the words of that speech, which has the recipe's rate. */
    Request request(Pcm speech, Map<String, String> values) {
        byte[] sound = bytes(speech);
        return switch (sent) {
            case TEMPLATE -> {
                Map<String, String> all = new HashMap<>(values);
                all.put("audio", Base64.getEncoder().encodeToString(sound));
                yield request.request(all);
            }
            case MULTIPART -> request.request(values, parts(sound, values));
            default -> request.request(values, RequestBody.create(sound, type()));
        };
    }

    private MultipartBody parts(byte[] sound, Map<String, String> values) {
        MultipartBody.Builder parts = new MultipartBody.Builder().setType(MultipartBody.FORM);
        parts.addFormDataPart(part, form == Form.WAV ? "audio.wav" : "audio.raw", RequestBody.create(sound, type()));
        for (Field field : fields) {
            parts.addFormDataPart(field.name, request.field(field.value, values));
        }
        return parts.build();
    }

    private MediaType type() {
        return MediaType.get(
                switch (form) {
                    case MULAW -> "audio/basic";
                    case PCM -> "audio/l16;rate=" + rate;
                    default -> "audio/wav";
                });
    }

    private byte[] bytes(Pcm speech) {
        short[] samples = speech.samples();
        return switch (form) {
            case MULAW -> {
                byte[] codes = new byte[samples.length];
                for (int i = 0; i < codes.length; i++) {
                    codes[i] = G711.toUlaw(samples[i]);
                }
                yield codes;
            }
            case PCM -> {
                ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asShortBuffer().put(samples);
                yield bytes.array();
            }
            default -> WavFile.bytes(speech);
        };
    }
}
