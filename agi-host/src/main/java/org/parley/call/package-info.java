/** Runs one call: script, talk, result; registry, capacity, timeline, and the one closing path. */
@NullMarked
package org.parley.call;

import org.jspecify.annotations.NullMarked;
