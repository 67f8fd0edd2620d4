/** A call's audio by files: what is said is played from, and what is heard recorded into, a folder of two machines. */
@NullMarked
package org.parley.call.files;

import org.jspecify.annotations.NullMarked;
