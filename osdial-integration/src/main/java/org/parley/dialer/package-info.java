/** The dialer's tables: calls, leads, agent lines and results in OSDial or VICIdial. */
@NullMarked
package org.parley.dialer;

import org.jspecify.annotations.NullMarked;
