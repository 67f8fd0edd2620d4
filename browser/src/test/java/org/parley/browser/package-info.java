/** The console's pages, tried in Chromium as people see them. */
@NullMarked
package org.parley.browser;

import org.jspecify.annotations.NullMarked;
