/** Our agent lines at the dialer: added and removed by an admin, as many as the host can serve, alive without a daemon. */
@NullMarked
package org.parley.dialer.lines;

import org.jspecify.annotations.NullMarked;
