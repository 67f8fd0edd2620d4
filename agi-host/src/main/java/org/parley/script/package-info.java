/** What a script sees: its verbs, its values, and one good version of it that runs. */
@NullMarked
package org.parley.script;

import org.jspecify.annotations.NullMarked;
