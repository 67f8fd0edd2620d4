/** Calls from a page: a visitor's microphone and loudspeaker over a WebSocket, as the channel of a call. */
@NullMarked
package org.parley.webcall;

import org.jspecify.annotations.NullMarked;
