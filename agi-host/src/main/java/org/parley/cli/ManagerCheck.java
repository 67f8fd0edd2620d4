package org.parley.cli;

import org.parley.ami.Ami;
import org.parley.ami.AmiException;
import org.parley.ami.AsteriskSettings;
import org.parley.dispatch.Dispatcher;

/** Whether calls can be placed and moved in the Asterisk of the settings. Places none. */
final class ManagerCheck {
    private static final String NAME = "asterisk-ami";
    private static final String REMEDY =
            "copy dialplan/parley.conf of this version to it, or correct asterisk.dispatch and asterisk.people";

    private ManagerCheck() {}

    static Check check(AsteriskSettings settings) {
        if (settings.user().isEmpty()) {
            return Check.ok(NAME, "no asterisk.user: ./parley call simulates the Asterisk");
        }
        try (Ami ami = Ami.connect(settings)) {
            ami.checkRights();
            ami.checkContext(settings.context());
            boolean told = ami.checkAudioSocket();
            String finding = "%s lets '%s' in and has context %s"
                    .formatted(settings.manager(), settings.user(), settings.context());
            String missing = dispatchLacks(ami, settings);
            if (!missing.isEmpty()) {
                return Check.warn(NAME, finding + "; agents cannot be dispatched: " + missing, REMEDY);
            }
            return told
                    ? Check.ok(NAME, finding + ", with AudioSocket")
                    : Check.warn(
                            NAME,
                            finding + "; whether AudioSocket is loaded, it does not tell",
                            "look: asterisk -rx 'core show application AudioSocket'");
        } catch (AmiException e) {
            return Check.fail(NAME, e.found(), e.remedy());
        }
    }

    /** What the dialplan lacks of what dispatch takes, or "". */
    private static String dispatchLacks(Ami ami, AsteriskSettings settings) {
        try {
            ami.checkExtension(settings.dispatch(), Dispatcher.ENTRY);
            ami.checkContext(settings.people());
            return "";
        } catch (AmiException missing) {
            return missing.found();
        }
    }
}
