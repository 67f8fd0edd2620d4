package org.parley.dialer.lines;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Texts as literals of SQL that mean the same whatever the session's sql_mode makes of quotes and backslashes. */
final class Quote {
    private static final Pattern TAME = Pattern.compile("[ !#-&(-\\[\\]-~]*");

    private Quote() {}

    /** Between single quotes when it is plain ASCII without quotes and backslashes, else as bytes of UTF-8. */
    static String text(String text) {
        return TAME.matcher(text).matches()
                ? "'" + text + "'"
                : "_utf8mb4 0x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
