package org.parley;

import java.time.Clock;
import org.parley.call.Resources;
import org.parley.dialer.Dialer;

/**
 * What stands in for the world around a host that serves no real callers.
 *
 * @param dialer whose calls and leads they are; nothing is written for it but what it takes itself
 * @param clock by which calls come
 * @param resources what scripts read instead of services, tables and what earlier calls have kept
 */
public record Rehearsal(Dialer dialer, Clock clock, Resources resources) {}
