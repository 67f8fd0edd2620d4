package org.parley.ai.cascade;

import java.time.Duration;
import org.parley.ai.talk.HearingSettings;

/**
 * How a cascade takes turns.
 *
 * @param hearing how turns of the caller are heard
 * @param filler silence of the model after which the agent says that it needs a moment
 */
public record CascadeSettings(HearingSettings hearing, Duration filler) {}
