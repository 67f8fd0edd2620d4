@NullMarked
package org.parley.sim.lab;

import org.jspecify.annotations.NullMarked;
