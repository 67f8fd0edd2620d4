package org.parley.script.library;

import org.parley.script.Script;

/**
 * What is known of a call when its script is looked for; texts are "" where nothing is known. Outside input.
 *
 * @param name the script that the dialplan names
 * @param extension that was reached
 * @param did the number that the caller dialled
 * @param inGroup that an inbound call came through
 * @param campaign of an outbound call, or of the line that took an inbound one
 */
public record CallFacts(String name, String extension, String did, String inGroup, String campaign) {
    /** What every call tells at once. */
    public static CallFacts of(String name, String extension) {
        return new CallFacts(name, extension, "", "", "");
    }

    /** With the script's name as its file has it: {@code /sales.groovy} is {@code sales}. */
    CallFacts plain() {
        String plain = name.startsWith("/") ? name.substring(1) : name;
        if (plain.endsWith(Script.SUFFIX)) {
            plain = plain.substring(0, plain.length() - Script.SUFFIX.length());
        }
        return new CallFacts(plain, extension, did, inGroup, campaign);
    }

    /** With the number that was dialled. */
    public CallFacts dialled(String number) {
        return new CallFacts(name, extension, number, inGroup, campaign);
    }

    /** With what the dialer knows. */
    public CallFacts routed(String group, String dialersCampaign) {
        return new CallFacts(name, extension, did, group, dialersCampaign);
    }
}
