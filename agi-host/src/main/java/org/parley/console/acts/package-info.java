/** What people do to calls that run, the same over HTTP and over a socket. */
@NullMarked
package org.parley.console.acts;

import org.jspecify.annotations.NullMarked;
