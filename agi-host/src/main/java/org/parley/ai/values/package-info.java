/** Reads the values that callers say or key, such as sums, days, telephone numbers and names, and says them back. */
@NullMarked
package org.parley.ai.values;

import org.jspecify.annotations.NullMarked;
