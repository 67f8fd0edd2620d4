/**
 * FastAGI: one socket, one request, a handful of commands; the only room that knows asterisk-java's AGI.
 *
 * <p>Kept of asterisk-java: its parsing of requests, its commands with their quoting, its replies. Replaced: its server
 * and its socket reader (release 3.42). That reader has no bound on lines or bytes, waits for ever on an HTTP request
 * and
 * on a one-line 520 reply, and hands random bytes to a script as a request without a channel; its one read time-out
 * cuts
 * long {@code EXEC}s as well as silent strangers; its accept loop spins when descriptors run out; and its shutdown
 * neither waits for running calls nor ends them. {@link org.parley.agi.AgiServer} is what stands there instead.
 */
@NullMarked
package org.parley.agi;

import org.jspecify.annotations.NullMarked;
