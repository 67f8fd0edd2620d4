package org.parley;

import org.parley.dialer.DialerOptions;
import org.parley.dialer.DialerOptions.Strangers;
import org.parley.settings.Setting;

/** Settings of the work with the dialer's tables. */
public record DialerSettings(
        @Setting(
                doc = "The IP address of the Asterisk whose calls reach this host, as the dialer's servers have it;"
                        + " empty when there is only one server.",
                byDefault = "")
        String serverIp,

        @Setting(
                doc = "What becomes of a caller whom the dialer did not route here: 'ignore' (no lead), 'find' (the"
                        + " newest lead with that number) or 'create' (a new lead when there is none).",
                byDefault = "find")
        Strangers strangers,

        @Setting(doc = "The list of leads that are created for strangers.", byDefault = "999", min = "1")
        long strangersList,

        @Setting(doc = "Written in place of a status that the campaign does not know.", byDefault = "NI")
        String fallbackStatus) {

    /** For the room that does the work. */
    public DialerOptions options() {
        return new DialerOptions(serverIp, strangers, strangersList, fallbackStatus);
    }
}
