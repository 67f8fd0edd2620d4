/** The contracts for voices and the values that cross them; one sub-package per vendor, never seeing each other. */
@NullMarked
package org.parley.ai;

import org.jspecify.annotations.NullMarked;
