/** What every route of the console is made of: path and role, what came with a request, how it is answered. */
@NullMarked
package org.parley.console.http;

import org.jspecify.annotations.NullMarked;
