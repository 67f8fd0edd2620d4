package org.parley.trial;

import java.nio.file.Path;
import org.parley.ai.LanguageModel;

/** Where tests are played otherwise than as text. */
public interface TestStage {

    /**
     * A test to be played.
     *
     * @param script the file of the script that is called
     * @param caller who tells what he misses
     * @param line that he calls over
     * @param model who answers in free talks; belongs to who asks for the test
     */
    record Play(Path script, Trial.Setting setting, Timeline caller, LineWords line, LanguageModel model) {}

    /** Plays it to its end. */
    TrialOutcome play(Play test);
}
