/** Tests that the yardsticks measure. */
@NullMarked
package org.parley.bench;

import org.jspecify.annotations.NullMarked;
