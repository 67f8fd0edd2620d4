package org.parley.script.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler.Compiled;

class CodeFolderTest {
    private static final long MEGABYTE = 1024 * 1024;

    private static final String TEXT = """
            description 'Sells'
            owner 'Ana'
            extensions '8300', '_84XX'
            dids '+18005551234'
            inGroups 'SUP*'
            campaigns 'SALES'
            script('sales') {
                limits call: 8.min, silence: 5.s
                step('greet') {
                    say en: 'Hello', es: 'Hola'
                    play 'welcome'
                    [1, 2].each { int n -> note "no $n" }
                    if (ask('Yes?', yesNo).yes) return finish('SALE')
                }
            }
            """;

    @TempDir
    Path temporary;

    Path folder;

    @BeforeEach
    void folder() {
        folder = temporary.resolve("data/compiled");
        CodeFolder.prepare(folder, MEGABYTE);
    }

    @Test
    void whatIsReadIsWhatWasCompiled() {
        ScriptCompiler first = compiler();
        Script made = good(first.compile("sales.groovy", TEXT));
        ScriptCompiler second = compiler();
        Script read = good(second.compile("sales.groovy", TEXT));

        assertThat(first.compiled()).isEqualTo(1);
        assertThat(second.compiled()).isZero();
        assertThat(read.findings()).isEqualTo(made.findings());
        assertThat(read.doubts()).isNotEmpty().isEqualTo(made.doubts());
        assertThat(read.uses()).isNotEmpty();
        assertThat(read.findings().claims()).hasSize(5);
        assertThat(read.type()).isNotSameAs(made.type());
        assertThat(read.type().getName()).isEqualTo("SalesScript");
    }

    @Test
    void whatIsRefusedIsRefusedInTheSameWords() {
        String text = "say 'Hello'\nsya 'again'\n";
        List<ScriptProblem> made = bad(compiler().compile("sales.groovy", text));
        ScriptCompiler second = compiler();

        assertThat(bad(second.compile("sales.groovy", text))).isNotEmpty().isEqualTo(made);
        assertThat(second.compiled()).isZero();
    }

    @Test
    void anotherTextNameOrBuildIsCompiled() {
        good(compiler().compile("sales.groovy", TEXT));
        ScriptCompiler second = compiler();
        good(second.compile("sales.groovy", TEXT + "// edited"));
        good(second.compile("support.groovy", TEXT));
        ScriptCompiler newer =
                new ScriptCompiler(Duration.ofSeconds(1), CodeFolder.open(folder, MEGABYTE, "another build"));
        good(newer.compile("sales.groovy", TEXT));

        assertThat(second.compiled()).isEqualTo(2);
        assertThat(newer.compiled()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 20, 400, -9, -1})
    void aTornFileIsCompiledAgainAndMended(int length) throws IOException {
        good(compiler().compile("sales.groovy", TEXT));
        Path file = only();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, length < 0 ? whole.length + length : length));

        ScriptCompiler second = compiler();
        good(second.compile("sales.groovy", TEXT));

        assertThat(second.compiled()).isEqualTo(1);
        assertThat(CodeFile.read(Files.readAllBytes(only()))).isPresent();
    }

    @Test
    void aFileWithOneWrongBitIsCompiledAgain() throws IOException {
        good(compiler().compile("sales.groovy", TEXT));
        byte[] bytes = Files.readAllBytes(only());
        bytes[bytes.length / 2] ^= 4;
        Files.write(only(), bytes);

        ScriptCompiler second = compiler();
        good(second.compile("sales.groovy", TEXT));
        assertThat(second.compiled()).isEqualTo(1);
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        good(compiler().compile("sales.groovy", TEXT));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx----w-"})
    void aFolderThatOthersMayWriteToIsNotUsed(String rights) throws IOException {
        good(compiler().compile("sales.groovy", TEXT));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));

        ScriptCompiler second = compiler();
        good(second.compile("sales.groovy", TEXT));
        good(second.compile("support.groovy", TEXT));

        assertThat(second.compiled()).isEqualTo(2);
        assertThat(files()).as("nothing is added").hasSize(1);
    }

    @Test
    void whereNoFolderCanBeEverythingIsCompiled() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        CodeFolder.prepare(file, MEGABYTE);
        ScriptCompiler compiler = new ScriptCompiler(Duration.ofSeconds(1), CodeFolder.open(file, MEGABYTE));

        good(compiler.compile("sales.groovy", TEXT));
        assertThat(file).isEmptyFile();
    }

    @Test
    void whatOnlyLooksAtScriptsMakesNoFolder() throws IOException {
        Files.delete(folder);

        good(compiler().compile("sales.groovy", TEXT));
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatWasNotUsedForLongGoesFirst() throws IOException {
        good(compiler().compile("sales.groovy", TEXT));
        Path old = only();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        good(compiler().compile("support.groovy", TEXT));
        long one = Files.size(old);

        CodeFolder _ = CodeFolder.open(folder, one + one / 2);
        assertThat(files()).hasSize(1).doesNotContain(old);

        Files.setLastModifiedTime(only(), FileTime.from(Instant.now().minus(Duration.ofDays(100))));
        CodeFolder _ = CodeFolder.open(folder, MEGABYTE);
        assertThat(files()).isEmpty();
    }

    @Test
    void aUseIsRememberedByTheDay() throws IOException {
        good(compiler().compile("sales.groovy", TEXT));
        Files.setLastModifiedTime(only(), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        good(compiler().compile("sales.groovy", TEXT));

        assertThat(Files.getLastModifiedTime(only()).toInstant())
                .isAfter(Instant.now().minus(Duration.ofHours(1)));
    }

    private ScriptCompiler compiler() {
        return new ScriptCompiler(Duration.ofSeconds(1), CodeFolder.open(folder, MEGABYTE));
    }

    private Path only() throws IOException {
        assertThat(files()).hasSize(1);
        return files().getFirst();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static Script good(Compiled compiled) {
        assertThat(compiled).isInstanceOf(Compiled.Good.class);
        return ((Compiled.Good) compiled).script();
    }

    private static List<ScriptProblem> bad(Compiled compiled) {
        assertThat(compiled).isInstanceOf(Compiled.Bad.class);
        return ((Compiled.Bad) compiled).problems();
    }
}
