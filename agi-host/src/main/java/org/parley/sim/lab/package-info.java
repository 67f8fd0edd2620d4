/** A real Asterisk 22, private and on loopback, run as a child: calls are placed into it and watched by AMI. */
@NullMarked
package org.parley.sim.lab;

import org.jspecify.annotations.NullMarked;
