package org.parley.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.parley.Settings;
import org.parley.dialer.DialerException;
import org.parley.dialer.schema.Grants;
import org.parley.dialer.schema.Schema;
import org.parley.store.Database;
import org.parley.store.DatabaseException;

/** Which dialer's tables the database has and what they lack, and whether the account may what it must and no more. */
final class DialerCheck {
    private static final String DIALER = "dialer";
    private static final String GRANTS = "grants";
    private static final int SHOWN_MAX = 3;

    private DialerCheck() {}

    static List<Check> check(Settings settings) {
        String url = settings.database().url();
        if (url.equals("none") || url.equals("embedded")) {
            return List.of(Check.ok(DIALER, "no dialer: database.url is " + url));
        }
        try (Database database = Database.look(settings.database())) {
            return database.jdbi().withHandle(handle -> check(handle, settings));
        } catch (DatabaseException | JdbiException absent) {
            return List.of(Check.fail(DIALER, "its tables cannot be read", "see the check 'database'"));
        }
    }

    private static List<Check> check(Handle handle, Settings settings) {
        Schema schema;
        try {
            schema = Schema.read(handle);
        } catch (DialerException e) {
            return List.of(Check.fail(
                    DIALER,
                    String.valueOf(e.getMessage()),
                    "point database.url at the dialer's schema, and give the account what sql/*/grants.sql says"));
        }
        List<String> lacking = schema.shortcomings();
        Check dialer = lacking.isEmpty()
                ? Check.ok(DIALER, schema.description())
                : Check.warn(
                        DIALER,
                        schema.description() + ": " + String.join("; ", lacking),
                        "calls are served all the same; docs/dialer.md says what each table is for");
        List<Check> checks = new ArrayList<>(List.of(dialer));
        String file = "sql/" + schema.folder() + "/grants.sql";
        Grants.Comparison account = Grants.of(Database.resource(file)).compare(handle);
        checks.add(grants(
                account, settings.dialer().keeper(), file, schema.server().schema()));
        return checks;
    }

    private static Check grants(Grants.Comparison account, boolean keeper, String file, String schema) {
        List<String> missing = new ArrayList<>(account.missingFor("Parley's own tables"));
        missing.addAll(account.missingFor("calls"));
        if (keeper) {
            missing.addAll(account.missingFor("`dialer.keeper`"));
        }
        if (!missing.isEmpty()) {
            return Check.fail(
                    GRANTS,
                    account.account() + " lacks " + some(missing),
                    "as the database's root: GRANT %s TO '%s'; all of it in %s"
                            .formatted(
                                    missing.getFirst().replace(" on ", " ON " + schema + "."),
                                    account.account().replace("@", "'@'"),
                                    file));
        }
        if (!account.more().isEmpty()) {
            return Check.warn(
                    GRANTS,
                    account.account() + " may more than Parley needs: " + some(account.more()),
                    "give Parley an account of its own by " + file);
        }
        boolean agents = account.missingFor("`parley agents`").isEmpty();
        return Check.ok(
                GRANTS, account.account() + " may what it needs" + (agents ? "" : ", but not for parley agents add"));
    }

    private static String some(List<String> all) {
        String shown = all.stream().limit(SHOWN_MAX).collect(Collectors.joining("; "));
        return all.size() <= SHOWN_MAX ? shown : shown + "; and " + (all.size() - SHOWN_MAX) + " more";
    }
}
