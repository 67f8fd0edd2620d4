package org.parley.ai.cascade;

import java.time.Duration;
import org.parley.ai.talk.HearingSettings;

/**
 * How a cascade takes turns.
 *
 * @param hearing how turns of the caller are heard
 * @param bargeIn speech of the caller that interrupts the agent
 * @param noInput silence after which the agent asks whether somebody is there; the second time it ends the talk
 */
public record CascadeSettings(HearingSettings hearing, Duration bargeIn, Duration noInput) {}
