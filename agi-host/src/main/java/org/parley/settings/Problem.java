package org.parley.settings;

/**
 * One mistake in the settings.
 *
 * @param origin where it stands
 * @param key the key, or what was taken for one; "" for a variable that is none
 * @param value what was found there, {@code ***} for a secret, "" when there is no value to show
 * @param message what was expected, and the remedy
 */
public record Problem(Origin origin, String key, String value, String message) {

    /** One line: where, key, found, expected. */
    public String render() {
        String found = value.isEmpty() ? "" : " = " + value;
        return key.isEmpty() ? origin + ": " + message : "%s: %s%s: %s".formatted(origin, key, found, message);
    }
}
