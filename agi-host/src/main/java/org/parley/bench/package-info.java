/** Load generators and yardsticks for the figures that Parley claims. */
@NullMarked
package org.parley.bench;

import org.jspecify.annotations.NullMarked;
