/** A Vosk server: a recogniser over sockets that hears along, on a machine of one's own, with a grammar or without. */
@NullMarked
package org.parley.ai.vosk;

import org.jspecify.annotations.NullMarked;
