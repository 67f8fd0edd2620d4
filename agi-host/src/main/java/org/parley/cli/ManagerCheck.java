package org.parley.cli;

import org.parley.ami.Ami;
import org.parley.ami.AmiException;
import org.parley.ami.AsteriskSettings;

/** Whether test calls can be placed into the Asterisk of the settings. Places none. */
final class ManagerCheck {
    private static final String NAME = "asterisk-ami";

    private ManagerCheck() {}

    static Check check(AsteriskSettings settings) {
        if (settings.user().isEmpty()) {
            return Check.ok(NAME, "no asterisk.user: ./parley call simulates the Asterisk");
        }
        try (Ami ami = Ami.connect(settings)) {
            ami.checkContext(settings.context());
            boolean told = ami.checkAudioSocket();
            String finding = "%s lets '%s' in and has context %s"
                    .formatted(settings.manager(), settings.user(), settings.context());
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
}
