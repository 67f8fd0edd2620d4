/** Piper's HTTP server: a synthesiser on a machine of one's own. */
@NullMarked
package org.parley.ai.piper;

import org.jspecify.annotations.NullMarked;
