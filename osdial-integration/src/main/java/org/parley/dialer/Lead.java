package org.parley.dialer;

/**
 * A lead as the dialer keeps it; texts are "" where the dialer has none, and {@code id} is 0 for a caller it does not
 * know.
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
        String comments) {

    /** A caller whom the dialer does not know, or who has no lead yet. */
    public static Lead unknown(String phoneNumber) {
        return new Lead(0, 0, "", "", "", phoneNumber, "", "", "", "", "");
    }
}
