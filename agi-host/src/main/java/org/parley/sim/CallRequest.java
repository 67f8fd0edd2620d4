package org.parley.sim;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One call for the simulated Asterisk: which AGI host, the path behind {@code agi://host/} ("" for none), the extension
 * that was dialled, and what the channel says of the caller. An empty channel or unique id is made up.
 */
public record CallRequest(
        InetSocketAddress agi,
        String script,
        List<String> arguments,
        String context,
        String extension,
        String callerIdName,
        String callerIdNumber,
        String accountCode,
        String channel,
        String uniqueId,
        boolean answered,
        Map<String, String> variables) {

    public CallRequest {
        arguments = List.copyOf(arguments);
        variables = Map.copyOf(variables);
    }

    /** A plain call to that extension of the host, answered by the dialplan before AGI as a dialer's calls are. */
    public static CallRequest to(InetSocketAddress agi, String extension) {
        return new CallRequest(agi, "", List.of(), "parley", extension, "", "5550100", "", "", "", true, Map.of());
    }

    /** The same for {@code agi://host/script}, with arguments behind the address. */
    public CallRequest script(String path, String... words) {
        return new CallRequest(
                agi,
                path,
                List.of(words),
                context,
                extension,
                callerIdName,
                callerIdNumber,
                accountCode,
                channel,
                uniqueId,
                answered,
                variables);
    }

    /** The same from that caller. */
    public CallRequest callerId(String name, String number) {
        return new CallRequest(
                agi,
                script,
                arguments,
                context,
                extension,
                name,
                number,
                accountCode,
                channel,
                uniqueId,
                answered,
                variables);
    }

    /** The same with that account code, where OSDial keeps its call code. */
    public CallRequest accountCode(String code) {
        return new CallRequest(
                agi,
                script,
                arguments,
                context,
                extension,
                callerIdName,
                callerIdNumber,
                code,
                channel,
                uniqueId,
                answered,
                variables);
    }

    /** The same on that channel. */
    public CallRequest on(String channelName, String id) {
        return new CallRequest(
                agi,
                script,
                arguments,
                context,
                extension,
                callerIdName,
                callerIdNumber,
                accountCode,
                channelName,
                id,
                answered,
                variables);
    }

    /** The same without {@code Answer()} before AGI. */
    public CallRequest ringing() {
        return new CallRequest(
                agi,
                script,
                arguments,
                context,
                extension,
                callerIdName,
                callerIdNumber,
                accountCode,
                channel,
                uniqueId,
                false,
                variables);
    }

    /** The same with a channel variable more. */
    public CallRequest variable(String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return new CallRequest(
                agi,
                script,
                arguments,
                context,
                extension,
                callerIdName,
                callerIdNumber,
                accountCode,
                channel,
                uniqueId,
                answered,
                more);
    }
}
