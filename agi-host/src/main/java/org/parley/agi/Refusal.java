package org.parley.agi;

/** Why a connection did not become a call. */
public enum Refusal {
    /** The peer's address is in none of the allowed networks. */
    PEER_NOT_ALLOWED("its address is not in agi.allow"),
    /** As many requests as may be are being read already. */
    HANDSHAKES_FULL("agi.handshakesMax requests are being read already"),
    /** Something else than AGI: HTTP, an empty line, random bytes. */
    NOT_AGI("it does not speak AGI"),
    /** A line without end. */
    LINE_TOO_LONG("a line of its request is longer than agi.lineBytesMax"),
    /** Lines without end. */
    TOO_MANY_LINES("its request has more than agi.requestLinesMax lines"),
    /** More bytes than a request has. */
    TOO_MANY_BYTES("its request has more than agi.requestBytesMax bytes"),
    /** A request that lacks agi_network or agi_channel, or contradicts itself. */
    MALFORMED("its request lacks agi_network or agi_channel, or has a line twice"),
    /** Silence, or half a request. */
    TOO_SLOW("its request was not complete within agi.requestTime"),
    /** Closed by the peer before the request was complete. */
    CLOSED_EARLY("it closed before its request was complete"),
    /** A good request, but no permit left: answered BUSY. */
    CALLS_FULL("agi.callsMax calls are running; answered BUSY"),
    /** A good request that came while the host stops: answered BUSY. */
    DRAINING("the host is stopping; answered BUSY");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** The reason in words, for logs. */
    public String words() {
        return words;
    }
}
