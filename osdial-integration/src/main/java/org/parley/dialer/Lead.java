package org.parley.dialer;

import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A lead as the dialer keeps it; texts are "" where the dialer has none, and {@code id} is 0 for a caller it does not
 * know.
 *
 * @param language in which he is spoken with, as the dialer's field has it; "" when there is none
 * @param clock the customer's clock of today against UTC, daylight saving time included; null when it is not known
 */
public record Lead(
        long id,
        long listId,
        String status,
        String firstName,
        String lastName,
        String phoneNumber,
        String city,
        String state,
        String postalCode,
        String email,
        String comments,
        String language,
        @Nullable ZoneOffset clock) {

    /** A caller whom the dialer does not know, or who has no lead yet. */
    public static Lead unknown(String phoneNumber) {
        return new Lead(0, 0, "", "", "", phoneNumber, "", "", "", "", "", "", null);
    }

    /** The same with this language, as a field has it. */
    public Lead speaking(String spoken) {
        return new Lead(
                id,
                listId,
                status,
                firstName,
                lastName,
                phoneNumber,
                city,
                state,
                postalCode,
                email,
                comments,
                spoken,
                clock);
    }
}
