package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.call.InstantVoice;
import org.parley.script.compile.ScriptFile;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.store.DatabaseSettings;
import org.parley.store.ScriptVersion;
import org.parley.store.ScriptVersions;
import org.parley.store.TestDatabase;

/** What was live is kept, and comes back into the file on a word. */
class ScriptVersionsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FIRST = "extensions '8300'\nnote 'first'\nnote 'same'\n";
    private static final String SECOND = "extensions '8300'\nnote 'second'\nnote 'same'\n";
    private static final String BAD = "extensions '8300'\nnoote 'third'\n";

    @TempDir
    Path home;

    private Path file;

    @BeforeEach
    void folder() throws Exception {
        file = Files.createDirectories(home.resolve("scripts")).resolve("sales.groovy");
        Files.writeString(file, FIRST);
    }

    @Test
    void aVersionThatWasLiveComesBackAndTheRunningHostTakesIt() throws Exception {
        try (TestDatabase test = TestDatabase.open();
                Parley host = host(test)) {
            var kept = new ScriptVersions(test.jdbi());
            await().atMost(SOON).until(() -> versions(kept).equals(List.of(id(FIRST))));
            Files.writeString(file, SECOND);
            await().atMost(SOON).until(() -> versions(kept).equals(List.of(id(SECOND), id(FIRST))));

            assertThat(parley(test, "scripts", "rollback", "sales", "--diff").out())
                    .isEqualTo("""
                    --- %s
                    +++ %s
                     extensions '8300'
                    -note 'second'
                    +note 'first'
                     note 'same'
                    """.formatted(id(SECOND), id(FIRST)));
            assertThat(file).hasContent(SECOND);

            Ended back = parley(test, "scripts", "rollback", "sales");

            assertThat(back.code()).as(back.err()).isEqualTo(ExitCode.OK);
            assertThat(back.out())
                    .contains("is version " + id(FIRST) + " again")
                    .contains("./parley scripts rollback sales " + id(SECOND));
            assertThat(file).hasContent(FIRST);
            await().atMost(SOON)
                    .until(() -> host.scripts()
                            .named("sales")
                            .orElseThrow()
                            .version()
                            .equals(id(FIRST)));

            Files.writeString(file, BAD);
            Ended mended =
                    parley(test, "scripts", "rollback", "sales", id(SECOND).substring(0, 6));

            assertThat(mended.code()).as(mended.err()).isEqualTo(ExitCode.OK);
            assertThat(file).hasContent(SECOND);
            assertThat(kept.source("sales", id(BAD)))
                    .as("also what was no good is kept")
                    .contains(BAD);
            assertThat(parley(test, "scripts", "versions", "sales").out())
                    .contains("There is no verb 'noote'")
                    .contains(id(FIRST));
        }
    }

    @Test
    void aRollbackThatCannotBeSaysWhyInOneLineAndLeavesTheFileAlone() throws Exception {
        try (TestDatabase test = TestDatabase.open()) {
            var kept = new ScriptVersions(test.jdbi());
            kept.keep("sales", id(FIRST), FIRST, "");
            kept.keep("sales", "aaaa00000001", "no_verb 'x'", "");
            kept.keep("sales", "aaaa00000002", "note 'x'", "");

            assertThat(refused(test, "scripts", "rollback", "sales", "aaaa"))
                    .isEqualTo(
                            "expected one version of sales that begins with aaaa but found 2; ./parley scripts versions"
                                    + " sales");
            assertThat(refused(test, "scripts", "rollback", "sales", "aaaa00000001"))
                    .startsWith("version aaaa00000001 is no good script for this Parley: There is no verb 'no_verb'");
            assertThat(refused(test, "scripts", "rollback", "sales", id(FIRST)))
                    .isEqualTo("the file holds version " + id(FIRST) + " already");
            assertThat(refused(test, "scripts", "rollback", "other"))
                    .isEqualTo("no good version of other but the present one is kept");
            assertThat(refused(test, "scripts", "rollback", "../etc")).contains("expected a script's name");
            assertThat(refused(test, "scripts", "rollback", "sales", "--database", "none"))
                    .startsWith("database.url is 'none'");
            assertThat(refused(test, "scripts", "rollback", "sales", "--database", "jdbc:mariadb://127.0.0.1:1/x"))
                    .contains("it cannot be reached");
            assertThat(file).hasContent(FIRST);
        }
    }

    @Test
    void aVersionThatIsOutIsShownByTheListAndTheDoctor() throws Exception {
        try (TestDatabase test = TestDatabase.open()) {
            var kept = new ScriptVersions(test.jdbi());
            kept.keep("sales", id(FIRST), FIRST, "here");
            assertThat(parley(test, "scripts").out()).contains("sales   live");
            kept.broken("sales", id(FIRST), "it divides by zero");

            assertThat(parley(test, "scripts").out()).contains("sales   out").contains("it divides by zero");
            assertThat(parley(test, "doctor").out())
                    .contains("broke down in too many calls and gets none: sales")
                    .contains("./parley scripts rollback sales");

            Files.writeString(file, SECOND);
            assertThat(parley(test, "scripts").out()).contains("sales   live");
        }
    }

    @Test
    void whatIsLiveNowIsTheNewestAlsoWithinOneMillisecondOrWhenTheClockWentBack() throws Exception {
        try (TestDatabase test = TestDatabase.open()) {
            var kept = new ScriptVersions(test.jdbi());
            kept.keep("sales", "later", FIRST, "here");
            test.jdbi()
                    .useHandle(handle -> handle.execute(
                            "UPDATE parley_script_version SET last_seen = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR"));
            kept.keep("sales", "bbbb", FIRST, "here");
            kept.keep("sales", "aaaa", FIRST, "here");
            assertThat(versions(kept)).containsExactly("aaaa", "bbbb", "later");

            kept.keep("sales", "bbbb", FIRST, "here");
            assertThat(versions(kept)).containsExactly("bbbb", "aaaa", "later");
        }
    }

    @Test
    void onlySoManyAndSoMuchIsKeptOfAScript() throws Exception {
        try (TestDatabase test = TestDatabase.open()) {
            var kept = new ScriptVersions(test.jdbi());
            for (int i = 0; i < 60; i++) {
                kept.keep("many", "version-" + i, "note '" + i + "'", "here");
            }
            for (int i = 0; i < 12; i++) {
                kept.keep("big", "version-" + i, "x".repeat(256 * 1024), "here");
            }

            assertThat(kept.list("many"))
                    .hasSize(50)
                    .first()
                    .extracting(ScriptVersion::version)
                    .isEqualTo("version-59");
            assertThat(kept.list("big"))
                    .hasSize(8)
                    .first()
                    .extracting(ScriptVersion::version)
                    .isEqualTo("version-11");
        }
    }

    private static List<String> versions(ScriptVersions kept) {
        return kept.list("sales").stream().map(ScriptVersion::version).toList();
    }

    private static String id(String source) {
        return ScriptFile.version(source);
    }

    private String refused(TestDatabase test, String... arguments) {
        Ended ended = parley(test, arguments);
        assertThat(ended.code()).isNotEqualTo(ExitCode.OK);
        List<String> lines = ended.err()
                .lines()
                .filter(line -> !line.startsWith("parley: opening"))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst().replaceFirst("^parley: ", "");
    }

    private Ended parley(TestDatabase test, String... arguments) {
        DatabaseSettings database = test.settings();
        try {
            Files.writeString(home.resolve("parley.yaml"), """
                    database:
                      url: %s
                      user: %s
                      password: ${env:DATABASE_PASSWORD}
                    """.formatted(database.url(), database.user()));
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
        Map<String, String> environment = Map.of(
                "PARLEY_DIALER_CONFIG",
                "none",
                "DATABASE_PASSWORD",
                database.password().reveal());
        return Ended.of(new Surroundings(new Folders(home, home, home), environment, false), arguments);
    }

    private Parley host(TestDatabase test) throws Exception {
        DatabaseSettings database = test.settings();
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of("PARLEY_DATABASE_PASSWORD", database.password().reveal()),
                        List.of(
                                new Flag("test", "agi.listen", "127.0.0.1:0"),
                                new Flag("test", "audio.listen", "127.0.0.1:0"),
                                new Flag("test", "database.url", database.url()),
                                new Flag("test", "database.user", database.user()),
                                new Flag("test", "scripts.reload-after", "50ms"),
                                new Flag("test", "calls.drain", "0s")),
                        new Folders(home, home, home)))
                .value();
        InstantVoice voice = new InstantVoice();
        return Parley.start(settings, home, voice.ears(), voice.mouth());
    }
}
