/** What the console asks of the host that it shows; whoever builds a host implements it. */
@NullMarked
package org.parley.console.host;

import org.jspecify.annotations.NullMarked;
