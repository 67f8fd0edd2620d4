/** A stand-in of OpenAI: talks in realtime, chat completions, transcriptions and speech, as strict as the real one. */
@NullMarked
package org.parley.sim.provider.openai;

import org.jspecify.annotations.NullMarked;
