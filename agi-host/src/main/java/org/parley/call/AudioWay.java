package org.parley.call;

import java.net.InetAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiRequest;
import org.parley.agi.Pending;
import org.parley.audio.AudioException;
import org.parley.audio.AudioLeg;
import org.parley.audio.AudioSocketServer;
import org.parley.audio.ExpectedLeg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How Asterisk connects the audio of a call: by its own AudioSocket, or, where it is too old to have that, by a call to
 * a second Asterisk which has it and is told the one-time id as the extension.
 *
 * @param peer of the second Asterisk, such as {@code SIP/parley-audio}; "" for none
 */
record AudioWay(String peer) {
    private static final Logger log = LoggerFactory.getLogger(AudioWay.class);
    private static final Pattern PEER = Pattern.compile("(SIP|PJSIP|IAX2)/[A-Za-z0-9_.-]{1,40}");
    private static final String ID_FOLLOWS = "0";
    private static final Duration CONNECT_SLICE = Duration.ofMillis(100);

    /** As the dialplan says behind the URL, in AGI's first argument. */
    static AudioWay of(AgiRequest request) {
        String peer = request.arguments().isEmpty() ? "" : request.arguments().getFirst();
        if (peer.isEmpty() || PEER.matcher(peer).matches()) {
            return new AudioWay(peer);
        }
        log.warn(
                "expected PARLEY_AUDIO in the dialplan to be like SIP/parley-audio, PJSIP/parley-audio or"
                        + " IAX2/parley-audio but was '{}'; this Asterisk is asked for the audio itself",
                peer);
        return new AudioWay("");
    }

    /** The address that Asterisk is told: the one that is advertised, or that at which it reached us. */
    static String target(String advertise, InetAddress local, AudioSocketServer server) {
        if (!advertise.isEmpty()) {
            return advertise;
        }
        String host = local.getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                + server.address().getPort();
    }

    /** Whether this Asterisk is asked for the audio itself. */
    boolean isDirect() {
        return peer.isEmpty();
    }

    /** The audio is to come to that address; what begins lasts as long as the audio. */
    Pending begin(AgiChannel channel, UUID id, String target, Duration limit) {
        if (peer.isEmpty()) {
            return channel.begin("AudioSocket", id.toString(), target);
        }
        String extension = ID_FOLLOWS + id.toString().replace("-", "");
        String[] parts = peer.split("/", -1);
        String dialled = parts[0].equals("IAX2") ? peer + "/" + extension : parts[0] + "/" + extension + "@" + parts[1];
        // g: the dialplan's h extension must not run before the call has come to its end
        return channel.begin("Dial", dialled, String.valueOf(Math.max(1, limit.toSeconds())), "g");
    }

    /**
     * Waits for the leg, but not on when Asterisk has given up by itself; {@link org.parley.agi.NoApplication} when it
     * has no AudioSocket.
     */
    AudioLeg await(ExpectedLeg expected, Pending running, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return expected.await(CONNECT_SLICE);
            } catch (AudioException late) {
                if (System.nanoTime() >= deadline) {
                    throw late;
                }
                if (running.isDone()) {
                    throw new AudioException("Expected Asterisk to connect the audio but "
                            + remedy().formatted(running.await(CONNECT_SLICE)));
                }
            }
        }
    }

    /** What to look after when no audio has come. */
    private String remedy() {
        return peer.isEmpty()
                ? "its AudioSocket ended with %s; is the address right and app_audiosocket loaded?"
                : "its Dial to " + peer + " ended with %s; is the second Asterisk up, does it take the call in its"
                        + " context parley-audio, and does it reach the host?";
    }
}
