/** Builds everything with new, starts it, and stops it in reverse order. */
@NullMarked
package org.parley;

import org.jspecify.annotations.NullMarked;
