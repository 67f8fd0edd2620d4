package org.parley.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls, newest first, and from where the list goes on: null at its end. */
public record CallPage(List<CallRow> calls, CallQuery.@Nullable Cursor next) {
    /** Of calls among which there is one more than asked for when the list goes on. */
    static CallPage of(List<CallRow> found, int limit) {
        return found.size() <= limit
                ? new CallPage(List.copyOf(found), null)
                : new CallPage(List.copyOf(found.subList(0, limit)), CallQuery.Cursor.of(found.get(limit - 1)));
    }
}
