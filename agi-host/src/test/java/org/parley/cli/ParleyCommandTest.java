package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.settings.Folders;
import picocli.CommandLine;

class ParleyCommandTest {

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void makeAScriptFolder() throws IOException {
        Files.createDirectories(folder.resolve("scripts"));
    }

    private Ended parley(String... arguments) {
        return Ended.of(
                new Surroundings(new Folders(folder, folder.resolve("home"), folder), environment, false), arguments);
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(folder.resolve("scripts").resolve(name), text);
    }

    @Test
    void withoutACommandTheHelpListsCommandsAndExitCodes() {
        Ended ended = parley();

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out()).contains("Usage: parley", "doctor", "check", "Exit codes:", "143");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "talk",
                "test-scripts",
                "calls",
                "reconcile",
                "report",
                "doctor",
                "version",
                "bench",
                "test",
                "generate-completion"
            })
    void everyCommandHasHelp(String command) {
        Ended ended = parley(command, "--help");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out()).startsWith("Usage: parley " + command);
    }

    @Test
    void aMisspeltCommandOrOptionIsAnsweredWithTheNearest() {
        assertThat(parley("docter"))
                .isEqualTo(new Ended(2, "", "parley: unknown word docter; did you mean doctor?\nTry: parley --help\n"));
        assertThat(parley("doctor", "--jsn"))
                .isEqualTo(new Ended(
                        2, "", "parley: unknown option --jsn; did you mean --json?\nTry: parley doctor --help\n"));
    }

    @Test
    void mistakesInTheSettingsEndWithTwoAndNoStackTrace() throws IOException {
        Files.writeString(folder.resolve("parley.yaml"), "agi:\n  calls-max: none\naudio:\n  lissten: 1\n");

        Ended ended = parley("doctor");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("parley: 2 mistakes in the settings:\n")
                .contains("parley.yaml:2: agi.calls-max = 'none': expected a whole number (1 to 10000)")
                .contains("parley.yaml:4: audio.lissten: unknown key; did you mean audio.listen?")
                .doesNotContain("\tat ");
    }

    @Test
    void doctorShowsEverySettingWithItsOriginAndNoSecret() throws IOException {
        environment.put("PARLEY_DATABASE_PASSWORD", "hunter2");
        script("sales.groovy", "extensions '8300'\nsay 'hello'\n");

        Ended ended =
                parley("doctor", "--json", "--agi", "127.0.0.1:0", "--audio", "127.0.0.1:0", "--database", "none");

        JsonNode settings = ended.json().path("settings");
        assertThat(settings.path("agi.listen").path("origin").asText()).isEqualTo("flag --agi");
        assertThat(settings.path("agi.calls-max").path("value").asText()).isEqualTo("200");
        assertThat(settings.path("database.password").path("value").asText()).isEqualTo("***");
        assertThat(ended.out()).doesNotContain("hunter2");
        assertThat(status(ended, "scripts")).isEqualTo("ok");
        assertThat(status(ended, "database")).isEqualTo("ok");
        assertThat(status(ended, "agi-port")).isEqualTo("ok");
    }

    @Test
    void doctorEndsWithOneWhenSomethingStandsInTheWayAndNamesTheRemedy() throws IOException {
        Files.writeString(folder.resolve("occupied"), "a file");
        environment.put("PARLEY_CALLS_RECORDINGS", "occupied");

        Ended ended = parley("doctor", "--agi", "127.0.0.1:0", "--audio", "127.0.0.1:0", "--database", "none");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out())
                .contains("FAIL  recordings")
                .contains("to do: move it away or change calls.recordings")
                .doesNotContain("\u001b[");
    }

    @Test
    void doctorTellsADatabaseThatCannotBeReached() throws IOException {
        environment.put("PARLEY_DATABASE_URL", "jdbc:mariadb://127.0.0.1:1/asterisk");

        Ended ended = parley("doctor", "--json", "--agi", "127.0.0.1:0", "--audio", "127.0.0.1:0");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(status(ended, "database")).isEqualTo("fail");
    }

    @Test
    void checkShowsEachMistakeWithItsPlaceAndEndsWithOne() throws IOException {
        script("good.groovy", "extensions '8300'\nsay 'hello'\n");
        assertThat(parley("check").code()).isEqualTo(ExitCode.OK);

        script("bad.groovy", "extensions '8301'\nsya 'hello'\n");
        Ended text = parley("check");
        Ended json = parley("check", "--json");

        assertThat(text.code()).isEqualTo(ExitCode.FAILED);
        assertThat(text.out()).contains("ok    good  (8300)", "FAIL  bad", "bad.groovy:2:1:", "1 with mistakes");
        assertThat(json.json().path("ok").asBoolean(true)).isFalse();
        assertThat(json.json().at("/scripts/0/problems/0/line").asInt()).isEqualTo(2);
    }

    @Test
    void callsOfAHostThatNeverRanAreNone() throws IOException {
        assertThat(parley("calls")).isEqualTo(new Ended(0, "no calls yet\n", ""));
        assertThat(parley("calls", "--json", "--database", "none").json()).isEmpty();
        assertThat(parley("calls", "unknown-id").code()).isEqualTo(ExitCode.FAILED);
        assertThat(parley("calls", "--limit", "0").code()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--asterisk | asterisk.user: expected an account of manager.conf but it is not set",
                "--phone PJSIP/101 | asterisk.user: expected an account of manager.conf but it is not set",
                "--phone 101 | --phone: expected a channel such as PJSIP/101 but was '101'",
                "--phone PJSIP/101 --caller no | --caller: you are the caller yourself",
                "--phone PJSIP/101 --asterisk | mutually exclusive",
                "--asterisk --script sales | --script: the dialplan chooses the script",
                "--context sales | --context: say --asterisk or --phone, too",
                "--number 55,50 | --number: expected a number but was '55,50'",
            })
    void aCallThatCannotBeIsRefusedBeforeItIsPlaced(String options, String said) {
        Ended ended = parley(("call 8300 --database none " + options).split(" "));

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains(said).doesNotContain("\tat ");
    }

    @Test
    void anAsteriskUserNeedsASecret() {
        environment.put("PARLEY_ASTERISK_USER", "parley");

        Ended ended = parley("call", "8300", "--asterisk");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("asterisk.user = parley: expected asterisk.secret beside it");
    }

    @Test
    void doctorTellsAnAsteriskThatCannotBeReachedAndIsSilentWithoutOne() throws IOException {
        String[] doctor = {"doctor", "--json", "--database", "none", "--agi", "127.0.0.1:0", "--audio", "127.0.0.1:0"};
        assertThat(status(parley(doctor), "asterisk-ami")).isEqualTo("ok");

        environment.put("PARLEY_ASTERISK_USER", "parley");
        environment.put("PARLEY_ASTERISK_SECRET", "hunter2");
        environment.put("PARLEY_ASTERISK_MANAGER", "127.0.0.1:1");
        Ended ended = parley(doctor);

        assertThat(status(ended, "asterisk-ami")).isEqualTo("fail");
        assertThat(ended.out()).contains("No AMI at 127.0.0.1:1").doesNotContain("hunter2");
    }

    @Test
    void versionIsReadableByPrograms() throws IOException {
        JsonNode version = parley("version", "--json").json();

        assertThat(version.path("jdk").asText())
                .startsWith(Integer.toString(Runtime.version().feature()));
        assertThat(version.has("commit")).isTrue();
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(parley("generate-completion").out()).contains("complete", "doctor", "--database");
    }

    @Test
    void anUnexpectedFailureIsItsMessagesAndTheTraceOnlyOnRequest() {
        Exception failure = new IllegalStateException("could not open", new IOException("disk is gone"));

        assertThat(told(failure, false)).isEqualTo("parley: could not open: disk is gone\n");
        assertThat(told(failure, true)).contains("\tat ", "disk is gone");
    }

    private static String told(Exception failure, boolean traced) {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new ParleyCommand()).setErr(new PrintWriter(err, true));
        int code = new Errors(traced).ofExecution(failure, line, line.parseArgs());
        assertThat(code).isEqualTo(ExitCode.FAILED);
        return err.toString();
    }

    private static String status(Ended ended, String check) throws IOException {
        for (JsonNode one : ended.json().path("checks")) {
            if (one.path("name").asText().equals(check)) {
                return one.path("status").asText();
            }
        }
        return "no check " + check;
    }
}
