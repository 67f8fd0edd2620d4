package org.parley.call;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes call ids that sort by time, fit a file name and can be read aloud: {@code 20260131-235959-1a2b3c4d}. */
final class CallIds {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private CallIds() {}

    static String next(Instant now) {
        // a name, not a secret
        int tail = ThreadLocalRandom.current().nextInt();
        return TIME.format(now) + "-" + HexFormat.of().toHexDigits(tail);
    }
}
