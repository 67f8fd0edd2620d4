/** What programs and people see of a running host: its routes and pages, and the server put together of them. */
@NullMarked
package org.parley.console;

import org.jspecify.annotations.NullMarked;
