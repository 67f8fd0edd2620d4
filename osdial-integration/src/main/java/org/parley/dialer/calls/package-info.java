/** One call in the dialer's tables: recognised, claimed, and its result written. */
@NullMarked
package org.parley.dialer.calls;

import org.jspecify.annotations.NullMarked;
