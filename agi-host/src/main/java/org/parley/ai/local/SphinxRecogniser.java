package org.parley.ai.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.parley.ai.Interim;
import org.parley.ai.Languages;
import org.parley.ai.Listening;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechToText;
import org.parley.ai.Transcriber;
import org.parley.ai.Transcript;
import org.parley.audio.Pcm;
import org.slf4j.LoggerFactory;

/**
 * Recognises English with Sphinx4 and one small grammar per question. A fixed number of recognisers take one utterance
 * at a time and decode it while the caller speaks, each on a platform thread of its own: decoding is all computing, and
 * on virtual threads it would hold up the calls.
 */
final class SphinxRecogniser implements SpeechToText {

    static final String NAME = "sphinx";

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SphinxRecogniser.class);

    /** An utterance of which nothing more comes is given up. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(60);

    /** The library's loggers: most by package, those of the stages of its front end by their bare class names. */
    private static final List<String> LIBRARY_LOGGERS =
            List.of("edu.cmu.sphinx", "AutoCepstrum", "LiveCMN", "FeatureTransform", "DeltasFeatureExtractor");

    /** Held, because the log manager forgets loggers, and their levels, that nobody holds; silent from then on. */
    @SuppressWarnings({"unused", "FieldCanBeLocal"}) // being held is its use
    private final List<Logger> silenced;

    private final Pronunciations pronunciations;
    private final BlockingQueue<GrammarDecoder> idle;
    private final ExecutorService workers;
    private final Duration wait;
    private volatile boolean closed;

    private SphinxRecogniser(
            Pronunciations pronunciations, List<GrammarDecoder> decoders, Duration wait, List<Logger> silenced) {
        this.pronunciations = pronunciations;
        this.silenced = silenced;
        this.wait = wait;
        idle = new ArrayBlockingQueue<>(decoders.size(), true, decoders);
        workers = Executors.newFixedThreadPool(
                decoders.size(),
                Thread.ofPlatform().daemon().name("recogniser-", 1).factory());
    }

    /**
     * Loads the dictionary and so many recognisers; takes some seconds.
     *
     * @param wait how long an utterance waits for a free recogniser
     */
    static SphinxRecogniser open(int recognisers, Duration wait) {
        List<Logger> silenced = LIBRARY_LOGGERS.stream().map(Logger::getLogger).toList();
        // forty lines an utterance otherwise
        silenced.forEach(logger -> logger.setLevel(Level.OFF));
        try {
            Pronunciations pronunciations = Pronunciations.load();
            // together: it is reading and sorting, and start-up waits for it
            List<GrammarDecoder> decoders = IntStream.range(0, recognisers)
                    .parallel()
                    .mapToObj(i -> decoder(pronunciations))
                    .toList();
            return new SphinxRecogniser(pronunciations, decoders, wait, silenced);
        } catch (IOException e) {
            throw new ProviderException(NAME, Kind.SETTINGS, "Expected its models but " + e.getMessage(), e);
        }
    }

    private static GrammarDecoder decoder(Pronunciations pronunciations) {
        try {
            return GrammarDecoder.load(pronunciations);
        } catch (IOException e) {
            throw new ProviderException(NAME, Kind.SETTINGS, "Expected its acoustic model but " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean hears(Locale language) {
        return language.getLanguage().isEmpty() || Languages.same(language, Locale.ENGLISH);
    }

    /**
     * Begins an utterance in English; audio may come at any rate.
     *
     * @throws ProviderException REFUSED when the expectation has words that nobody can say or the language is another,
     *     OVERLOADED when no recogniser became free in time
     */
    @Override
    public Transcriber open(Listening listening, Consumer<Interim> interim) throws InterruptedException {
        if (!hears(listening.language())) {
            throw new ProviderException(
                    NAME,
                    Kind.SETTINGS,
                    "Expected English but was asked for " + Languages.name(listening.language()),
                    null);
        }
        SpokenGrammar grammar = SpokenGrammar.of(listening.expected(), listening.anytime(), pronunciations::has);
        GrammarDecoder decoder = closed ? null : idle.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (decoder == null) {
            String found = closed ? "it is closed" : "all were busy for " + wait.toMillis() + " ms; raise recognisers";
            throw new ProviderException(NAME, Kind.RATE, "Expected a free recogniser but " + found, null);
        }
        SpeechFeed feed = decoder.feed(IDLE_MAX.toNanos());
        CompletableFuture<Transcript> words = new CompletableFuture<>();
        try {
            workers.execute(() -> decode(decoder, grammar, feed, words));
        } catch (RuntimeException e) {
            idle.add(decoder);
            throw new ProviderException(NAME, Kind.RATE, "Expected a free recogniser but it is closed", e);
        }
        return new SphinxTranscriber(feed, words);
    }

    private void decode(
            GrammarDecoder decoder, SpokenGrammar grammar, SpeechFeed feed, CompletableFuture<Transcript> words) {
        Throwable failure = null;
        Transcript heard = Transcript.NONE;
        try {
            heard = decoder.decode(grammar, feed);
        } catch (IOException | RuntimeException | Error e) {
            // the library throws Error for what it did not expect in a grammar
            failure = e;
        }
        if (feed.dropped() > 0) {
            LOG.atWarn()
                    .addKeyValue("pieces", feed.dropped())
                    .log("A recogniser lagged behind its caller and missed audio");
        }
        // free before the words are out: who has them may ask the next question at once
        idle.add(decoder);
        if (failure == null) {
            words.complete(heard);
        } else {
            words.completeExceptionally(failure);
        }
    }

    /** Ends the recognisers; utterances that go on end as not understood. */
    @Override
    public void close() {
        closed = true;
        workers.shutdownNow();
        idle.clear();
    }

    /** One utterance. */
    private record SphinxTranscriber(SpeechFeed feed, CompletableFuture<Transcript> words) implements Transcriber {

        @Override
        public void hear(Pcm audio) {
            feed.put(audio);
        }

        @Override
        public Transcript finish(Duration limit) throws InterruptedException {
            feed.end();
            try {
                return words.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                feed.abandon();
                throw new ProviderException(
                        NAME, Kind.SLOW, "Expected the words within " + limit.toMillis() + " ms but had none", e);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new ProviderException(
                        NAME, Kind.PROTOCOL, "Expected words but the recogniser broke: " + e.getCause(), e.getCause());
            }
        }

        @Override
        public void close() {
            if (!words.isDone()) {
                feed.abandon();
            }
        }
    }
}
