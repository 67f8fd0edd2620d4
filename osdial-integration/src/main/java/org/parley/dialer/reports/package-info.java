/** The dialer's tables after the calls: compared with what Parley remembers, repaired, and added up as reports do. */
@NullMarked
package org.parley.dialer.reports;

import org.jspecify.annotations.NullMarked;
