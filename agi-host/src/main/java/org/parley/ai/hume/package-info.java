/** Hume's Empathic Voice Interface: a voice that hears and speaks by itself, and hears how the caller feels. */
@NullMarked
package org.parley.ai.hume;

import org.jspecify.annotations.NullMarked;
