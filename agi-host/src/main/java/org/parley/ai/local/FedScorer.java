package org.parley.ai.local;

import edu.cmu.sphinx.decoder.scorer.SimpleAcousticScorer;
import edu.cmu.sphinx.frontend.FrontEnd;

/** Scores one utterance after the other; each comes by a front end of its own, so that nothing is carried over. */
final class FedScorer extends SimpleAcousticScorer {

    FedScorer(FrontEnd first) {
        super(first, null);
    }

    void hear(FrontEnd utterance) {
        frontEnd = utterance;
    }
}
