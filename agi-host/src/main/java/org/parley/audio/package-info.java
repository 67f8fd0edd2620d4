/** PCM, AudioSocket, pacing, voice activity, resampling and recording: one call's sound, both ways. */
@NullMarked
package org.parley.audio;

import org.jspecify.annotations.NullMarked;
