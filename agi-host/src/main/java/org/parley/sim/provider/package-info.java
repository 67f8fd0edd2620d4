/**
 * Stand-ins of providers: servers on loopback that speak each one's wire format, refuse what it would refuse, and fail
 * as it fails.
 */
@NullMarked
package org.parley.sim.provider;

import org.jspecify.annotations.NullMarked;
