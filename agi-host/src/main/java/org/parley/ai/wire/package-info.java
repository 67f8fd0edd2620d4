/**
 * How providers are reached: sockets and requests with deadlines and bounds, speech that comes in pieces and words that
 * come at once, failures by kind, secrets kept back.
 */
@NullMarked
package org.parley.ai.wire;

import org.jspecify.annotations.NullMarked;
