package org.parley.audio;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;

/** A far end in a process of its own, so that it can be stopped: for each message that it reads it sends one back. */
public final class TalkingPeer {
    private TalkingPeer() {}

    /** The arguments are the server's port and the UUID to show. */
    public static void main(String[] arguments) throws Exception {
        InetSocketAddress server =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        try (FarEnd far = new FarEnd(server)) {
            far.show(UUID.fromString(arguments[1]));
            while (far.next().kind() != AudioSocketFrame.HANGUP) {
                far.say(new short[AudioSocketFrame.SAMPLES], 0, AudioSocketFrame.SAMPLES);
            }
        }
    }
}
