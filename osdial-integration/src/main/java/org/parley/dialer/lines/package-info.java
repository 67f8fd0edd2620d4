/** Our agent lines at the dialer: added by an admin, as many as the host can serve, alive without a daemon. */
@NullMarked
package org.parley.dialer.lines;

import org.jspecify.annotations.NullMarked;
