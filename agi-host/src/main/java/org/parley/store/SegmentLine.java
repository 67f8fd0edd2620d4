package org.parley.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One line of a segment as it was found, {@code - CHECKSUM MILLIS CALL JSON}: the checksum covers what follows it, so
 * that a torn or half-flushed line is known, and the first sign, which it leaves out, becomes {@code +} in place when
 * the call needs the line no more.
 */
final class SegmentLine {
    static final byte DONE = '+';
    private static final byte DUE = '-';
    private static final int CHECKSUM_AT = 2;
    private static final int CHECKSUM_DIGITS = 8;
    private static final int CHECKED_FROM = CHECKSUM_AT + CHECKSUM_DIGITS + 1;
    private static final String NO_CHECKSUM = "- 00000000 ";
    private static final byte[] START = ascii("{\"t\":\"start\"");
    private static final byte[] END = ascii("{\"t\":\"end\"");
    private static final byte[] TURN = ascii("{\"t\":\"turn\"");
    private static final byte[] EVENT = ascii("{\"t\":\"event\"");

    private final boolean done;
    private final int offset;
    private final long millis;
    private final String id;
    private final byte[] json;

    private SegmentLine(boolean done, int offset, long millis, String id, byte[] json) {
        this.done = done;
        this.offset = offset;
        this.millis = millis;
        this.id = id;
        this.json = json;
    }

    boolean done() {
        return done;
    }

    /** Where it lies in its segment. */
    int offset() {
        return offset;
    }

    /** Wall clock at which it was written. */
    long millis() {
        return millis;
    }

    String id() {
        return id;
    }

    byte[] json() {
        return json;
    }

    /** The line as it is written, with its end. */
    static byte[] encode(String id, long millis, byte[] json) {
        byte[] head = ascii(NO_CHECKSUM + millis + ' ' + id + ' ');
        byte[] line = Arrays.copyOf(head, head.length + json.length + 1);
        System.arraycopy(json, 0, line, head.length, json.length);
        line[line.length - 1] = '\n';
        int checksum = checksum(line, line.length - 1, CHECKED_FROM);
        for (int digit = 0; digit < CHECKSUM_DIGITS; digit++) {
            int nibble = checksum >>> (4 * (CHECKSUM_DIGITS - 1 - digit));
            line[CHECKSUM_AT + digit] = (byte) HexFormat.of().toLowHexDigit(nibble);
        }
        return line;
    }

    /** Gives every whole line, passes over the rest, and tells how many pieces of that were not just zeros. */
    static int scan(byte[] segment, Consumer<SegmentLine> each) {
        int broken = 0;
        int at = 0;
        while (at < segment.length) {
            if (segment[at] == 0) {
                at++;
                continue;
            }
            int end = at;
            while (end < segment.length && segment[end] != '\n' && segment[end] != 0) {
                end++;
            }
            boolean whole = end < segment.length && segment[end] == '\n';
            SegmentLine line = whole ? decode(Arrays.copyOfRange(segment, at, end), at) : null;
            if (line == null) {
                broken++;
            } else {
                each.accept(line);
            }
            at = end + 1;
        }
        return broken;
    }

    /** Null for what no host has written. */
    private static @Nullable SegmentLine decode(byte[] line, int offset) {
        int afterMillis = space(line, CHECKED_FROM);
        int afterId = space(line, afterMillis + 1);
        boolean marked = line[0] == DUE || line[0] == DONE;
        if (!marked || afterId >= line.length || !isTrue(line)) {
            return null;
        }
        String id = text(line, afterMillis + 1, afterId);
        try {
            long millis = Long.parseLong(text(line, CHECKED_FROM, afterMillis));
            byte[] json = Arrays.copyOfRange(line, afterId + 1, line.length);
            return CallStart.isId(id) ? new SegmentLine(line[0] == DONE, offset, millis, id, json) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Where the JSON of a line begins that was written by {@link #encode}. */
    static int jsonFrom(byte[] line) {
        return space(line, space(line, CHECKED_FROM) + 1) + 1;
    }

    boolean isStart() {
        return begins(START);
    }

    boolean isEnd() {
        return begins(END);
    }

    /** Whether it tells of the call as a whole, and not of a moment in it. */
    boolean isOfTheRow() {
        return !begins(TURN) && !begins(EVENT);
    }

    private boolean begins(byte[] kind) {
        return json.length >= kind.length && Arrays.equals(json, 0, kind.length, kind, 0, kind.length);
    }

    private static boolean isTrue(byte[] line) {
        String digits = text(line, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_DIGITS);
        try {
            return HexFormat.fromHexDigits(digits) == checksum(line, line.length, CHECKED_FROM);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int checksum(byte[] line, int to, int from) {
        CRC32C checksum = new CRC32C();
        checksum.update(line, from, to - from);
        return (int) checksum.getValue();
    }

    /** The next space, or the length of the line. */
    private static int space(byte[] line, int from) {
        int at = from;
        while (at < line.length && line[at] != ' ') {
            at++;
        }
        return Math.min(at, line.length);
    }

    private static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
