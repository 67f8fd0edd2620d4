package org.parley;

import java.time.Duration;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.DialerOptions.Strangers;
import org.parley.settings.Setting;

/** Settings of the work with the dialer's tables. */
public record DialerSettings(
        @Setting(
                doc = "The IP address of the Asterisk whose calls reach this host, as the dialer's servers have it;"
                        + " empty for the only one. On a dialer's box: what its own configuration file says.",
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
        String fallbackStatus,

        @Setting(
                doc = "The field of a lead that holds his language, as a tag (ar) or a name (Arabic): a column such as"
                        + " custom1, or a custom field (OSDial: FORM_FIELD); empty: none. Calls then wait for"
                        + " their lead before the first word.",
                byDefault = "")
        String languageField,

        @Setting(
                doc = "Whether lines of agents are taken out of the dialer's routing while this host cannot serve them."
                        + " Only one of several hosts for the same agents may do that.",
                byDefault = "true")
        boolean followCapacity,

        @Setting(
                doc = "Whether the host keeps the lines of its agents alive itself, where the dialer's own"
                        + " AST_VDremote_agents does not run. It stands back as soon as it sees that one at work.",
                byDefault = "false")
        boolean keeper,

        @Setting(
                doc = "How long the host watches for the dialer's own keeper of the lines before it takes them over.",
                byDefault = "8s",
                min = "0s",
                max = "10m")
        Duration keeperWatch,

        @Setting(
                doc = "How often the calls of the last hour, or of twice this time, are compared with the dialer's"
                        + " tables as by ./parley reconcile; 0s for never.",
                byDefault = "15m",
                min = "0s",
                max = "1d")
        Duration reconcileEvery,

        @Setting(doc = "Whether the differences found are also repaired, as by --fix.", byDefault = "false")
        boolean reconcileFix) {

    /** For the room that does the work. */
    public DialerOptions options() {
        return new DialerOptions(serverIp, strangers, strangersList, fallbackStatus, languageField);
    }
}
