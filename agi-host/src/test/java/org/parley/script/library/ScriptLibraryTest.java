package org.parley.script.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.script.Script;
import org.parley.script.ScriptException;
import org.parley.script.ScriptProblem;
import org.parley.script.ScriptedCall;

class ScriptLibraryTest {

    @TempDir
    Path temporary;

    ScriptFolderFixture scripts;

    @BeforeEach
    void folder() {
        scripts = new ScriptFolderFixture(temporary);
    }

    @Test
    void findsAScriptByNameAndByExtension() {
        scripts.save("sales.groovy", "extensions '8300', '8301'\nnote 'sales'").save("8400.groovy", "note 'line'");

        try (var library = scripts.openQuiet()) {
            assertThat(library.named("sales")).map(ScriptLibraryTest::said).contains("note: sales");
            assertThat(library.named("sales.groovy")).isPresent();
            assertThat(library.named("/sales")).isPresent();
            assertThat(library.forExtension("8301")).map(Script::name).contains("sales");
            assertThat(library.forExtension("8400"))
                    .map(ScriptLibraryTest::said)
                    .contains("note: line");
            assertThat(library.forExtension("8302")).isEmpty();
            assertThat(library.status())
                    .extracting(ScriptStatus::extensions)
                    .containsExactly(List.of("8400"), List.of("8300", "8301"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "..", "../sales", "a/sales", "Sales", "sales\0", "sales.groovy.groovy", "%73ales"})
    void aNameFromOutsideIsNeverAPath(String name) {
        scripts.save("sales.groovy", "");

        try (var library = scripts.openQuiet()) {
            assertThat(library.named(name)).isEmpty();
        }
    }

    @Test
    void exactWinsOverPatternAndTheMostSpecificPatternWins() {
        scripts.save("all.groovy", "extensions '_8.'")
                .save("some.groovy", "extensions '_83XX'")
                .save("one.groovy", "extensions '8300'");

        try (var library = scripts.openQuiet()) {
            assertThat(library.forExtension("8300")).map(Script::name).contains("one");
            assertThat(library.forExtension("8301")).map(Script::name).contains("some");
            assertThat(library.forExtension("8999")).map(Script::name).contains("all");
        }
    }

    @Test
    void aStatusThatTheDialerDoesNotHaveIsShownWithItsPlace() {
        scripts.save("sales.groovy", """
                def wanted = ask 'Do you want it?', yesNo
                dispose wanted.yes ? 'SALE' : 'NOPE'
                """);

        try (var library = scripts.openQuiet()) {
            Script sales = library.named("sales").orElseThrow();
            assertThat(sales.unknownStatuses(Set.of("SALE", "NOPE"))).isEmpty();
            assertThat(sales.unknownStatuses(Set.of("SALE", "NI")))
                    .extracting(ScriptProblem::render)
                    .containsExactly("""
                            sales.groovy:2:31: The dialer has no status 'NOPE'; add it to the campaign's statuses, or \
                            take one that it has
                                2 | dispose wanted.yes ? 'SALE' : 'NOPE'
                                  |                               ^""");
        }
    }

    @Test
    void whatIsDoubtfulStandsBesideAGoodVersionAndGoesWithIt() {
        scripts.save("sales.groovy", "finish 'NI'\nnote 'x'");

        try (var library = scripts.openQuiet()) {
            assertThat(library.status().getFirst()).satisfies(status -> {
                assertThat(status.current()).isTrue();
                assertThat(status.problems()).isEmpty();
                assertThat(status.warnings()).extracting(ScriptProblem::line).containsExactly(2);
            });

            scripts.save("sales.groovy", "note 'x'\nfinish 'NI'");
            library.refresh();
            assertThat(library.status().getFirst().warnings()).isEmpty();
        }
    }

    @Test
    void oneBrokenScriptDoesNotStopTheOthers() {
        scripts.save("good.groovy", "extensions '8300'").save("bad.groovy", "extensions '8301'\nsya 'x'");

        try (var library = scripts.openQuiet()) {
            assertThat(library.forExtension("8300")).isPresent();
            assertThat(library.forExtension("8301")).isEmpty();
            ScriptStatus bad = library.status().getFirst();
            assertThat(bad.current()).isFalse();
            assertThat(bad.version()).isEmpty();
            assertThat(bad.problems()).extracting(ScriptProblem::line).containsExactly(2);
        }
    }

    @Test
    void aClashNamesBothFilesAndTheFirstOwnerKeepsTheExtension() {
        scripts.save("b.groovy", "extensions '8300'");

        try (var library = scripts.openQuiet()) {
            scripts.save("a.groovy", "note 'x'\nextensions '8299', '8300'");
            library.refresh();

            assertThat(library.forExtension("8300")).map(Script::name).contains("b");
            assertThat(library.forExtension("8299")).map(Script::name).contains("a");
            assertThat(library.status().getFirst().problems().getFirst().render())
                    .startsWith("a.groovy:2:20: Extension '8300' belongs to b.groovy already, so it does not lead to"
                            + " a.groovy");

            scripts.save("b.groovy", "extensions '8300'\nnote 'edited'");
            library.refresh();
            assertThat(library.forExtension("8300")).map(Script::name).contains("b");

            scripts.delete("b.groovy");
            library.refresh();
            assertThat(library.forExtension("8300")).map(Script::name).contains("a");
            assertThat(library.status().getFirst().problems()).isEmpty();
        }
    }

    @Test
    void aBadEditLeavesTheLastGoodVersionAndAGoodOneReplacesIt() {
        scripts.save("sales.groovy", "extensions '8300'\nnote 'one'");

        try (var library = scripts.openQuiet()) {
            String first = library.named("sales").orElseThrow().version();
            scripts.save("sales.groovy", "extensions '8300'\nnoet 'two'");
            library.refresh();

            assertThat(library.forExtension("8300"))
                    .map(ScriptLibraryTest::said)
                    .contains("note: one");
            ScriptStatus status = library.status().getFirst();
            assertThat(status.current()).isFalse();
            assertThat(status.version()).isEqualTo(first);
            assertThat(status.problems()).hasSize(1);

            scripts.save("sales.groovy", "extensions '8300'\nnote 'three'");
            library.refresh();
            assertThat(library.forExtension("8300"))
                    .map(ScriptLibraryTest::said)
                    .contains("note: three");
            assertThat(library.status().getFirst().current()).isTrue();
            assertThat(library.named("sales").orElseThrow().version())
                    .matches("[0-9a-f]{12}")
                    .isNotEqualTo(first);
        }
    }

    @Test
    void aCallKeepsTheVersionThatItStartedWith() {
        scripts.save("sales.groovy", "note 'one'");

        try (var library = scripts.openQuiet()) {
            Script held = library.named("sales").orElseThrow();
            scripts.save("sales.groovy", "note 'two'");
            library.refresh();
            scripts.delete("sales.groovy");
            library.refresh();

            assertThat(library.named("sales")).isEmpty();
            assertThat(said(held)).isEqualTo("note: one");
        }
    }

    @Test
    void aSavedScriptIsLiveWithoutBeingAskedFor() {
        scripts.save("sales.groovy", "note 'one'");

        try (var library = ScriptLibrary.open(scripts.settings(Duration.ofMillis(50), 10))) {
            scripts.save("sales.groovy", "note 'two'");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(library.named("sales"))
                            .map(ScriptLibraryTest::said)
                            .contains("note: two"));

            scripts.save("new.groovy", "extensions '8300'").delete("sales.groovy");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(library.forExtension("8300")).isPresent();
                assertThat(library.named("sales")).isEmpty();
            });
        }
    }

    @Test
    void aChangeThatKeepsTimeAndSizeIsNoticed() throws IOException {
        Path file = temporary.resolve("sales.groovy");
        Files.writeString(file, "note 'one'");
        FileTime time = FileTime.fromMillis(System.currentTimeMillis());
        Files.setLastModifiedTime(file, time);

        try (var library = scripts.openQuiet()) {
            Files.writeString(file, "note 'two'");
            Files.setLastModifiedTime(file, time);
            library.refresh();

            assertThat(library.named("sales")).map(ScriptLibraryTest::said).contains("note: two");
        }
    }

    @Test
    void anUnreadableFolderLeavesItsScriptsInPlace() throws IOException {
        Path inner = Files.createDirectory(temporary.resolve("scripts"));
        new ScriptFolderFixture(inner).save("sales.groovy", "note 'one'");

        try (var library = new ScriptFolderFixture(inner).openQuiet()) {
            Files.move(inner, temporary.resolve("away"));
            library.refresh();

            assertThat(library.named("sales")).isPresent();
        }
    }

    @Test
    void testsHiddenFilesAndFoldersAreLeftAlone() throws IOException {
        scripts.save("sales.test.groovy", "not a script")
                .save(".hidden.groovy", "no")
                .save("notes.txt", "no");
        Files.createDirectory(temporary.resolve("folder.groovy"));

        try (var library = scripts.openQuiet()) {
            assertThat(library.status()).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeAScriptIsToldWithTheRemedy() throws IOException {
        scripts.save("Sales.groovy", "").save("long.groovy", "//".repeat(140_000));
        Files.write(temporary.resolve("latin.groovy"), new byte[] {'s', 'a', 'y', ' ', '\'', (byte) 0xe9, '\''});

        try (var library = scripts.openQuiet()) {
            assertThat(library.status())
                    .extracting(status -> status.problems().getFirst().render())
                    .containsExactly(
                            "Sales.groovy: Expected a file name of a-z, 0-9 and dashes, at most 64, such as"
                                    + " medicare-fronter.groovy",
                            "latin.groovy: Expected UTF-8; save the file with that encoding",
                            "long.groovy: Expected a script of at most 256 kB");
        }
    }

    @Test
    void aFolderHoldsOnlySoManyScripts() {
        scripts.save("a.groovy", "").save("b.groovy", "").save("c.groovy", "");

        try (var library = ScriptLibrary.open(scripts.settings(Duration.ofSeconds(60), 2))) {
            assertThat(library.named("b")).isPresent();
            assertThat(library.named("c")).isEmpty();
            assertThat(library.status().getLast().problems().getFirst().message())
                    .startsWith("The folder holds more than 2 scripts");
        }
    }

    @Test
    void aMissingFolderIsToldWithTheRemedy() {
        assertThatThrownBy(() -> new ScriptFolderFixture(temporary.resolve("none")).openQuiet())
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("but there is none; create it or name another with --scripts");
    }

    @Test
    void scriptsMayHaveTheNamesOfVerbsAndValues() {
        for (String name : List.of("echo", "lead", "say", "duration", "string", "a-b-c", "8")) {
            scripts.save(
                    name + ".groovy",
                    "extensions '83" + name.length() + name.charAt(0) + "'\nnote lead.firstName\nnote 8.s.toString()");
        }

        try (var library = scripts.openQuiet()) {
            assertThat(library.status()).hasSize(7).allSatisfy(status -> {
                assertThat(status.problems()).isEmpty();
                assertThat(library.named(status.name()))
                        .map(ScriptLibraryTest::said)
                        .contains("note: PT8S");
            });
        }
    }

    private static String said(Script script) {
        return new ScriptedCall().lead("Ana").run(script).path().getLast();
    }
}
