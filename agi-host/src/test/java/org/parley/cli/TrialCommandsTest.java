package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;

/** {@code parley talk} and {@code parley test-scripts}. */
class TrialCommandsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeAScript() throws IOException {
        Files.createDirectories(folder.resolve("scripts"));
        write("sales.groovy", """
                extensions '8305', '_84XX'
                say "Hello ${lead.firstName} of ${lead.city} on $extension."
                def wanted = ask 'Would you like a quote?', yesNo
                def zip = capture digits(5)
                field 'postal_code', zip.value
                def when = ask 'When may we call?', futureTime
                if (when.ok) callback when, 'with the quote'
                note 'asked'
                dispose wanted.yes ? 'SALE' : 'NI', 'by the trial'
                transfer '8500'
                """);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve("scripts").resolve(name), text);
    }

    private Ended parley(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return Ended.of(
                    new Surroundings(new Folders(folder, folder.resolve("home"), folder), Map.of(), false), arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aTalkShowsBothSidesAndThenWhatCameOfIt() {
        Ended ended = parley(
                "Yes, please.\n\n#12345\ntomorrow at three\n",
                "talk",
                "8305",
                "--lead",
                "firstName=Ana",
                "--lead",
                "city=Miami");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("""
                agent>  Hello Ana of Miami on 8305.
                agent>  Would you like a quote?
                caller> Yes, please.
                agent>  Please say or key in the 5 digits, one by one.
                caller> (silence)
                agent>  Please say or key in the 5 digits, one by one.
                caller> #12345
                agent>  When may we call?
                caller> tomorrow at three

                status     SALE  (by the trial)
                call-back""");
        assertThat(ended.out())
                .containsPattern("call-back  [A-Z][a-z]+day [0-9-]{10} 15:00  \\(with the quote\\)\n")
                .contains(
                        "field      postal_code = 12345\n",
                        "transfer   8500\n",
                        "note       asked\n",
                        "ended by   script  (the script ended)\n")
                .containsPattern("took       2[0-9]\\.[0-9] s\n");
    }

    @Test
    void theEndOfTheInputIsAHangUpAndNothingIsWritten() throws IOException {
        Ended ended = parley("?\n", "talk", "sales");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out())
                .contains("agent>  Hello Alice of New York on 8300.\n")
                .contains("caller> …  (not understood)\nagent>  Sorry, I did not get that. Would you")
                .contains("caller> (hangs up)\n\nstatus     none\nended by   caller  (the caller hung up)\n");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(folder.resolve("scripts/sales.groovy"));
        }
    }

    @Test
    void aTalkWithAScriptThatHasMistakesShowsThemAsCheckDoes() throws IOException {
        write("broken.groovy", "extensions '8306'\nsey 'hello'\n");

        Ended ended = parley("", "talk", "broken");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(parley("", "check").out()).contains(ended.out());
        assertThat(ended.out()).isEqualTo("""
                        FAIL  broken
                              broken.groovy:2:1: There is no verb 'sey'; did you mean 'say'?
                                  2 | sey 'hello'
                                    | ^
                        """);
    }

    @Test
    void aScriptThatBreaksDownInATalkIsShownWithItsLine() throws IOException {
        write("breaks.groovy", "say 'Hello.'\nint none = 0\nnote \"${1.intdiv(none)}\"\n");

        Ended ended = parley("", "talk", "breaks");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out()).contains("agent>  Hello.\n", "ended by   failure\nbreaks.groovy:3: It divides by zero");
    }

    @Test
    void whatIsNotThereIsAnsweredWithTheNearest() {
        assertThat(parley("", "talk", "seles"))
                .isEqualTo(
                        new Ended(
                                2,
                                "",
                                "parley: there is no script 'seles', nor an extension that leads to one; did you mean sales?\n"));
        assertThat(parley("", "talk", "sales", "--lead", "town=Miami").err())
                .startsWith("parley: --lead: A lead has no field 'town'; it has id, listId, status,");
        assertThat(parley("", "test-scripts", "sales").err())
                .startsWith("parley: there is no folder 'sales', nor tests of a script of that name in ");
        assertThat(parley("", "test-scripts").err())
                .contains("no tests in", "write one beside a script, such as sales.test.groovy");
    }

    @Test
    void testsOfAllScriptsAreToldAndCounted() throws IOException {
        write("sales.test.groovy", """
                test('a yes is a sale') { caller { says 'yes' }; expect { disposition 'SALE' } }
                test('a no is not') { caller { says 'no' }; expect { disposition 'SALE' } }
                """);
        write("other.test.groovy", "test('nothing') { expect { disposition '' } }\n");

        Ended ended = parley("", "test-scripts");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out())
                .startsWith("FAIL  other\n      other.groovy: There is no file ")
                .contains("""
                        ok    sales: a yes is a sale
                        FAIL  sales: a no is not
                              sales.test.groovy:2: Expected the disposition SALE, but it is NI
                        """)
                .contains("0.0  agent>  Hello Alice of New York on 8300.\n")
                .containsPattern("3 tests in 2 files, 2 failed, [0-9.]+ s\n$");
    }

    @Test
    void testsMayBeChosenByNameFileOrFolderAndToldAsJson() throws IOException {
        write(
                "sales.test.groovy",
                "test('a yes is a sale') { caller { says 'yes' }; expect { disposition 'SALE' } }\n");

        for (String chosen : new String[] {"sales", "scripts", "scripts/sales.test.groovy"}) {
            Ended ended = parley("", "test-scripts", chosen, "--json");
            JsonNode json = ended.json();

            assertThat(ended.code()).isEqualTo(ExitCode.OK);
            assertThat(json.path("ok").asBoolean()).isTrue();
            assertThat(json.path("tests").asInt()).isEqualTo(1);
            JsonNode result = json.path("results").path(0);
            assertThat(result.path("name").asText()).isEqualTo("a yes is a sale");
            assertThat(result.path("status").asText()).isEqualTo("SALE");
            assertThat(result.path("transcript").path(2).path("who").asText()).isEqualTo("CALLER");
        }
    }
}
