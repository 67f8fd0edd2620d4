/** Deepgram: streaming recognition over a socket that is warm when the caller begins to speak, and Aura's voices. */
@NullMarked
package org.parley.ai.deepgram;

import org.jspecify.annotations.NullMarked;
