/** FastAGI: one socket, one request, a handful of commands; the only room that knows asterisk-java's AGI. */
@NullMarked
package org.parley.agi;

import org.jspecify.annotations.NullMarked;
