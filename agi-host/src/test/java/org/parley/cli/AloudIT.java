package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;

/** {@code parley test-scripts --aloud}: the same tests, spoken and recognised in real time. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class AloudIT {

    @TempDir
    Path folder;

    private Ended aloud() {
        return Ended.of(
                new Surroundings(new Folders(folder, folder.resolve("home"), folder), Map.of(), false),
                "test-scripts",
                "--aloud");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("scripts")).resolve(name), text);
    }

    private static String shipped(String name) throws IOException {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("scripts").resolve(name);
            if (Files.exists(file)) {
                return Files.readString(file);
            }
        }
        throw new IllegalStateException(
                "Expected scripts/" + name + " above " + Path.of("").toAbsolutePath());
    }

    @Test
    void testsOfShippedScriptsHoldAloudAsTheyDoAsText() throws IOException {
        write("ten-lines.groovy", shipped("ten-lines.groovy"));
        write("ten-lines.test.groovy", shipped("ten-lines.test.groovy"));
        write("qualify.groovy", shipped("qualify.groovy"));
        // the box's recogniser is told of answers only, so that what callers say at any time is for other recognisers
        List<String> heard = List.of("test('a qualified lead", "test('who has no time", "test('who is not covered");
        write(
                "qualify.test.groovy",
                Stream.of(shipped("qualify.test.groovy").split("\n\n", -1))
                        .filter(test -> heard.stream().anyMatch(test::startsWith))
                        .collect(Collectors.joining("\n\n")));

        Ended ended = aloud();

        assertThat(ended.out())
                .contains("ok    ten-lines: a yes is a sale and goes to a person")
                .contains("ok    ten-lines: a no is taken for a no")
                .contains("ok    ten-lines: who says nothing is asked again, then let go")
                .contains("skip  ten-lines: who is not understood twice is no answer")
                .contains("skipped, as text only: mumbles")
                .contains("ok    qualify: a qualified lead goes to a person with its postal code")
                .contains("ok    qualify: who has no time is called back")
                .contains("ok    qualify: who is not covered gets a goodbye")
                .contains("7 tests in 2 files, 0 failed, 1 skipped, ");
        assertThat(ended.code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatDoesNotComeFailsAndWhatCannotBeHeardIsTold() throws IOException {
        write("sales.groovy", """
                say "Hello ${lead.firstName}."
                def wanted = ask 'Would you like a quote?', yesNo
                dispose wanted.yes ? 'SALE' : 'NI'
                field 'plan', remember('plan')
                transfer '8500'
                """);
        write("sales.test.groovy", """
                test('a no is a sale') {
                    lead firstName: 'Ana'
                    data { remembered plan: 'gold' }
                    caller { hears 'Hello Ana'; says 'no thanks'; hears 'Wonderful' }
                    expect { disposition 'SALE'; field 'plan', 'gold'; path 'say: Hello'; neverSaid 'quote' }
                }
                test('who hangs up has ended it') {
                    caller { hears 'like a quote'; hangsUp() }
                    expect { endedBy 'caller'; transfer none; disposition '' }
                }
                """);

        Ended ended = aloud();

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out())
                .contains("FAIL  sales: a no is a sale")
                .contains("Expected the disposition SALE, but it is NI")
                .contains("Expected that the caller hears 'Wonderful', but he never did")
                .contains("Expected that the agent never says 'quote', but he says: Would you like a quote?")
                .contains("skipped, as text only: sales.test.groovy:5: the path say: Hello")
                .doesNotContain("the field")
                .contains("ok    sales: who hangs up has ended it")
                .contains("2 tests in 1 files, 1 failed");
    }
}
