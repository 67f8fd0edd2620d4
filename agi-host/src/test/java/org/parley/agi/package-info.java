/** Tests of the FastAGI door, and the stand-in for Asterisk that other rooms' tests may use. */
@NullMarked
package org.parley.agi;

import org.jspecify.annotations.NullMarked;
