/** Tests of the conversation scripts. */
@NullMarked
package org.parley.scripts;

import org.jspecify.annotations.NullMarked;
