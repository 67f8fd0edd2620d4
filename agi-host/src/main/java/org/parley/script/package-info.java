/** What a script sees, and how scripts are compiled, checked and swapped. */
@NullMarked
package org.parley.script;

import org.jspecify.annotations.NullMarked;
