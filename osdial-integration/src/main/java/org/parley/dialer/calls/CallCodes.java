package org.parley.dialer.calls;

import java.util.regex.Pattern;
import org.parley.dialer.CallIdentity;

/** The dialer's 20-character call codes and phone numbers in what a channel says of itself, which is outside input. */
final class CallCodes {
    /** A letter for how the call came to be, a date and the lead; OSDial does not pad the hours before ten. */
    private static final Pattern CODE = Pattern.compile("[VMYJ]\\d{18,19}");

    private static final int OSDIAL_LEAD_DIGITS = 9;
    private static final int VICIDIAL_LEAD_DIGITS = 10;

    private static final int PHONE_DIGITS_MAX = 18;

    private CallCodes() {}

    /** OSDial sends the code as account code, VICIdial as caller-id name; the other is looked at too. */
    static String of(CallIdentity identity, boolean osdial) {
        String first = in(osdial ? identity.accountCode() : identity.callerIdName());
        return first.isEmpty() ? in(osdial ? identity.callerIdName() : identity.accountCode()) : first;
    }

    /** The code at the beginning of a text, perhaps quoted and followed by a blank and more; "" when there is none. */
    static String in(String text) {
        String bare = text.startsWith("\"") ? text.substring(1) : text;
        int end = 0;
        while (end < bare.length() && end <= 20 && bare.charAt(end) != ' ' && bare.charAt(end) != '"') {
            end++;
        }
        String word = bare.substring(0, end);
        return CODE.matcher(word).matches() ? word : "";
    }

    /** The lead in a code that is one. */
    static long lead(String code, boolean osdial) {
        return Long.parseLong(code.substring(code.length() - (osdial ? OSDIAL_LEAD_DIGITS : VICIDIAL_LEAD_DIGITS)));
    }

    /** Whether a call of this code came through an in-group. */
    static boolean isInbound(String code) {
        return code.startsWith("Y");
    }

    /** The digits of a phone number; "" for one that no column could hold. */
    static String digits(String number) {
        if (number.length() > 2 * PHONE_DIGITS_MAX) {
            return "";
        }
        String digits = number.replaceAll("[^0-9]", "");
        return digits.length() > PHONE_DIGITS_MAX ? "" : digits;
    }
}
