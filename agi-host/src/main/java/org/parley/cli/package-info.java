/** The commands of the launcher. */
@NullMarked
package org.parley.cli;

import org.jspecify.annotations.NullMarked;
