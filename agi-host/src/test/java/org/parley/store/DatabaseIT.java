package org.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DatabaseIT {
    private static final int MIGRATIONS = 9;

    @Test
    void migratesOnceAndFindsNothingToDoTheSecondTime() {
        try (TestDatabase test = TestDatabase.open();
                Database again = Database.open(test.settings())) {
            List<String> tables = again.jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")
                            .mapTo(String.class)
                            .list());
            assertThat(tables)
                    .containsExactlyInAnyOrder(
                            "parley_agent",
                            "parley_answer",
                            "parley_call",
                            "parley_turn",
                            "parley_event",
                            "parley_memory",
                            "parley_usage",
                            "parley_script_version",
                            "parley_script_draft",
                            "parley_schema_history");
            assertThat(rows(again, "parley_schema_history")).isEqualTo(MIGRATIONS);
            assertThat(again.description()).contains("MariaDB", "pool of 4").doesNotContain(TestDatabase.password());
        }
    }

    @Test
    void migratesBesideTheDialersTablesAndLeavesThemAlone() {
        try (TestDatabase test = TestDatabase.open()) {
            test.database().loadDemo();
            test.jdbi().useHandle(handle -> {
                handle.execute(
                        "DROP TABLE parley_agent, parley_answer, parley_call, parley_event, parley_schema_history, parley_turn, parley_usage,"
                                + " parley_memory, parley_script_version, parley_script_draft");
                handle.execute("UPDATE osdial_list SET status = 'NI' WHERE lead_id = 1001");
            });
            try (Database again = Database.open(test.settings())) {
                assertThat(rows(again, "parley_call")).isZero();
                assertThat(rows(again, "osdial_list WHERE status = 'NI'")).isEqualTo(1);
            }
        }
    }

    @Test
    void loadsTheDemoTwice() {
        try (TestDatabase test = TestDatabase.open()) {
            test.database().loadDemo();
            test.jdbi().useHandle(handle -> handle.execute("UPDATE osdial_live_agents SET status = 'INCALL'"));
            test.database().loadDemo();
            assertThat(rows(test.database(), "osdial_list")).isEqualTo(12);
            assertThat(rows(test.database(), "osdial_live_agents WHERE status = 'READY'"))
                    .isEqualTo(5);
            assertThat(rows(test.database(), "osdial_auto_calls")).isZero();
            assertThat(rows(test.database(), "osdial_list WHERE first_name = 'شیرین'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void explainsARefusedConnection() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(
                        () -> Database.open(TestDatabase.settings("jdbc:mariadb://127.0.0.1:" + port + "/parley", "x")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("127.0.0.1:" + port + "/parley")
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void explainsAWrongPasswordWithoutShowingIt() {
        assertThatThrownBy(() -> Database.open(TestDatabase.settings(TestDatabase.url("parley"), "not-this-one")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("refused the password of 'parley'")
                .hasMessageNotContaining("not-this-one");
    }

    @Test
    void explainsAnUnknownSchema() {
        assertThatThrownBy(() -> Database.open(
                        TestDatabase.settings(TestDatabase.url("parley_nowhere"), TestDatabase.password())))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("no such schema");
    }

    @Test
    void explainsASchemaItMayNotUse() {
        assertThatThrownBy(() -> Database.open(
                        TestDatabase.settings(TestDatabase.url(TestDatabase.CLOSED), TestDatabase.password())))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("may not use that schema");
    }

    @Test
    void refusesAUrlOfAnotherKind() {
        assertThatThrownBy(() -> Database.open(TestDatabase.settings("jdbc:h2:mem:x", "x")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:mariadb://127.0.0.1:3306/asterisk");
    }

    private static int rows(Database database, String from) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM " + from)
                        .mapTo(Integer.class)
                        .one());
    }
}
