package org.parley.dispatch;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * An agent that is wanted on a call.
 *
 * @param script by its name
 * @param whom where the call is or goes
 * @param target the extension, number or channel; for a caller from a page "web"
 * @param callerId the number that a telephone shows which rings, or ""
 * @param ring how long it may ring, or how long a caller from a page may take to come
 */
public record Wish(String script, Whom whom, String target, String callerId, Duration ring) {
    private static final Pattern SCRIPT = Pattern.compile("[A-Za-z0-9_./-]{1,80}");
    private static final Pattern CALLER_ID = Pattern.compile("\\+?[0-9]{0,20}");

    /** What the target is. */
    public enum Whom {
        /** An extension of the dialplan, which is called. */
        EXTENSION("[0-9A-Za-z*#_+-]{1,40}", "an extension of the dialplan"),
        /** A telephone number, which is called. */
        NUMBER("\\+?[0-9]{2,20}", "a telephone number of 2 to 20 digits"),
        /** A channel of a call that an Asterisk has. */
        CHANNEL("[0-9A-Za-z/@*#_+.;:-]{3,100}", "the name of a channel, such as PJSIP/101-00000012"),
        /** Whoever comes from a page with the token of the job. */
        WEB("web", "the word web");

        private final Pattern form;
        private final String expected;

        Whom(String form, String expected) {
            this.form = Pattern.compile(form);
            this.expected = expected;
        }
    }

    /** @throws IllegalArgumentException for what none of them can be */
    public Wish {
        check(SCRIPT, script, "the name of a script of letters, digits, '_', '.', '/' and '-'");
        check(whom.form, target, whom.expected);
        check(CALLER_ID, callerId, "a number of up to 20 digits to be shown");
    }

    private static void check(Pattern form, String given, String expected) {
        if (!form.matcher(given).matches()) {
            String shown = given.length() > 60 ? given.substring(0, 60) + "…" : given;
            throw new IllegalArgumentException("Expected " + expected + " but was '" + shown + "'");
        }
    }

    /** What the dialplan knows it by. */
    String dialled() {
        return whom == Whom.NUMBER && target.startsWith("+") ? target.substring(1) : target;
    }
}
