package org.parley.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.script.Rows;
import org.parley.script.Rows.Reason;
import org.parley.script.ScriptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads tables for scripts, by connections that cannot write. Any thread may use it. */
public final class Tables implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Tables.class);
    private static final int ROWS_MAX = 200;
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(2);
    private static final int SOCKET_TIMEOUT_MS = 20_000;
    /** What MariaDB says of a statement that took longer than max_statement_time. */
    private static final int TOO_SLOW = 1969;

    private final HikariDataSource pool;

    private Tables(HikariDataSource pool) {
        this.pool = pool;
    }

    /** A pool of its own for the database of another. */
    public static Tables beside(HikariDataSource other, int connectionsMax) {
        return open(other.getJdbcUrl(), other.getUsername(), other.getPassword(), connectionsMax);
    }

    /** Opens the pool; connections are made when they are needed, so that a database that is away stops nothing. */
    public static Tables open(String url, String user, String password, int connectionsMax) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("scripts");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connectionsMax);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setReadOnly(true);
        config.setConnectionInitSql("SET SESSION TRANSACTION READ ONLY");
        config.setAutoCommit(false); // every query is a transaction, for only transactions are read-only
        config.addDataSourceProperty("connectTimeout", CONNECTION_WAIT.toMillis());
        config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_MS);
        config.addDataSourceProperty("allowMultiQueries", "false");
        return new Tables(new HikariDataSource(config));
    }

    /** At most 200 rows; what the database does not understand is the writer's mistake. */
    public Rows read(String query, List<?> values, Duration within) {
        try (Connection connection = pool.getConnection()) {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setQueryTimeout(Math.ceilDiv((int) within.toMillis(), 1000)); // the server itself stops it
                statement.setMaxRows(ROWS_MAX);
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                try (ResultSet found = statement.executeQuery()) {
                    return Rows.of(rows(found));
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException failure) {
            return failed(failure);
        }
    }

    private static Rows failed(SQLException failure) {
        if (failure instanceof SQLTimeoutException || failure.getErrorCode() == TOO_SLOW) {
            log.warn("a query of a script took too long and was stopped");
            return Rows.failed(Reason.SLOW);
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        boolean mistake = state.startsWith("42")
                || state.startsWith("22")
                || state.startsWith("25")
                || state.startsWith("07")
                || state.startsWith("21");
        if (mistake) {
            throw new ScriptException("The database did not take the query: " + failure.getMessage(), failure);
        }
        log.warn("the database of the verb sql does not answer: {}", failure.toString());
        return Rows.failed(Reason.UNREACHABLE);
    }

    private static List<Map<String, @Nullable Object>> rows(ResultSet found) throws SQLException {
        ResultSetMetaData about = found.getMetaData();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        while (found.next()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int column = 1; column <= about.getColumnCount(); column++) {
                row.put(about.getColumnLabel(column), found.getObject(column));
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public void close() {
        pool.close();
    }
}
