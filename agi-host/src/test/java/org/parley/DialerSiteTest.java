package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;
import org.parley.settings.Loaded;
import org.parley.settings.SettingsException;
import org.parley.settings.Sources;

class DialerSiteTest {
    /** As VICIdial's installer writes it. */
    private static final String VICIDIAL = """
            # astguiclient.conf - configuration elements for the astguiclient package
            PATHhome => /usr/share/astguiclient

            # The IP address of this machine
            VARserver_ip => 10.0.0.7

            VARDB_server => 10.0.0.5   ; the database
            VARDB_database => asterisk
            VARDB_user => cron
            VARDB_pass => 1234
            VARDB_custom_user => custom
            VARDB_port => 3307
            """;

    @TempDir
    private Path folder;

    private Loaded<Settings> load(Path file, Map<String, String> environment) {
        return Settings.load(new Sources(
                DialerSite.found(file.toString()), null, environment, List.of(), new Folders(folder, folder, folder)));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String entry(Loaded<Settings> loaded, String key) {
        return loaded.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(entry -> entry.shown() + " from " + entry.origin())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void vicidialsFileSaysWhereTheDatabaseIsAndWhichServerWeAre() throws IOException {
        Path file = write("astguiclient.conf", VICIDIAL);
        Loaded<Settings> loaded = load(file, Map.of());
        assertThat(entry(loaded, "database.url"))
                .isEqualTo("jdbc:mariadb://10.0.0.5:3307/asterisk from " + file + ":7");
        assertThat(entry(loaded, "database.user")).isEqualTo("cron from " + file + ":9");
        assertThat(entry(loaded, "database.password")).isEqualTo("*** from " + file + ":10");
        assertThat(loaded.value().database().password().reveal()).isEqualTo("1234");
        assertThat(loaded.value().dialer().serverIp()).isEqualTo("10.0.0.7");
    }

    @Test
    void osdialsFileMayQuoteAndLeaveOutWhatItHasDefaultsFor() throws IOException {
        Path file = write("osdial.conf", "VARserver_ip => \"10.1.0.1\"\nVARDB_server: 'db1'\r\nVARDB_pass = s3cret\n");
        Settings settings = load(file, Map.of()).value();
        assertThat(settings.database().url()).isEqualTo("jdbc:mariadb://db1:3306/osdial");
        assertThat(settings.database().user()).isEqualTo("osdial");
        assertThat(settings.database().password().reveal()).isEqualTo("s3cret");
        assertThat(settings.dialer().serverIp()).isEqualTo("10.1.0.1");
    }

    @Test
    void anAccountOfOurOwnKeepsThePlaceAndNotThePassword() throws IOException {
        Settings settings = load(
                        write("astguiclient.conf", VICIDIAL),
                        Map.of("PARLEY_DATABASE_USER", "parley", "PARLEY_DATABASE_PASSWORD", "ours"))
                .value();
        assertThat(settings.database().url()).isEqualTo("jdbc:mariadb://10.0.0.5:3307/asterisk");
        assertThat(settings.database().user()).isEqualTo("parley");
        assertThat(settings.database().password().reveal()).isEqualTo("ours");

        Settings without = load(write("astguiclient.conf", VICIDIAL), Map.of("PARLEY_DATABASE_USER", "parley"))
                .value();
        assertThat(without.database().password().reveal()).isEmpty();
    }

    @Test
    void aUrlOfOurOwnLeavesTheDialersAccountAside() throws IOException {
        Settings settings = load(write("astguiclient.conf", VICIDIAL), Map.of("PARLEY_DATABASE_URL", "embedded"))
                .value();
        assertThat(settings.database().url()).isEqualTo("embedded");
        assertThat(settings.database().user()).isEqualTo("parley");
        assertThat(settings.database().password().reveal()).isEmpty();
        assertThat(settings.dialer().serverIp()).isEqualTo("10.0.0.7");
    }

    @Test
    void aFileWithoutDatabaseNamesOnlyTheServer() throws IOException {
        Settings settings = load(write("astguiclient.conf", "VARserver_ip => 10.0.0.8\n"), Map.of())
                .value();
        assertThat(settings.database().url()).isEqualTo("embedded");
        assertThat(settings.dialer().serverIp()).isEqualTo("10.0.0.8");
    }

    @Test
    void aFileThatCannotBeReadIsToldUnlessItIsNotNeeded() {
        Path file = folder.resolve("astguiclient.conf");
        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Could not read the dialer's configuration " + file)
                .hasMessageContaining("let Parley's user read it, or set database.url");
        assertThat(load(file, Map.of("PARLEY_DATABASE_URL", "none"))
                        .value()
                        .database()
                        .url())
                .isEqualTo("none");
    }

    @Test
    void noneMeansNone() {
        assertThat(DialerSite.found("none")).isEmpty();
    }
}
