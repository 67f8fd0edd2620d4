/** What programs and people see of a running host over HTTP: its health, figures, calls, scripts and live events. */
@NullMarked
package org.parley.console;

import org.jspecify.annotations.NullMarked;
