package org.parley.sim.lab;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call to place into the lab.
 *
 * @param context where it enters the dialplan
 * @param extension what it dials there
 * @param callerIdName where VICIdial keeps its call code, or ""
 * @param accountCode where OSDial keeps its call code, or ""
 * @param variables of the channel; no commas in values, Asterisk's AMI ends them there
 */
public record LabCall(
        String context,
        String extension,
        String callerIdName,
        String callerIdNumber,
        String accountCode,
        Map<String, String> variables) {

    public LabCall {
        variables = Map.copyOf(variables);
        variables.forEach((name, value) -> {
            if (value.indexOf(',') >= 0) {
                throw new IllegalArgumentException(
                        "Expected no comma in variable " + name + " but was '" + value + "'");
            }
        });
    }

    /** A call into the lab's own dialplan. */
    public static LabCall to(String extension) {
        return new LabCall("lab", extension, "", "5550100", "", Map.of());
    }

    /** The same from that caller. */
    public LabCall callerId(String name, String number) {
        return new LabCall(context, extension, name, number, accountCode, variables);
    }

    /** The same with that account code. */
    public LabCall accountCode(String code) {
        return new LabCall(context, extension, callerIdName, callerIdNumber, code, variables);
    }

    /** The same with a channel variable more. */
    public LabCall variable(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(variables);
        more.put(name, value);
        return new LabCall(context, extension, callerIdName, callerIdNumber, accountCode, more);
    }
}
