package org.parley.agi;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A network in CIDR notation, v4 or v6; an address alone is a network of one. An IPv4-mapped v6 address is the v4
 * address
 * that it maps (RFC 4291, 2.5.5.2), on either side of the comparison. Never asks the resolver.
 */
public record Network(InetAddress base, int prefixBits) {
    private static final int MAPPED_BITS = 96;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Network parse(String text) {
        String cidr = text.strip();
        int slash = cidr.indexOf('/');
        String literal = slash < 0 ? cidr : cidr.substring(0, slash);
        boolean v6 = literal.indexOf(':') >= 0;
        InetAddress base = literal(literal, v6, text);
        int widthBits = base.getAddress().length * 8;
        int prefixBits = widthBits;
        if (slash >= 0) {
            prefixBits = prefix(cidr.substring(slash + 1), text);
            if (v6 && widthBits == 32) {
                prefixBits -= MAPPED_BITS;
            }
        }
        if (prefixBits < 0 || prefixBits > widthBits) {
            throw expected(text);
        }
        return new Network(base, prefixBits);
    }

    /** Whether that address is in it. */
    public boolean contains(InetAddress address) {
        byte[] theirs = address.getAddress();
        byte[] ours = base.getAddress();
        if (theirs.length != ours.length) {
            return false;
        }
        int whole = prefixBits / 8;
        if (!Arrays.equals(theirs, 0, whole, ours, 0, whole)) {
            return false;
        }
        int rest = prefixBits % 8;
        int mask = 0xff << (8 - rest) & 0xff;
        return rest == 0 || (theirs[whole] & mask) == (ours[whole] & mask);
    }

    private static InetAddress literal(String literal, boolean v6, String text) {
        // the JDK also takes the BSD short forms, in which 10.1 is 10.0.0.1: too easily a typing mistake here
        if (!v6 && !literal.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            throw expected(text);
        }
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            throw expected(text);
        }
    }

    private static int prefix(String digits, String text) {
        if (!digits.matches("\\d{1,3}")) {
            throw expected(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException expected(String text) {
        return new IllegalArgumentException(
                "Expected a network such as 10.0.0.0/8, 192.168.7.5 or fd00::/8 but was '" + text + "'");
    }
}
