/** Turn-taking: when the caller's turn has begun and ended, and whether he interrupts the agent. */
@NullMarked
package org.parley.ai.talk;

import org.jspecify.annotations.NullMarked;
