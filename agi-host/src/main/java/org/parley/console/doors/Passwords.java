package org.parley.console.doors;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.KeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Turns passwords into what is kept of them: PBKDF2 with HMAC-SHA-512 of the JDK, with the salt and the number of
 * rounds beside it, so that the number can grow. A guess costs as long as a sign-in: a tenth of a second or more.
 */
final class Passwords {
    static final int LENGTH_MIN = 12;
    static final int LENGTH_MAX = 256;

    /** As OWASP asks for with this hash. */
    static final int ROUNDS = 210_000;

    private static final int ROUNDS_MAX = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern KEPT =
            Pattern.compile("pbkdf2-sha512\\$(\\d{1,8})\\$([A-Za-z0-9_-]{22})\\$([A-Za-z0-9_-]{43})");

    private final int rounds;
    private final String nobody;

    /** With so many rounds; what is kept already is tried with its own. */
    Passwords(int rounds) {
        this.rounds = rounds;
        this.nobody = hash("");
    }

    /**
     * What is kept of that one.
     *
     * @throws IllegalArgumentException when it is too short or too long
     */
    String keep(char[] password) {
        if (password.length < LENGTH_MIN || password.length > LENGTH_MAX) {
            throw new IllegalArgumentException("Expected a password of %d to %d characters but it has %d"
                    .formatted(LENGTH_MIN, LENGTH_MAX, password.length));
        }
        return hash(new String(password));
    }

    /** Whether it is that one. */
    boolean matches(String kept, String given) {
        Matcher parts = KEPT.matcher(kept);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) > ROUNDS_MAX || given.length() > LENGTH_MAX) {
            return false;
        }
        byte[] salt = Base64.getUrlDecoder().decode(parts.group(2));
        byte[] hash = Base64.getUrlDecoder().decode(parts.group(3));
        return MessageDigest.isEqual(hash, derive(given, salt, Math.max(1, Integer.parseInt(parts.group(1)))));
    }

    /** As much work as with somebody's password, for a name that nobody has, so that the time tells nothing. */
    void waste(String given) {
        matches(nobody, given);
    }

    private String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder text = Base64.getUrlEncoder().withoutPadding();
        return "pbkdf2-sha512$%d$%s$%s"
                .formatted(rounds, text.encodeToString(salt), text.encodeToString(derive(password, salt, rounds)));
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        try {
            KeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BYTES * 8);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected PBKDF2 with HMAC-SHA-512, which every JDK has", e);
        }
    }
}
