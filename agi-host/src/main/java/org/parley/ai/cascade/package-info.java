/** Makes a voice agent out of a recogniser, a language model and a synthesiser. */
@NullMarked
package org.parley.ai.cascade;

import org.jspecify.annotations.NullMarked;
