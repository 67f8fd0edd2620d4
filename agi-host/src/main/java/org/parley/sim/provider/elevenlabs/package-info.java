/** A stand-in of ElevenLabs: its agents, and its synthesiser over requests and over sockets. */
@NullMarked
package org.parley.sim.provider.elevenlabs;

import org.jspecify.annotations.NullMarked;
