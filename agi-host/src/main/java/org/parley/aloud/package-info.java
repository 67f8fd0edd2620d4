/** Plays the tests of scripts aloud: through a whole host and its audio, with a caller who speaks and listens. */
@NullMarked
package org.parley.aloud;

import org.jspecify.annotations.NullMarked;
