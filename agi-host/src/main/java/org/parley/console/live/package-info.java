/** The live events of a host, and the streams and sockets by which clients follow them. */
@NullMarked
package org.parley.console.live;

import org.jspecify.annotations.NullMarked;
