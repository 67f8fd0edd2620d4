/** The demo: a whole call on one box, shown in the terminal as it happens. */
@NullMarked
package org.parley.demo;

import org.jspecify.annotations.NullMarked;
