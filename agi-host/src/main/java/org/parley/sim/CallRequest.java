package org.parley.sim;

import java.net.InetSocketAddress;
import java.util.List;
import org.parley.ami.OutgoingCall;

/**
 * One call for the simulated Asterisk: the call, which AGI host it asks, and the path behind {@code agi://host/} (""
 * for none). An empty channel or unique id is made up.
 *
 * @param answered by the dialplan before AGI, as a dialer's calls are
 */
public record CallRequest(
        OutgoingCall call,
        InetSocketAddress agi,
        String script,
        List<String> arguments,
        String channel,
        String uniqueId,
        boolean answered) {

    public CallRequest {
        arguments = List.copyOf(arguments);
    }

    /** That call to that host, answered. */
    public static CallRequest to(InetSocketAddress agi, OutgoingCall call) {
        return new CallRequest(call, agi, "", List.of(), "", "", true);
    }

    /** A plain call to that extension of the host. */
    public static CallRequest to(InetSocketAddress agi, String extension) {
        return to(agi, OutgoingCall.to("parley", extension));
    }

    /** The same for {@code agi://host/script}, with arguments behind the address. */
    public CallRequest script(String path, String... words) {
        return new CallRequest(call, agi, path, List.of(words), channel, uniqueId, answered);
    }

    /** The same on that channel. */
    public CallRequest on(String channelName, String id) {
        return new CallRequest(call, agi, script, arguments, channelName, id, answered);
    }

    /** The same without {@code Answer()} before AGI. */
    public CallRequest ringing() {
        return new CallRequest(call, agi, script, arguments, channel, uniqueId, false);
    }
}
