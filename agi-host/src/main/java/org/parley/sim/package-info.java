/**
 * Far ends that speak the real wire: a simulated Asterisk with a talking caller, and a real Asterisk run as a private
 * lab.
 */
@NullMarked
package org.parley.sim;

import org.jspecify.annotations.NullMarked;
