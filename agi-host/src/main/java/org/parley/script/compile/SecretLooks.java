package org.parley.script.compile;

import java.util.regex.Pattern;

/** Whether a text looks like a key or a password, which stands in no script. */
final class SecretLooks {
    private static final Pattern KEY = Pattern.compile("\\b(sk|rk|pk|xi)[-_][A-Za-z0-9_-]{16,}"
            + "|\\bgh[pousr]_[A-Za-z0-9]{20,}|\\bxox[abprs]-[A-Za-z0-9-]{10,}|\\bAKIA[0-9A-Z]{16}\\b"
            + "|\\bAIza[A-Za-z0-9_-]{30,}|-----BEGIN [A-Z ]*PRIVATE KEY"
            + "|\\b(Bearer|Basic|Token) +[A-Za-z0-9._~+/=-]{12,}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32,}");
    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9+/_=-]{32,}");
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passwd|passphrase|api[-_]?key|secret|(access|auth)[-_]?token)" + "|authorization|pwd");
    private static final int SHORTEST = 4;
    private static final int DIGITS = 2;
    private static final int OF_EACH_CASE = 3;

    private SecretLooks() {}

    /** True for what nobody would write out but a key. */
    static boolean isKey(String text) {
        if (KEY.matcher(text).find()) {
            return true;
        }
        boolean hex = HEX.matcher(text).matches() && digits(text) > 0;
        return hex || (RANDOM.matcher(text).matches() && isMixed(text));
    }

    /** True for a word under a name such as {@code password}. */
    static boolean isSecret(String name, String value) {
        return NAME.matcher(name).matches()
                && value.length() >= SHORTEST
                && value.chars().noneMatch(Character::isWhitespace);
    }

    private static boolean isMixed(String text) {
        return digits(text) >= DIGITS
                && text.chars().filter(Character::isUpperCase).count() >= OF_EACH_CASE
                && text.chars().filter(Character::isLowerCase).count() >= OF_EACH_CASE;
    }

    private static long digits(String text) {
        return text.chars().filter(Character::isDigit).count();
    }
}
