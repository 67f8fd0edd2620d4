/** Parley's own tables, the connection pool, the private MariaDB, and the journal on disk of what a call still owes. */
@NullMarked
package org.parley.store;

import org.jspecify.annotations.NullMarked;
