/** What Parley knows of a dialer and asks of it: calls, leads and results, without a word of SQL. */
@NullMarked
package org.parley.dialer;

import org.jspecify.annotations.NullMarked;
