/** Stand-ins of servers for a machine of one's own: Vosk, whisper.cpp and Piper. */
@NullMarked
package org.parley.sim.provider.local;

import org.jspecify.annotations.NullMarked;
