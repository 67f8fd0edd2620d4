package org.parley.dialer;

/**
 * What the admin has decided.
 *
 * @param serverIp of the Asterisk whose calls reach this host, as the dialer's table servers has it; "" for unknown
 * @param strangers what becomes of a call that the dialer did not route to us
 * @param strangersList the list of leads that are made for strangers
 * @param fallbackStatus in place of a status that the campaign does not know
 * @param languageField the lead's column or custom field that holds his language; "" for none
 */
public record DialerOptions(
        String serverIp, Strangers strangers, long strangersList, String fallbackStatus, String languageField) {

    /** Where no field holds a language. */
    public DialerOptions(String serverIp, Strangers strangers, long strangersList, String fallbackStatus) {
        this(serverIp, strangers, strangersList, fallbackStatus, "");
    }

    /** For a call that reached the extension by a DID or a Goto. */
    public enum Strangers {
        /** It has no lead. */
        IGNORE,
        /** The newest lead with its phone number, if there is one. */
        FIND,
        /** The same, and a new lead when there is none. */
        CREATE
    }

    /** Finds leads of strangers and makes none. */
    public static DialerOptions standard() {
        return new DialerOptions("", Strangers.FIND, 999, "NI");
    }
}
