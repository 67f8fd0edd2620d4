/** How scripts are compiled and held against what a script may do, with what is wrong told in its writer's words. */
@NullMarked
package org.parley.script.compile;

import org.jspecify.annotations.NullMarked;
