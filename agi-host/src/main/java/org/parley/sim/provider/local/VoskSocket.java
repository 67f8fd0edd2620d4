package org.parley.sim.provider.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import okio.ByteString;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.sim.provider.CallerTurns;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.Mind;

/**
 * One recogniser. Every piece of audio is replied to once: by what was understood so far, which grows word by word in
 * the silence behind a sentence, and by the sentence when the silence is long enough.
 */
final class VoskSocket extends FakeSocket implements CallerTurns.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EOF = "{\"eof\" : 1}";
    private static final String RESET = "{\"reset\" : 1}";
    private static final Set<String> CONFIG =
            Set.of("sample_rate", "words", "max_alternatives", "phrase_list", "spk", "grammar");
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MESSAGE_BYTES_MAX = 1 << 20;

    private final FakeVosk provider;
    private final VoskManners manners;
    private final Mind mind;
    private final CallerTurns turns = new CallerTurns(PAUSE, this);
    private Resampler resampler = new Resampler(Pcm.TELEPHONE_RATE, Pcm.TELEPHONE_RATE);
    private boolean heardAudio;
    private boolean over;
    private String sentence = ""; // understood and not told yet
    private int shown; // words of it
    private long pausedMillis = -1; // since the sentence was understood, -1 while the caller speaks
    private double at;

    VoskSocket(FakeVosk provider, VoskManners manners, Mind mind) {
        super(provider);
        this.provider = provider;
        this.manners = manners;
        this.mind = mind;
    }

    @Override
    protected void opened() {}

    @Override
    protected void message(JsonNode message) {
        throw new IllegalStateException("texts are read byte by byte");
    }

    @Override
    protected void text(String text) {
        if (over) {
            violation("sent behind the end: " + text);
        } else if (text.equals(EOF)) {
            end();
        } else if (text.equals(RESET)) {
            sentence = "";
        } else if (text.contains("config") && !manners.takesNoConfig) {
            configure(text);
        } else {
            violation("sent a text that is audio to the decoder: " + text);
            reset();
        }
    }

    private void configure(String text) {
        try {
            JsonNode config = JSON.readTree(text).path("config");
            config.fieldNames().forEachRemaining(field -> {
                if (!CONFIG.contains(field)) {
                    violation("configured the unknown " + field);
                }
            });
            if (heardAudio || !config.isObject()) {
                violation("sent a configuration that has no effect: " + text);
            }
            int rate = config.path("sample_rate").asInt(Pcm.TELEPHONE_RATE);
            resampler = new Resampler(rate, Pcm.TELEPHONE_RATE);
            List<String> phrases = new ArrayList<>();
            config.path("phrase_list").forEach(phrase -> phrases.add(phrase.asText()));
            provider.listensFor(phrases);
        } catch (JsonProcessingException none) {
            violation("configured by no JSON: " + text);
        }
    }

    @Override
    protected void binary(ByteString bytes) {
        heardAudio = true;
        if (over || bytes.size() == 0 || bytes.size() % 2 != 0 || bytes.size() > MESSAGE_BYTES_MAX) {
            violation("sent " + bytes.size() + " bytes" + (over ? " behind the end" : ""));
        }
        if (!manners.nonsense.isEmpty()) {
            sendText(manners.nonsense);
            return;
        }
        short[] samples = new short[bytes.size() / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((bytes.getByte(2 * i) & 0xff) | (bytes.getByte(2 * i + 1) << 8));
        }
        short[] heard = resampler.process(samples, samples.length);
        pausedMillis += pausedMillis < 0 ? 0 : heard.length / 8;
        at += heard.length / 8000.0;
        turns.hear(heard);
        if (pausedMillis >= 0 && pausedMillis + PAUSE.toMillis() >= manners.endpoint.toMillis()) {
            reply(result());
        } else {
            shown += pausedMillis < 0 ? 0 : 1;
            List<String> words = List.of(sentence.split(" ", -1));
            reply(object().put("partial", String.join(" ", words.subList(0, Math.min(words.size(), shown)))));
        }
    }

    private void end() {
        over = true;
        turns.hear(new short[(int) (PAUSE.toMillis() + 100) * 8]);
        if (!manners.hangs) {
            reply(result());
            provider.later(manners.lag.toMillis(), () -> close(1000, ""));
        }
    }

    @Override
    public void began() {
        pausedMillis = -1;
    }

    @Override
    public void ended(short[] said) {
        String words = mind.answer(said).heard();
        sentence = sentence.isEmpty() || words.isEmpty() ? sentence + words : sentence + " " + words;
        pausedMillis = 0;
    }

    private ObjectNode result() {
        ObjectNode result = object().put("text", sentence);
        if (!sentence.isEmpty()) {
            ArrayNode words = result.putArray("result");
            for (String word : sentence.split(" ", -1)) {
                ObjectNode one =
                        words.addObject().put("word", word).put("start", at).put("end", at + 0.1);
                if (!manners.alternatives) {
                    one.put("conf", 0.9);
                }
            }
        }
        sentence = "";
        shown = 0;
        pausedMillis = -1;
        if (!manners.alternatives) {
            return result;
        }
        ObjectNode several = object();
        several.putArray("alternatives").add(result.put("confidence", 212.5));
        return several;
    }

    private void reply(ObjectNode message) {
        String text = message.toPrettyString();
        if (manners.lag.isZero()) {
            sendText(text);
        } else {
            provider.later(manners.lag.toMillis(), () -> sendText(text));
        }
    }
}
