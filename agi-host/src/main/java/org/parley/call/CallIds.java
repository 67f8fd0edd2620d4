package org.parley.call;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Makes call ids that sort by time, fit a file name and can be read aloud: {@code 20260131-235959-1a2b3c4d}. */
final class CallIds {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final SecureRandom random = new SecureRandom();

    private CallIds() {}

    static String next(Instant now) {
        byte[] tail = new byte[4];
        random.nextBytes(tail);
        return TIME.format(now) + "-" + HexFormat.of().formatHex(tail);
    }
}
