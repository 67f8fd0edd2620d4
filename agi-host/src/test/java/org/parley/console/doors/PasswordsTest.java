package org.parley.console.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(1_000);

    @Test
    void onlyTheSameMatchesAndTwoOfTheSameLookDifferent() {
        String kept = passwords.keep("pässword of anna".toCharArray());
        assertThat(passwords.matches(kept, "pässword of anna")).isTrue();
        assertThat(passwords.matches(kept, "pässword of ann")).isFalse();
        assertThat(passwords.matches(kept, "")).isFalse();
        assertThat(passwords.keep("pässword of anna".toCharArray())).isNotEqualTo(kept);
        assertThat(kept).startsWith("pbkdf2-sha512$1000$");
    }

    @Test
    void oneThatWasKeptWithOtherRoundsStillMatches() {
        String kept = new Passwords(50).keep("pässword of anna".toCharArray());
        assertThat(passwords.matches(kept, "pässword of anna")).isTrue();
    }

    @Test
    void whatIsNoHashMatchesNothing() {
        String salt = "$" + "A".repeat(22) + "$" + "A".repeat(43);
        for (String kept :
                new String[] {"", "x", "pbkdf2-sha512$0" + salt, "pbkdf2-sha512$99999999" + salt, "pbkdf2-sha1$1" + salt
                }) {
            assertThat(passwords.matches(kept, "anything at all")).as(kept).isFalse();
        }
    }

    @Test
    void itsLengthIsBounded() {
        assertThatThrownBy(() -> passwords.keep("eleven char".toCharArray())).hasMessageContaining("it has 11");
        assertThatThrownBy(() -> passwords.keep("x".repeat(257).toCharArray())).hasMessageContaining("it has 257");
        assertThat(passwords.matches(passwords.keep("x".repeat(256).toCharArray()), "x".repeat(257)))
                .isFalse();
    }
}
