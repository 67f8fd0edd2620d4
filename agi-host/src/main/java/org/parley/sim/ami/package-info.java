/** Calls placed into a real Asterisk over its manager interface (AMI): by a simulated caller, or from a telephone. */
@NullMarked
package org.parley.sim.ami;

import org.jspecify.annotations.NullMarked;
