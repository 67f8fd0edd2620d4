/** Which versions of a script there were, and how an earlier one comes back. */
@NullMarked
package org.parley.releases;

import org.jspecify.annotations.NullMarked;
