/** Who comes in to the console and what he may: passwords, tokens, sessions, TLS, and what is written down of him. */
@NullMarked
package org.parley.console.doors;

import org.jspecify.annotations.NullMarked;
