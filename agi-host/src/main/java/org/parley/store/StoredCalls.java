package org.parley.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.parley.dialer.PastCall;
import org.parley.dialer.PastCalls;

/** The calls of the database that owed the dialer something. Any thread may ask. */
public final class StoredCalls implements PastCalls {
    private final CallTables tables;

    public StoredCalls(Jdbi jdbi) {
        this.tables = new CallTables(jdbi);
    }

    @Override
    public List<PastCall> between(Instant beganAfter, Instant endedBefore, int max) {
        return tables.owing(beganAfter, endedBefore, max).reversed();
    }

    @Override
    public Optional<PastCall> byCode(String code, Instant endedBefore) {
        return tables.owingByCode(code, endedBefore);
    }

    @Override
    public boolean knows(String code, String uniqueId) {
        return tables.knows(code, uniqueId);
    }

    @Override
    public Set<String> users() {
        return tables.lineUsers();
    }
}
