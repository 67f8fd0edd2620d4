/** Which dialer a database belongs to, and what its tables look like there. */
@NullMarked
package org.parley.dialer.schema;

import org.jspecify.annotations.NullMarked;
