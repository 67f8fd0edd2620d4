/** Puts agents on calls that nobody has routed to them: on new ones, and on those that an Asterisk has already. */
@NullMarked
package org.parley.dispatch;

import org.jspecify.annotations.NullMarked;
