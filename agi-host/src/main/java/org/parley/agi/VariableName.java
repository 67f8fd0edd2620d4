package org.parley.agi;

import java.util.Set;
import java.util.regex.Pattern;

/** What may stand as a channel variable's name, also as a function such as {@code CALLERID(num)}. */
final class VariableName {
    /** No brace, dollar, quote or bracket: the name is put into an expression of Asterisk. */
    private static final Pattern GOOD =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}(\\([^(){}\\[\\]$\"\\\\\\p{Cntrl}]{0,256}\\))?");

    private static final String OURS = "PARLEY_";

    /** Set by Asterisk itself to words of its own, which have no newline. */
    private static final Set<String> PLAIN = Set.of(
            "AGISTATUS",
            "CHANNEL",
            "CHANNEL(state)",
            "CONTEXT",
            "DIALSTATUS",
            "EPOCH",
            "EXTEN",
            "HANGUPCAUSE",
            "LINKEDID",
            "PRIORITY",
            "SYSTEMNAME",
            "TRYSTATUS",
            "UNIQUEID");

    private VariableName() {}

    static String checked(String name) {
        if (!GOOD.matcher(name).matches()) {
            throw new AgiException("Expected the name of a channel variable such as LEAD_ID or CALLERID(num) but was '"
                    + name.replaceAll("\\p{Cntrl}", "?") + "'");
        }
        return name;
    }

    /** Whether its value cannot hold a newline, so that one plain command reads it. */
    static boolean isPlain(String name) {
        return name.startsWith(OURS) || PLAIN.contains(name);
    }
}
