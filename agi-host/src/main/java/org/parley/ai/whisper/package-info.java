/** A server of whisper.cpp: a recogniser on a machine of one's own that hears each utterance as a whole. */
@NullMarked
package org.parley.ai.whisper;

import org.jspecify.annotations.NullMarked;
