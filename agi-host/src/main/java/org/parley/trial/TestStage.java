package org.parley.trial;

import java.nio.file.Path;

/** Where tests are played otherwise than as text. */
public interface TestStage {

    /** Plays a call of the script in that file; what the caller misses is for him to tell. */
    TrialOutcome play(Path script, Trial.Setting setting, Timeline caller);
}
