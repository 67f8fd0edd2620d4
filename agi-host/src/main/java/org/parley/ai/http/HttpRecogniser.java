package org.parley.ai.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.parley.ai.Interim;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.ai.wire.Recognised;
import org.parley.ai.wire.StreamedAnswer;
import org.parley.ai.wire.WholeUtterances;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;
import org.parley.audio.Pcm;

/**
 * A recogniser that is described by its settings. Each utterance is sent as a whole when it is over; texts come in
 * lower case without punctuation at the words' ends, and an empty one means that nothing was understood.
 */
public final class HttpRecogniser implements SpeechToText {
    private static final int TEXT_BYTES_MAX = 1 << 20;

    private final HttpHearingSettings settings;
    private final HearingRecipe recipe;
    private final Wire wire;
    private final Exchange exchange;
    private final WholeUtterances utterances;

    /**
     * The recogniser that they describe.
     *
     * @throws ProviderException when they describe none
     */
    public HttpRecogniser(HttpHearingSettings settings) {
        this(settings, new OkHttpClient());
    }

    /** The same with a client that trusts other certificates, as a test's. */
    public HttpRecogniser(HttpHearingSettings settings, OkHttpClient base) {
        this.settings = settings;
        settings.mistakes().forEach((key, expected) -> {
            throw new ProviderException(
                    Exchange.NAME, Kind.SETTINGS, "Expected at http.hearing." + key + " " + expected, null);
        });
        this.recipe = new HearingRecipe(settings, new Draft(settings.preset().hearing()));
        this.wire =
                Wire.open(Exchange.NAME, new WireLimits(settings.connect(), settings.limit(), settings.limit()), base);
        this.exchange = new Exchange(wire, recipe.request, recipe.answer);
        this.utterances = new WholeUtterances(
                Exchange.NAME,
                new WholeUtterances.Bounds(
                        settings.shortest(), settings.longest(), settings.limit(), settings.requestsMax()));
    }

    @Override
    public String name() {
        return Exchange.NAME;
    }

    @Override
    public Transcriber open(Listening listening, Consumer<Interim> interim) {
        return utterances.open((speech, limit) -> recognise(listening, speech, limit));
    }

    private Transcript recognise(Listening listening, Pcm speech, Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        Map<String, String> values = RequestRecipe.values(listening.language());
        Pcm sound = WholeUtterances.filled(speech, recipe.rate, settings.fill());
        Request request = recipe.request(sound, values);
        try (StreamedAnswer answer = exchange.ask(request, limit)) {
            Recognised recognised = new Recognised(listening.language(), "", 1);
            if (recipe.answer.at.isEmpty()) {
                return recognised.of(new String(answer.whole(TEXT_BYTES_MAX), StandardCharsets.UTF_8), 1);
            }
            String words = recipe.answer
                    .at
                    .first(exchange.settled(answer, values, until))
                    .orElse("");
            return recognised.of(words, 1);
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
