package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.settings.Folders;
import org.parley.store.DatabaseSettings;

/** {@code parley talk NAME --lead ID}: with a lead of the dialer, which is only read. */
class TalkLeadIT {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private DialerDatabase at;

    @BeforeEach
    void open() throws IOException {
        at = DialerDatabase.open(Kind.OSDIAL, Mode.STRICT);
        DatabaseSettings database = at.test().settings();
        Files.writeString(folder.resolve("parley.yaml"), """
                database:
                  url: %s
                  user: %s
                  password: ${env:DATABASE_PASSWORD}
                """.formatted(database.url(), database.user()));
        Files.writeString(Files.createDirectories(folder.resolve("scripts")).resolve("sales.groovy"), """
                say "Hello ${lead.firstName} of ${lead.city}, lead ${lead.id}."
                def wanted = ask 'Would you like a quote?', yesNo
                field 'city', 'Tampa'
                dispose wanted.yes ? 'SALE' : 'NI', 'by the trial'
                """);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private Ended talk(String... more) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("yes\n".getBytes(StandardCharsets.UTF_8)));
        String[] words = new String[more.length + 2];
        words[0] = "talk";
        words[1] = "sales";
        System.arraycopy(more, 0, words, 2, more.length);
        String password = at.test().settings().password().reveal();
        try {
            return Ended.of(
                    new Surroundings(
                            new Folders(folder, folder.resolve("home"), folder),
                            Map.of("PARLEY_DIALER_CONFIG", "none", "DATABASE_PASSWORD", password),
                            false),
                    words);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void itIsReadAndShownAndNothingIsWritten() {
        long id = lead();
        String before = at.value("SELECT CONCAT(status, '/', city, '/', user) FROM <list> WHERE lead_id = " + id);
        String tables = at.value("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()");

        Ended ended = talk("--lead", String.valueOf(id), "--lead", "city=Ocala");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out())
                .startsWith("lead " + id + " of list ")
                .contains("agent>  Hello ")
                .contains(" of Ocala, lead " + id + ".")
                .contains("A call of lead " + id + " would write this; nothing was written.\nstatus     SALE")
                .contains("field      city = Tampa");
        assertThat(at.value("SELECT CONCAT(status, '/', city, '/', user) FROM <list> WHERE lead_id = " + id))
                .isEqualTo(before);
        assertThat(at.value("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"))
                .isEqualTo(tables);
    }

    @Test
    void oneThatIsNotThereIsSaidInALine() {
        Ended ended = talk("--lead", "987654321");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).startsWith("parley: --lead: there is no lead 987654321 in the dialer's tables of ");
        assertThat(talk("--lead", "12", "--database", "none").err())
                .isEqualTo("parley: --lead: lead 12 is in the dialer's tables, but database.url is 'none'; name them by"
                        + " --database\n");
        assertThat(talk("--lead", "12", "--lead", "13").err())
                .isEqualTo("parley: --lead: expected one number of a lead, or FIELD=VALUE such as firstName=Ana, but"
                        + " was '13'\n");
    }

    private long lead() {
        return 1;
    }
}
