package org.parley.audio;

import java.net.InetSocketAddress;
import java.util.UUID;

/** A far end in a process of its own, so that it can be stopped: for each message that it reads it sends one back. */
public final class TalkingPeer {
    private TalkingPeer() {}

    /** The arguments are the server's address, its port and the UUID to show. */
    public static void main(String[] arguments) throws Exception {
        InetSocketAddress server = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        try (FarEnd far = new FarEnd(server)) {
            far.show(UUID.fromString(arguments[2]));
            while (far.next().kind() != AudioSocketFrame.HANGUP) {
                far.say(new short[AudioSocketFrame.SAMPLES], 0, AudioSocketFrame.SAMPLES);
            }
        }
    }
}
