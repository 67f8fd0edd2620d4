package org.parley.dialer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dialer's own configuration file says of its database and of the server that it stands on: lines such as
 * {@code VARDB_server => 10.0.0.5}. OSDial reads {@value #OSDIAL} and has defaults for all; VICIdial reads
 * {@value #VICIDIAL}. Both take everything behind # or ; for a comment, and no blanks or &gt; in a value; OSDial no
 * quotes either (from their Perl programs).
 *
 * @param file which one
 * @param values with the number of their line, 0 for the dialer's default; by name
 */
public record SiteFile(Path file, Map<String, Value> values) {
    /** OSDial's file. */
    public static final String OSDIAL = "/etc/osdial.conf";
    /** VICIdial's file. */
    public static final String VICIDIAL = "/etc/astguiclient.conf";

    private static final int BYTES_MAX = 1 << 20;

    public SiteFile {
        values = Map.copyOf(values);
    }

    /** A value, and where it stands. */
    public record Value(String text, int line) {}

    /** The file of the dialer on this machine, if there is one; OSDial's before VICIdial's. */
    public static Optional<Path> usual() {
        return List.of(OSDIAL, VICIDIAL).stream()
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
    }

    /**
     * Reads it.
     *
     * @throws DialerException when it cannot be read, with what to do
     */
    public static SiteFile read(Path file) {
        String text;
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new DialerException(
                        "Expected the dialer's configuration in %s but it has more than %d bytes"
                                .formatted(file, BYTES_MAX),
                        null);
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new DialerException(
                    "Could not read the dialer's configuration %s (%s); let Parley's user read it, or set database.url"
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
        boolean osdial = String.valueOf(file.getFileName()).contains("osdial");
        Map<String, Value> values = new HashMap<>(defaults(osdial));
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String bare = line.replaceAll("[#;].*", "").replaceAll(osdial ? "[\\s>\"']" : "[\\s>]", "");
            String[] parts = bare.split(osdial ? "[=:]" : "=", 2);
            if (parts.length == 2 && !parts[1].isEmpty()) {
                values.put(parts[0], new Value(parts[1], number));
            }
        }
        return new SiteFile(file, values);
    }

    /** Whether it names a database at all: that of a web or telephony server without one does not. */
    public boolean hasDatabase() {
        return values.containsKey("VARDB_server") && values.containsKey("VARDB_database");
    }

    /** Where the dialer's database is, as a JDBC URL. */
    public Value url() {
        Value server = value("VARDB_server");
        String host = server.text().contains(":") ? "[" + server.text() + "]" : server.text();
        return new Value(
                "jdbc:mariadb://%s:%s/%s"
                        .formatted(
                                host,
                                value("VARDB_port").text(),
                                value("VARDB_database").text()),
                server.line());
    }

    /** The value of that name; "" when the file has none. */
    public Value value(String name) {
        return values.getOrDefault(name, new Value("", 0));
    }

    private static Map<String, Value> defaults(boolean osdial) {
        Value port = new Value("3306", 0);
        return osdial
                ? Map.of(
                        "VARDB_server", new Value("127.0.0.1", 0),
                        "VARDB_port", port,
                        "VARDB_database", new Value("osdial", 0),
                        "VARDB_user", new Value("osdial", 0),
                        "VARDB_pass", new Value("osdial1234", 0),
                        "VARserver_ip", new Value("127.0.0.1", 0))
                : Map.of("VARDB_port", port);
    }
}
