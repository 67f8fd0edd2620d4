package org.parley.ai.local;

import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.frontend.AutoCepstrum;
import edu.cmu.sphinx.frontend.DataBlocker;
import edu.cmu.sphinx.frontend.DataProcessor;
import edu.cmu.sphinx.frontend.FrontEnd;
import edu.cmu.sphinx.frontend.feature.DeltasFeatureExtractor;
import edu.cmu.sphinx.frontend.feature.FeatureTransform;
import edu.cmu.sphinx.frontend.feature.LiveCMN;
import edu.cmu.sphinx.frontend.filter.Preemphasizer;
import edu.cmu.sphinx.frontend.transform.DiscreteFourierTransform;
import edu.cmu.sphinx.frontend.window.RaisedCosineWindower;
import edu.cmu.sphinx.jsgf.JSGFGrammar;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Sphinx3Loader;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.TiedStateAcousticModel;
import edu.cmu.sphinx.linguist.flat.FlatLinguist;
import edu.cmu.sphinx.result.Result;
import edu.cmu.sphinx.util.LogMath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.ai.Transcript;

/**
 * One recogniser: an acoustic model, and the search graphs of the grammars that it met lately. One thread at a time.
 * The library's parts are put together here, not by its configuration file, so that model and dictionary are read
 * once, and a graph is built once per grammar instead of once per utterance.
 */
final class GrammarDecoder {

    private static final String MODEL = "/edu/cmu/sphinx/models/en-us/en-us/";

    /** Searches kept; the graph of a large grammar takes a few megabytes. */
    private static final int SEARCHES_MAX = 24;

    /** Cepstra, 10 ms each, from which the mean of the line is taken before decoding begins. */
    private static final int MEAN_WINDOW = 150;

    private static final double SILENCE = 0.1;
    private static final float LANGUAGE_WEIGHT = 8f;

    /** The way through any phones whatever, for speech that is not in the grammar: its entrance, and each phone. */
    private static final double FOREIGN_ENTRY = 1e-10;

    private static final double FOREIGN_PHONE = 1e-5;
    private static final String FOREIGN = "<unk>";

    /** A lead over the next reading by so many times e is trusted half. */
    private static final double HALF_TRUST = 30;

    private final RecogniserDictionary dictionary;
    private final UnitManager units;
    private final Sphinx3Loader loader;
    private final TiedStateAcousticModel model;
    private final Map<SpokenGrammar, GrammarSearch> searches = new LinkedHashMap<>(32, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SpokenGrammar, GrammarSearch> eldest) {
            return size() > SEARCHES_MAX;
        }
    };
    private final FedScorer scorer = new FedScorer(new FrontEnd(List.of()));
    private long nextSample;

    private GrammarDecoder(
            RecogniserDictionary dictionary, UnitManager units, Sphinx3Loader loader, TiedStateAcousticModel model) {
        this.dictionary = dictionary;
        this.units = units;
        this.loader = loader;
        this.model = model;
    }

    /** Reads the acoustic model from the class path; takes a second or two and about 75 MB. */
    static GrammarDecoder load(Pronunciations pronunciations) throws IOException {
        UnitManager units = new UnitManager();
        Sphinx3Loader loader = new Sphinx3Loader(Resources.url(MODEL), units, 0f, 1e-7f, 1e-4f, 4, true);
        TiedStateAcousticModel model = new TiedStateAcousticModel(loader, units, true);
        model.allocate();
        return new GrammarDecoder(new RecogniserDictionary(pronunciations, units), units, loader, model);
    }

    /** A feed for the next utterance, which gives up when nothing comes for so long. */
    SpeechFeed feed(long idleNanos) {
        return new SpeechFeed(idleNanos, nextSample);
    }

    /** Follows an utterance while it comes and tells what was said; {@link Transcript#NONE} for foreign speech. */
    Transcript decode(SpokenGrammar grammar, SpeechFeed feed) throws IOException {
        FrontEnd frontEnd = frontEnd(feed);
        GrammarSearch search = search(grammar);
        scorer.hear(frontEnd);
        search.startRecognition();
        try {
            Result result = search.recognize(Integer.MAX_VALUE);
            return result == null || feed.isAbandoned() ? Transcript.NONE : transcript(result);
        } finally {
            search.stopRecognition();
            nextSample = feed.nextSample() + TelephoneBand.RATE;
        }
    }

    private static Transcript transcript(Result result) {
        Token best = result.getBestFinalToken();
        if (best == null) {
            return Transcript.NONE;
        }
        String words = best.getWordPathNoFiller().strip();
        if (words.isEmpty() || words.contains(FOREIGN)) {
            return Transcript.NONE;
        }
        double lead = HALF_TRUST * 4;
        for (Token other : result.getResultTokens()) {
            if (!other.getWordPathNoFiller().strip().equals(words)) {
                lead = Math.min(lead, LogMath.getLogMath().logToLn(best.getScore() - other.getScore()));
            }
        }
        return new Transcript(words.replace(".", " ").strip().replaceAll("\\s+", " "), trust(lead));
    }

    private static double trust(double lead) {
        return Math.max(0, lead) / (Math.max(0, lead) + HALF_TRUST);
    }

    private FrontEnd frontEnd(SpeechFeed feed) throws IOException {
        List<DataProcessor> stages = List.of(
                feed,
                new DataBlocker(10),
                new Preemphasizer(0.97),
                new RaisedCosineWindower(0.46, 25.625f, 10f),
                new DiscreteFourierTransform(-1, false),
                new AutoCepstrum(loader),
                new LiveCMN(12, 300, 400, MEAN_WINDOW),
                new DeltasFeatureExtractor(3),
                new FeatureTransform(loader));
        FrontEnd frontEnd = new FrontEnd(stages);
        for (DataProcessor stage : stages) {
            stage.initialize();
        }
        return frontEnd;
    }

    private GrammarSearch search(SpokenGrammar grammar) throws IOException {
        GrammarSearch known = searches.get(grammar);
        if (known != null) {
            return known;
        }
        // the library reads grammars from files only
        Path folder = Files.createTempDirectory("parley-grammar");
        Path file = folder.resolve("question.gram");
        try {
            Files.writeString(file, grammar.jsgf());
            GrammarSearch search = new GrammarSearch(graph(folder, grammar.wordProbability()), scorer);
            // the library counts in a map that all recognisers share and nobody guards
            synchronized (GrammarDecoder.class) {
                search.allocate();
            }
            searches.put(grammar, search);
            return search;
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private FlatLinguist graph(Path folder, double wordProbability) throws IOException {
        JSGFGrammar grammar = new JSGFGrammar(folder.toUri().toURL(), "question", false, true, true, false, dictionary);
        return new FlatLinguist(
                model,
                grammar,
                units,
                wordProbability,
                SILENCE,
                1,
                1,
                LANGUAGE_WEIGHT,
                false,
                false,
                false,
                true,
                FOREIGN_ENTRY,
                FOREIGN_PHONE,
                model);
    }
}
