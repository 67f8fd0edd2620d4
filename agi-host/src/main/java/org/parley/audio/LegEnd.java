package org.parley.audio;

/** Why an audio leg ended. */
public enum LegEnd {
    /** We closed it. */
    CLOSED,
    /** The far end closed or reset the connection: the caller hung up, or Asterisk moved the channel. */
    PEER_GONE,
    /** The far end sent a hang-up message (kind 0x00). */
    PEER_HANGUP,
    /** The far end sent an error message (kind 0xff). */
    PEER_ERROR,
    /** The far end broke the protocol. */
    PROTOCOL,
    /** The far end took no audio for as long as the stall limit. */
    STALLED
}
