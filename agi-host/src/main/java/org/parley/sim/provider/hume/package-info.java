/** A stand-in of Hume's EVI: hears turns by their energy, speaks in WAV files, interrupts, calls tools, hangs up. */
@NullMarked
package org.parley.sim.provider.hume;

import org.jspecify.annotations.NullMarked;
