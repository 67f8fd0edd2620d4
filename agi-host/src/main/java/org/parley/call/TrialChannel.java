package org.parley.call;

import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiChannel;

/** A channel by which a script may be tried. */
public interface TrialChannel extends AgiChannel {

    /** What is tried; null for a call like any other. */
    @Nullable
    Tried tried();
}
