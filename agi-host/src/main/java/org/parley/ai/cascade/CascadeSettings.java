package org.parley.ai.cascade;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.parley.ai.talk.HearingSettings;
import org.parley.ai.talk.TurnModel;

/**
 * How a cascade takes turns.
 *
 * @param hearing how turns of the caller are heard
 * @param filler silence of the model after which the agent says that it needs a moment
 * @param turns judges whether words are a whole turn; null for the rules alone
 */
public record CascadeSettings(
        HearingSettings hearing, Duration filler, @Nullable TurnModel turns) {

    /** With the rules alone to tell when a turn is over. */
    public CascadeSettings(HearingSettings hearing, Duration filler) {
        this(hearing, filler, null);
    }
}
