package org.parley.console.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of something, as {@code Range} asks for it (RFC 9110, section 14).
 *
 * @param from the first byte
 * @param length how many, at least 1
 */
public record ByteRange(long from, long length) {
    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /** The header asks for what is not there. */
    public static final class Unsatisfiable extends Exception {
        private static final long serialVersionUID = 1L;

        Unsatisfiable() {
            super("the range is beyond the end", null, false, false);
        }
    }

    /**
     * The part that the header asks for; empty for the whole, also when it is not understood or asks for several parts,
     * as the standard allows.
     */
    public static Optional<ByteRange> of(String header, long size) throws Unsatisfiable {
        Matcher one = ONE.matcher(header);
        if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (one.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(one.group(2)));
            return Optional.of(checked(size - last, last));
        }
        long from = Long.parseLong(one.group(1));
        long to = one.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(one.group(2));
        if (to < from) {
            return Optional.empty();
        }
        return Optional.of(checked(from, Math.min(to, size - 1) - from + 1));
    }

    private static ByteRange checked(long from, long length) throws Unsatisfiable {
        if (length < 1) {
            throw new Unsatisfiable();
        }
        return new ByteRange(from, length);
    }

    /** As {@code Content-Range} says it. */
    public String header(long size) {
        return "bytes %d-%d/%d".formatted(from, from + length - 1, size);
    }
}
