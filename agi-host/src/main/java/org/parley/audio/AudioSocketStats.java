package org.parley.audio;

/**
 * What the AudioSocket server has seen since it was opened; legs, strangers and expected are of now.
 *
 * @param legs audio legs up
 * @param strangers connections that have not shown a UUID yet
 * @param expected one-time UUIDs that nobody has shown yet
 * @param legsTotal legs that were ever up
 * @param refusedUnknown connections whose UUID was unknown, used or expired
 * @param refusedProtocol connections that began with anything but a UUID
 * @param refusedSilent connections that showed nothing in time, or closed before
 * @param refusedCrowded connections closed because too many strangers or legs were there
 * @param acceptFailures times that no connection could be accepted, such as without file descriptors
 * @param stalled legs dropped because the far end took no bytes, or read none
 * @param protocolErrors legs whose far end broke the protocol or sent an error
 * @param unknownKinds messages of unknown kind that were skipped
 * @param framesSent frames of 20 ms sent
 * @param framesLate frames that left more than 5 ms after their time
 * @param framesSkipped frames not sent, because their time had passed or the far end took no bytes
 * @param listenerFaults exceptions of listeners, which never reach the loop
 * @param lateness how late frames left
 */
public record AudioSocketStats(
        int legs,
        int strangers,
        int expected,
        long legsTotal,
        long refusedUnknown,
        long refusedProtocol,
        long refusedSilent,
        long refusedCrowded,
        long acceptFailures,
        long stalled,
        long protocolErrors,
        long unknownKinds,
        long framesSent,
        long framesLate,
        long framesSkipped,
        long listenerFaults,
        Lateness lateness) {

    /** Connections refused for whatever reason. */
    public long refused() {
        return refusedUnknown + refusedProtocol + refusedSilent + refusedCrowded;
    }
}
