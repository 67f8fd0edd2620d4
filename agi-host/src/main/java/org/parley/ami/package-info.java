/** The manager interface (AMI) of an Asterisk: calls are placed, moved and followed from outside them. */
@NullMarked
package org.parley.ami;

import org.jspecify.annotations.NullMarked;
