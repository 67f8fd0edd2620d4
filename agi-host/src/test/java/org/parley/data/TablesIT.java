package org.parley.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.parley.script.Rows;
import org.parley.script.ScriptException;
import org.parley.store.TestDatabase;

class TablesIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static TestDatabase database;
    private static Tables tables;

    @BeforeAll
    static void open() {
        database = TestDatabase.open();
        Jdbi jdbi = database.database().jdbi();
        jdbi.useHandle(handle -> {
            handle.execute("CREATE TABLE plan (name VARCHAR(20), price DECIMAL(8,2))");
            for (int i = 0; i < 300; i++) {
                handle.execute("INSERT INTO plan VALUES (?, ?)", "plan-" + i, i);
            }
        });
        tables = Tables.beside(database.database().dataSource(), 2);
    }

    @AfterAll
    static void close() {
        tables.close();
        database.close();
    }

    @Test
    void rowsComeByColumnAndAtMostTwoHundred() {
        Rows rows = tables.read("SELECT name, price FROM plan WHERE price >= ? ORDER BY price", List.of(7), SECOND);

        assertThat(rows.isOk()).isTrue();
        assertThat(rows).hasSize(200);
        assertThat(rows.text("name")).isEqualTo("plan-7");
        assertThat(rows.getFirst()).containsEntry("name", "plan-7");
    }

    @Test
    void aValueIsNeverPartOfTheQuery() {
        Rows rows = tables.read("SELECT name FROM plan WHERE name = ?", List.of("x' OR '1'='1"), SECOND);

        assertThat(rows.isOk()).isTrue();
        assertThat(rows).isEmpty();
        assertThat(rows.text("name")).isEmpty();
    }

    @Test
    void nothingCanBeWritten() {
        for (String write : List.of(
                "DELETE FROM plan",
                "INSERT INTO plan VALUES ('x', 1)",
                "UPDATE plan SET price = 0",
                "DROP TABLE plan",
                "CREATE TABLE other (a INT)")) {
            assertThatThrownBy(() -> tables.read(write, List.of(), SECOND))
                    .as(write)
                    .isInstanceOf(ScriptException.class)
                    .hasMessageContaining("READ ONLY");
        }
        assertThat(tables.read("SELECT COUNT(*) AS n FROM plan", List.of(), SECOND)
                        .text("n"))
                .isEqualTo("300");
    }

    @Test
    void aSlowQueryIsStoppedByTheServer() {
        Rows rows = tables.read("SELECT COUNT(*) FROM plan a, plan b, plan c, plan d", List.of(), SECOND);

        assertThat(rows.getReason()).isEqualTo(Rows.Reason.SLOW);
    }

    @Test
    void aMistakeInTheQueryIsToldAndADatabaseThatIsAwayIsAReason() {
        assertThatThrownBy(() -> tables.read("SELEC 1", List.of(), SECOND))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("The database did not take the query");
        try (Tables away = Tables.open("jdbc:mariadb://127.0.0.1:1/none", "x", "", 1)) {
            assertThat(away.read("SELECT 1", List.of(), SECOND).getReason()).isEqualTo(Rows.Reason.UNREACHABLE);
        }
    }
}
