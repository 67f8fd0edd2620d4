package org.parley.ai.local;

import edu.cmu.sphinx.decoder.pruner.SimplePruner;
import edu.cmu.sphinx.decoder.search.PartitionActiveListFactory;
import edu.cmu.sphinx.decoder.search.SimpleBreadthFirstSearchManager;
import edu.cmu.sphinx.linguist.Linguist;
import java.util.ArrayList;
import java.util.HashMap;

/** The search in one grammar, used for many utterances; it lets go of the last one's hypotheses when that is over. */
final class GrammarSearch extends SimpleBreadthFirstSearchManager {

    private static final int ACTIVE_MAX = 20_000;
    private static final double BEAM = 1e-60;

    GrammarSearch(Linguist graph, FedScorer scorer) {
        super(graph, new SimplePruner(), scorer, new PartitionActiveListFactory(ACTIVE_MAX, BEAM), false, 0, 0, false);
    }

    @Override
    protected void localStop() {
        activeList = activeListFactory.newInstance();
        resultList = new ArrayList<>();
        bestTokenMap = new HashMap<>();
    }
}
