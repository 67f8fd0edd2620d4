/** Which scripts there are, which of them a call gets, and how they are swapped while calls run. */
@NullMarked
package org.parley.script.library;

import org.jspecify.annotations.NullMarked;
