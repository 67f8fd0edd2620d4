/** How providers are reached: sockets and requests with deadlines and bounds, failures by kind, secrets kept back. */
@NullMarked
package org.parley.ai.wire;

import org.jspecify.annotations.NullMarked;
