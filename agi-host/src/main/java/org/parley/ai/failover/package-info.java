/** Keeps a talk going when a voice fails: the next takes over with what was said, and a voice in trouble is left. */
@NullMarked
package org.parley.ai.failover;

import org.jspecify.annotations.NullMarked;
