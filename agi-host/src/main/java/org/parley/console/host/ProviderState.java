package org.parley.console.host;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.parley.store.ProviderReports;

/**
 * A voice, model, recogniser or synthesiser that is set up.
 *
 * @param kind {@code voice}, {@code recogniser}, {@code model} or {@code synthesiser}
 * @param name as settings and scripts name it
 * @param preferred whether it serves calls whose script names none
 * @param well false while it would not be asked, or after a failure that no good answer has followed
 * @param since when that began
 * @param failure its last failure, in words, or ""
 * @param failedAt when that was; null for never
 * @param asked how its figures are found
 */
public record ProviderState(
        String kind,
        String name,
        boolean preferred,
        boolean well,
        Instant since,
        String failure,
        @Nullable Instant failedAt,
        ProviderReports.Asked asked) {

    /** The name of who failed, with which a failure's reason begins; "" when it names nobody. */
    public static String failed(String reason) {
        int colon = reason.indexOf(": ");
        return colon < 0 ? "" : reason.substring(0, colon);
    }
}
