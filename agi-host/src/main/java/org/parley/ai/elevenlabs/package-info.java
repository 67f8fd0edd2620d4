/** ElevenLabs: its agents as a voice, and its synthesiser over requests and over sockets. */
@NullMarked
package org.parley.ai.elevenlabs;

import org.jspecify.annotations.NullMarked;
