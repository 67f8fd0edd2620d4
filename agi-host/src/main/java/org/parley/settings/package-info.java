/** Reads parley.yaml, the environment and the command line into one typed record, and reports every mistake at once. */
@NullMarked
package org.parley.settings;

import org.jspecify.annotations.NullMarked;
