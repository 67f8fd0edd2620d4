package org.parley.ami;

import java.util.HashMap;
import java.util.Map;

/**
 * A call to place: where it enters the dialplan, and what its channel says of the caller.
 *
 * @param context where it enters the dialplan
 * @param extension what it dials there
 * @param callerIdName where VICIdial keeps its call code, or ""
 * @param accountCode where OSDial keeps its call code, or ""
 * @param variables of the channel
 */
public record OutgoingCall(
        String context,
        String extension,
        String callerIdName,
        String callerIdNumber,
        String accountCode,
        Map<String, String> variables) {

    public OutgoingCall {
        variables = Map.copyOf(variables);
    }

    /** A plain call to that extension. */
    public static OutgoingCall to(String context, String extension) {
        return new OutgoingCall(context, extension, "", "5550100", "", Map.of());
    }

    /** The same from that caller. */
    public OutgoingCall callerId(String name, String number) {
        return new OutgoingCall(context, extension, name, number, accountCode, variables);
    }

    /** The same with that account code. */
    public OutgoingCall accountCode(String code) {
        return new OutgoingCall(context, extension, callerIdName, callerIdNumber, code, variables);
    }

    /** The same with a channel variable more. */
    public OutgoingCall variable(String name, String value) {
        Map<String, String> more = new HashMap<>(variables);
        more.put(name, value);
        return new OutgoingCall(context, extension, callerIdName, callerIdNumber, accountCode, more);
    }
}
