/** Tries a script as text in virtual time: what the caller does comes from a list or a terminal, nothing is written. */
@NullMarked
package org.parley.trial;

import org.jspecify.annotations.NullMarked;
