package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;

/** {@code parley new}. */
class NewCommandTest {
    /** Where the launcher stands, with the scripts beside it. */
    private static final Path PROGRAM = Files.exists(Path.of("agi-host")) ? Path.of("") : Path.of("..");

    @TempDir
    Path folder;

    private Ended parley(String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--scripts", folder.resolve("mine") + ""))
                .toArray(String[]::new);
        return Ended.of(new Surroundings(new Folders(PROGRAM, folder.resolve("home"), folder), Map.of(), false), all);
    }

    private String written(String file) throws IOException {
        return Files.readString(folder.resolve("mine").resolve(file));
    }

    @Test
    void everyTemplateMakesAScriptThatChecksAndPassesItsTests() {
        for (Template each : Template.ALL) {
            assertThat(parley("new", "my-" + each.name(), "--template", each.name())
                            .code())
                    .as(each.name())
                    .isZero();
        }

        Ended checked = parley("check");
        assertThat(checked.code()).as(checked.out()).isZero();
        assertThat(checked.out())
                .contains("ok    my-plain  (8310)", "ok    my-after-hours  (8319)")
                .contains("%d scripts in".formatted(Template.ALL.size()), " 0 with mistakes");
        Ended tested = parley("test-scripts");
        assertThat(tested.code()).as(tested.out()).isZero();
        assertThat(tested.out()).contains("in %d files, 0 failed".formatted(Template.ALL.size()));
    }

    @Test
    void theScriptHasItsOwnNameAndExtensionAndSaysWhatToDoNext() throws IOException {
        Ended ended = parley("new", "front-desk", "--template", "reception", "--extension", "8399");

        assertThat(ended.code()).isZero();
        assertThat(written("front-desk.groovy"))
                .contains("script('front-desk') {\n", "\n    extensions '8399'\n")
                .doesNotContain("8340", "script('reception')");
        assertThat(ended.out())
                .contains("front-desk.groovy and front-desk.test.groovy, extension 8399")
                .contains("./parley talk front-desk", "./parley test-scripts front-desk", "./parley call 8399");
        assertThat(ended.out().lines()).hasSize(4);
    }

    @Test
    void whatTheDialersUseIsNoFreeExtension() throws IOException {
        Files.createDirectories(folder.resolve("mine"));
        for (int number = 8310; number <= 8319; number++) {
            Files.writeString(folder.resolve("mine/s" + number + ".groovy"), "extensions '" + number + "'\nhangup()\n");
        }

        assertThat(parley("new", "next").out()).contains("extension 8321,");
        assertThat(written("next.groovy")).contains("extensions '8321'");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/sales.test.groovy"), "// mine");

        Ended ended = parley("new", "sales");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("sales.test.groovy is there already").doesNotContain("Exception");
        assertThat(written("sales.test.groovy")).isEqualTo("// mine");
        assertThat(folder.resolve("mine/sales.groovy")).doesNotExist();
    }

    @Test
    void anExtensionThatLeadsElsewhereIsRefused() {
        parley("new", "one", "--extension", "8355");

        Ended ended = parley("new", "two", "--extension", "8355");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("8355 leads to the script one already");
        assertThat(folder.resolve("mine/two.groovy")).doesNotExist();
    }

    @Test
    void badInputIsToldInOneLine() {
        assertThat(parley("new").err()).contains("expected a name", "--list");
        assertThat(parley("new", "Front Desk").err()).contains("expected a name", "'Front Desk'");
        assertThat(parley("new", "x", "--template", "recepton").err()).contains("did you mean reception?");
        assertThat(parley("new", "x", "--extension", "83XX").err()).contains("expected 2 to 18 digits");
        assertThat(folder.resolve("mine/x.groovy")).doesNotExist();
    }

    @Test
    void theTemplatesAreListedWithWhatTheyDo() {
        Ended ended = parley("new", "--list");

        assertThat(ended.code()).isZero();
        assertThat(ended.out().lines()).hasSize(Template.ALL.size()).allMatch(line -> line.length() > 30);
        assertThat(ended.out()).contains("reminder     Reminds of an appointment");
    }

    @Test
    void aTemplateThatIsGoneIsNamed() {
        Ended ended = Ended.of(
                new Surroundings(new Folders(folder, folder.resolve("home"), folder), Map.of(), false),
                "new",
                "x",
                "--scripts",
                folder.resolve("mine").toString());

        assertThat(ended.code()).isEqualTo(ExitCode.MISSING);
        assertThat(ended.err()).contains("ten-lines.groovy", "is not there any more");
    }
}
