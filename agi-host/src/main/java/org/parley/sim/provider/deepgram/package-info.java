/** A stand-in of Deepgram: a recogniser that settles window by window, and Aura by requests and over sockets. */
@NullMarked
package org.parley.sim.provider.deepgram;

import org.jspecify.annotations.NullMarked;
