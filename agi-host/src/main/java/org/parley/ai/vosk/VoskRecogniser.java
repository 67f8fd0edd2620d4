package org.parley.ai.vosk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.wire.Closes;
import org.parley.ai.wire.SocketLink;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;

/**
 * A recogniser at a Vosk server, as the one in Python of vosk-server speaks: one socket for each utterance, a
 * configuration, audio as binary messages, and a reply to each. The language is that of the server's model.
 */
public final class VoskRecogniser implements SpeechToText {
    static final String NAME = "vosk";
    private static final int PHRASES_MAX = 500;
    private static final String UNKNOWN = "[unk]";
    private static final List<String> ENGLISH_DIGITS = List.of(
            "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple",
            UNKNOWN);

    private final VoskSettings settings;
    private final boolean grammar;
    private final Request address;
    private final Wire wire;

    /**
     * The recogniser at that server.
     *
     * @param grammar whether it may be told to listen for the expected phrases only
     * @throws ProviderException when the address is none
     */
    public VoskRecogniser(VoskSettings settings, boolean grammar) {
        this(settings, grammar, new OkHttpClient());
    }

    /** The same with a client that trusts other certificates, as a test's. */
    public VoskRecogniser(VoskSettings settings, boolean grammar, OkHttpClient base) {
        this.settings = settings;
        this.grammar = grammar && settings.grammar();
        this.address = new Request.Builder()
                .url(Wire.address(settings.url())
                        .orElseThrow(() -> new ProviderException(
                                NAME,
                                Kind.SETTINGS,
                                "Expected an address such as ws://127.0.0.1:2700 but was '" + settings.url() + "'",
                                null)))
                .build();
        this.wire = Wire.open(
                NAME, new WireLimits(settings.connect(), settings.connect(), WireLimits.DEFAULT.idle()), base);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Transcriber open(Listening listening, Consumer<Interim> interim) throws InterruptedException {
        VoskTranscriber transcriber =
                new VoskTranscriber(settings.rate(), settings.piece(), listening.language(), interim);
        SocketLink link = SocketLink.open(wire, address, Closes::common, transcriber);
        if (settings.configure()) {
            boolean _ = link.send(configuration(listening)); // a socket that is over by now has told why
        }
        transcriber.begin(link);
        return transcriber;
    }

    /** {@code {"config":{"sample_rate":8000,"words":true,"phrase_list":["yes","no","[unk]"]}}}. */
    private ObjectNode configuration(Listening listening) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        ObjectNode config = message.putObject("config");
        config.put("sample_rate", settings.rate()).put("words", true);
        List<String> phrases = grammar ? phrases(listening) : List.of();
        if (!phrases.isEmpty()) {
            ArrayNode list = config.putArray("phrase_list");
            phrases.forEach(list::add);
        }
        return message;
    }

    private static List<String> phrases(Listening listening) {
        return switch (listening.expected()) {
            case Listening.Phrases(var phrases)
            when !phrases.isEmpty() && phrases.size() <= PHRASES_MAX -> {
                List<String> all = new ArrayList<>(phrases);
                all.addAll(listening.anytime());
                all.add(UNKNOWN);
                yield all;
            }
            // the digits of other languages are the model's
            case Listening.Digits _
            when listening.language().getLanguage().equals(Locale.ENGLISH.getLanguage()) -> ENGLISH_DIGITS;
            default -> List.of();
        };
    }

    @Override
    public void close() {
        wire.close();
    }
}
