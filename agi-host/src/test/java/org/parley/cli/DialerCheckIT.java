package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.parley.Settings;
import org.parley.cli.Check.Status;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.store.Database;
import org.parley.store.DatabaseSettings;
import org.parley.store.TestDatabase;

/** What doctor says of the dialer's tables, and of the account that reads and writes them. */
class DialerCheckIT {
    private static List<Check> check(DatabaseSettings account, String... keeper) {
        Path here = Path.of("target");
        return DialerCheck.check(Settings.load(new Sources(
                        null,
                        Map.of("PARLEY_DATABASE_PASSWORD", account.password().reveal()),
                        List.of(
                                new Flag("test", "database.url", account.url()),
                                new Flag("test", "database.user", account.user()),
                                new Flag("test", "dialer.keeper", String.valueOf(keeper.length > 0))),
                        new Folders(here, here, here)))
                .value());
    }

    private static DatabaseSettings account(DialerDatabase at) {
        String script = Database.resource("sql/" + at.schema().folder() + "/grants.sql");
        return at.test().account(script);
    }

    @ParameterizedTest
    @EnumSource
    void theAccountOfTheFileIsExactlyWhatIsNeeded(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.LENIENT)) {
            List<Check> checks = check(account(at));
            assertThat(checks).extracting(Check::status).containsOnly(Status.OK);
            assertThat(checks.getFirst().finding())
                    .startsWith(kind.isOsdial() ? "OSDial 3.0.2.128" : "VICIdial 2.")
                    .endsWith(
                            switch (kind) {
                                case OSDIAL -> "128";
                                case VICIDIAL_2013 -> "(schema 1302)";
                                case VICIDIAL -> "(schema 1728)";
                            });
            assertThat(checks.getLast().finding()).endsWith("may what it needs");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissingIsNamedWithTheStatementThatGivesIt(Kind kind) {
        try (DialerDatabase at = DialerDatabase.open(kind, Mode.LENIENT)) {
            String log = at.schema().table("log");
            String schema = at.schema().server().schema();
            DatabaseSettings account = account(at);
            at.execute("REVOKE UPDATE ON " + schema + "." + log + " FROM '" + account.user() + "'@'127.0.0.1'");
            at.execute("REVOKE DELETE ON " + schema + "." + at.schema().table("live_agents") + " FROM '"
                    + account.user() + "'@'127.0.0.1'");

            Check grants = check(account).getLast();
            assertThat(grants.status()).isEqualTo(Status.FAIL);
            assertThat(grants.finding()).isEqualTo(account.user() + "@127.0.0.1 lacks UPDATE on " + log);
            assertThat(grants.remedy())
                    .contains("GRANT UPDATE ON " + schema + "." + log + " TO '" + account.user() + "'@'127.0.0.1'");
            // only a host that keeps the lines alive itself may delete them
            assertThat(check(account, "keeper").getLast().finding())
                    .endsWith("lacks UPDATE on " + log + "; DELETE on "
                            + at.schema().table("live_agents"));
        }
    }

    @Test
    void anAccountThatMayMoreIsAWarning() {
        try (DialerDatabase at = DialerDatabase.open(Kind.VICIDIAL, Mode.LENIENT)) {
            Check root = check(at.test().settings()).getLast();
            assertThat(root.status()).isEqualTo(Status.WARN);
            assertThat(root.finding())
                    .startsWith("parley@127.0.0.1 may more than Parley needs: CREATE USER, SUPER on *.*; ");
            assertThat(root.remedy()).contains("sql/vicidial/grants.sql");

            DatabaseSettings account = account(at);
            at.execute("GRANT DROP ON " + at.schema().server().schema() + ".vicidial_log TO '" + account.user()
                    + "'@'127.0.0.1'");
            assertThat(check(account).getLast().finding()).endsWith("may more than Parley needs: DROP on vicidial_log");
        }
    }

    @Test
    void anAccountThatCannotAddAgentsServesCallsAllTheSame() {
        try (DialerDatabase at = DialerDatabase.open(Kind.OSDIAL, Mode.LENIENT)) {
            DatabaseSettings account = account(at);
            at.execute("REVOKE INSERT ON " + at.schema().server().schema() + ".osdial_users FROM '" + account.user()
                    + "'@'127.0.0.1'");
            Check grants = check(account).getLast();
            assertThat(grants.status()).isEqualTo(Status.OK);
            assertThat(grants.finding()).endsWith("but not for parley agents add");
        }
    }

    @Test
    void whatTheTablesLackIsToldWithWhatItCosts() {
        try (DialerDatabase at = DialerDatabase.open(Kind.VICIDIAL, Mode.LENIENT)) {
            DatabaseSettings account = account(at);
            at.execute(
                    "ALTER TABLE <live_agents> MODIFY last_update_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP");
            at.execute("DROP TABLE <call_notes>");
            Check dialer = check(account).getFirst();
            assertThat(dialer.status()).isEqualTo(Status.WARN);
            assertThat(dialer.finding())
                    .contains("no table vicidial_call_notes, or no SELECT on it: notes have no place")
                    .contains("vicidial_live_agents.last_update_time does not update itself");

            at.execute("ALTER TABLE <log> DROP COLUMN term_reason");
            at.execute("DROP TABLE <statuses>");
            Check gone = check(account).getFirst();
            assertThat(gone.status()).isEqualTo(Status.FAIL);
            assertThat(gone.finding())
                    .contains("missing are: column vicidial_log.term_reason, table vicidial_statuses");
        }
    }

    @Test
    void aSchemaOfNoDialerOrOfTwoSaysWhatWasLookedFor() {
        try (TestDatabase test = TestDatabase.open()) {
            assertThat(check(test.settings()).getFirst().finding())
                    .contains("osdial_live_agents or vicidial_live_agents", "found neither");
            test.jdbi().useHandle(handle -> {
                handle.execute("CREATE TABLE osdial_live_agents (id INT)");
                handle.execute("CREATE TABLE vicidial_live_agents (id INT)");
            });
            Check both = check(test.settings()).getFirst();
            assertThat(both.status()).isEqualTo(Status.FAIL);
            assertThat(both.finding()).contains("found both");
        }
    }

    @Test
    void theAccountMakesParleysOwnTablesItself() {
        try (DialerDatabase at = DialerDatabase.open(Kind.VICIDIAL_2013, Mode.STRICT)) {
            DatabaseSettings account = account(at);
            at.execute(
                    "DROP TABLE parley_agent, parley_answer, parley_call, parley_event, parley_schema_history, parley_turn, parley_usage,"
                            + " parley_memory, parley_script_version, parley_script_draft");
            try (Database made = Database.open(account)) {
                int calls = made.jdbi()
                        .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM parley_call")
                                .mapTo(Integer.class)
                                .one());
                assertThat(calls).isZero();
            }
        }
    }
}
