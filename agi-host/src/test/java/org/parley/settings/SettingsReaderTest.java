package org.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    enum Mood {
        CALM,
        VERY_BUSY
    }

    record Door(
            @Setting(doc = "Where.", byDefault = "127.0.0.1:4573")
            HostPort listen,

            @Setting(doc = "How many.", byDefault = "200", min = "1", max = "1000")
            int callsMax,

            @Setting(doc = "How long.", byDefault = "5s", min = "100ms", max = "1h")
            Duration patience,

            @Setting(doc = "Who.", byDefault = "127.0.0.0/8, ::1/128")
            List<String> allow) {}

    record Store(
            @Setting(doc = "Where to.", byDefault = "embedded")
            String url,

            @Setting(doc = "Its password.") Secret password,

            @Setting(doc = "Its folder.", byDefault = "data/store")
            Path folder,

            @Setting(doc = "Its sources.", byDefault = "${program}/scripts")
            Path scripts,

            @Setting(doc = "Bytes.", byDefault = "9000000000")
            long bytesMax,

            @Setting(doc = "Whether.", byDefault = "true") boolean record,
            @Setting(doc = "How.", byDefault = "calm") Mood mood) {}

    record House(Door door, Store store) {}

    private static final Rule<House> FEW_CALLS_WHEN_BUSY = new Rule<>(
            List.of("door.calls-max", "store.mood"),
            house -> house.store().mood() == Mood.CALM || house.door().callsMax() <= 100,
            "door.calls-max to be at most 100 in the mood very-busy");

    private final SettingsReader<House> reader =
            new SettingsReader<>(House.class, List.of(FEW_CALLS_WHEN_BUSY), Map.of("PARLEY_HOME", "where data is"));

    @TempDir
    Path folder;

    private Sources sources(@Nullable Path file, Map<String, String> environment, Sources.Flag... flags) {
        return new Sources(
                file,
                environment,
                List.of(flags),
                new Folders(Path.of("/program"), Path.of("/parley-home"), Path.of("/current")));
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("parley.yaml"), text);
    }

    private List<String> mistakesOf(String text, Map<String, String> environment, Sources.Flag... flags)
            throws IOException {
        Path file = yaml(text);
        SettingsException refused =
                catchThrowableOfType(SettingsException.class, () -> reader.read(sources(file, environment, flags)));
        assertThat(refused).as("the settings are refused").isNotNull();
        return refused.problems().stream()
                .map(problem -> problem.render().replace(folder + "/", ""))
                .toList();
    }

    @Test
    void withoutAnyConfigurationEveryKeyHasItsDefault() {
        Loaded<House> loaded = reader.read(sources(null, Map.of()));

        assertThat(loaded.value())
                .isEqualTo(new House(
                        new Door(
                                new HostPort("127.0.0.1", 4573),
                                200,
                                Duration.ofSeconds(5),
                                List.of("127.0.0.0/8", "::1/128")),
                        new Store(
                                "embedded",
                                new Secret(""),
                                Path.of("/parley-home/data/store"),
                                Path.of("/program/scripts"),
                                9_000_000_000L,
                                true,
                                Mood.CALM)));
        assertThat(loaded.entries()).extracting(Loaded.Entry::origin).containsOnly(new Origin.Default());
    }

    @Test
    void eachSourceOverrulesTheOneBeforeAndIsNamedAsOrigin() throws IOException {
        Path file = yaml("""
                door:
                  calls-max: 1
                  patience: 1m
                  listen: 0.0.0.0:1
                store:
                  mood: very-busy
                """);

        Loaded<House> loaded = reader.read(sources(
                file,
                Map.of("PARLEY_DOOR_CALLS_MAX", "2", "PARLEY_DOOR_LISTEN", "0.0.0.0:2", "HOME", "/root"),
                new Sources.Flag("--agi", "door.listen", "0.0.0.0:3")));

        assertThat(loaded.value().door().patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(loaded.value().door().callsMax()).isEqualTo(2);
        assertThat(loaded.value().door().listen().port()).isEqualTo(3);
        assertThat(loaded.value().store().mood()).isEqualTo(Mood.VERY_BUSY);
        assertThat(loaded.entries().subList(0, 4))
                .containsExactly(
                        new Loaded.Entry("door.listen", "0.0.0.0:3", new Origin.CommandLine("--agi"), "Where."),
                        new Loaded.Entry(
                                "door.calls-max", "2", new Origin.Environment("PARLEY_DOOR_CALLS_MAX"), "How many."),
                        new Loaded.Entry("door.patience", "1m", new Origin.InFile(file, 3), "How long."),
                        new Loaded.Entry("door.allow", "127.0.0.0/8, ::1/128", new Origin.Default(), "Who."));
    }

    @Test
    void allMistakesAreToldAtOnceWithKeyValueExpectationAndLine() throws IOException {
        List<String> mistakes = mistakesOf("""
                door:
                  calls-max: 0
                  call-max: 7
                  patience: soon
                  listen: 4573
                stores:
                  anything: {deep: [1, 2]}
                store:
                  record: perhaps
                  mood: calmer
                  bytes-max: 1.5
                  folder: [a, b]
                  record: true
                """, Map.of("PARLEY_DOR_PATIENCE", "1s", "PARLEY_HOME", "/x"));

        assertThat(mistakes)
                .containsExactlyInAnyOrder(
                        "parley.yaml:2: door.calls-max = '0': expected a whole number (1 to 1000)",
                        "parley.yaml:3: door.call-max: unknown key; did you mean door.calls-max?",
                        "parley.yaml:4: door.patience = 'soon': expected a duration such as 250ms, 5s, 2m or 1h",
                        "parley.yaml:5: door.listen = '4573': expected HOST:PORT such as 127.0.0.1:4573,"
                                + " port 0 to 65535",
                        "parley.yaml:6: stores: unknown key; did you mean store?",
                        "parley.yaml:9: store.record = 'perhaps': expected true or false",
                        "parley.yaml:10: store.mood = 'calmer': expected one of calm, very-busy; did you mean calm?",
                        "parley.yaml:11: store.bytes-max = '1.5': expected a whole number",
                        "parley.yaml:12: store.folder: expected one value but found a list",
                        "parley.yaml:13: store.record: expected once but line 9 has it already",
                        "env PARLEY_DOR_PATIENCE: unknown setting; did you mean PARLEY_DOOR_PATIENCE?");
    }

    @Test
    void aKeyInTheWrongSectionIsShownItsPlace() throws IOException {
        assertThat(mistakesOf("store:\n  calls-max: 5\n", Map.of()))
                .containsExactly("parley.yaml:2: store.calls-max: unknown key; did you mean door.calls-max?");
    }

    @Test
    void brokenYamlIsToldWithItsLineAndWithoutAStackTrace() throws IOException {
        assertThat(mistakesOf("door:\n  patience: 5s\n\tcalls-max: 5\n", Map.of()))
                .singleElement()
                .asString()
                .startsWith("parley.yaml:3: parley.yaml: not YAML: ")
                .contains("TAB");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("nowhere.yaml");

        assertThat(catchThrowableOfType(SettingsException.class, () -> reader.read(sources(missing, Map.of()))))
                .hasMessageContaining("expected a file but there is none at " + missing);
    }

    @Test
    void anEmptyFileAndAnEmptySectionAreNoMistake() throws IOException {
        assertThat(reader.read(sources(yaml(""), Map.of())).value().door().callsMax())
                .isEqualTo(200);
        assertThat(reader.read(sources(yaml("# nothing\ndoor:\n"), Map.of()))
                        .value()
                        .door()
                        .callsMax())
                .isEqualTo(200);
    }

    @Test
    void anAliasIsRefusedInsteadOfUnfolded() throws IOException {
        assertThat(mistakesOf("door:\n  patience: &w 5s\nstore:\n  url: *w\n", Map.of()))
                .singleElement()
                .asString()
                .contains("parley.yaml:4: store.url: expected a value but found an alias");
    }

    @Test
    void aListIsWrittenAsListOrWithCommas() throws IOException {
        Path file = yaml("door:\n  allow:\n    - 10.0.0.0/8\n    - 'fd00::/8'\n");

        assertThat(reader.read(sources(file, Map.of())).value().door().allow())
                .containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(reader.read(sources(null, Map.of("PARLEY_DOOR_ALLOW", "10.0.0.0/8,fd00::/8")))
                        .value()
                        .door()
                        .allow())
                .containsExactly("10.0.0.0/8", "fd00::/8");
    }

    @Test
    void aLiteralSecretInTheFileIsRefusedWithoutBeingShown() throws IOException {
        assertThat(mistakesOf("store:\n  password: hunter2\n", Map.of()))
                .singleElement()
                .asString()
                .startsWith("parley.yaml:2: store.password = ***: expected ${env:NAME} or ${file:PATH}")
                .doesNotContain("hunter2");
    }

    @Test
    void aSecretComesFromTheEnvironmentOrAFileAndIsNeverPrinted() throws IOException {
        Files.writeString(folder.resolve("password"), "hunter2\n");
        Path file = yaml("store:\n  password: ${file:password}\n");

        Loaded<House> fromFile = reader.read(sources(file, Map.of()));
        Loaded<House> fromVariable = reader.read(sources(null, Map.of("PARLEY_STORE_PASSWORD", "hunter3")));
        Loaded<House> fromReference = reader.read(
                sources(yaml("store:\n  password: ${env:PARLEY_PASSWORD}\n"), Map.of("PARLEY_PASSWORD", "hunter4")));

        assertThat(fromFile.value().store().password().reveal()).isEqualTo("hunter2");
        assertThat(fromVariable.value().store().password().reveal()).isEqualTo("hunter3");
        assertThat(fromReference.value().store().password().reveal()).isEqualTo("hunter4");
        assertThat(fromFile + " " + fromVariable + " " + fromReference)
                .contains("***")
                .doesNotContain("hunter");
    }

    @Test
    void aSecretThatIsNotThereIsToldByTheNameOfItsPlace() throws IOException {
        assertThat(mistakesOf("store:\n  password: ${env:DB_PASSWORD}\n", Map.of()))
                .containsExactly("parley.yaml:2: store.password = ***: expected the variable DB_PASSWORD in the"
                        + " environment but it is not set");
        assertThat(mistakesOf("store:\n  password: ${file:nowhere}\n", Map.of()))
                .singleElement()
                .asString()
                .contains("expected a readable file")
                .contains("nowhere");
    }

    @Test
    void relativePathsAreRelativeToWhereTheyAreWritten() throws IOException {
        Path file = yaml("store:\n  folder: calls\n");
        Sources.Flag flag = new Sources.Flag("--scripts", "store.scripts", "mine");

        Store store = reader.read(sources(file, Map.of(), flag)).value().store();

        assertThat(store.folder()).isEqualTo(folder.resolve("calls"));
        assertThat(store.scripts()).isEqualTo(Path.of("/current/mine"));
    }

    @Test
    void aBrokenRelationIsBlamedOnTheKeyThatSomebodySet() throws IOException {
        assertThat(mistakesOf("store:\n  mood: very-busy\n", Map.of()))
                .containsExactly("parley.yaml:2: store.mood = very-busy: expected door.calls-max to be at most 100"
                        + " in the mood very-busy");
    }

    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "5s,PT5S", "2m,PT2M", "1h,PT1H", "0s,PT0S", "1d,PT24H"})
    void durationsAreWrittenWithTheirUnit(String text, Duration expected) {
        assertThat(ValueType.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"5", "5 minutes", "-1s", "1.5s", "''", "99999999999s"})
    void otherDurationsAreRefused(String text) {
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> ValueType.duration(text)))
                .hasMessage("expected a duration such as 250ms, 5s, 2m or 1h");
    }

    @Test
    void theManualNamesEveryKeyWithDefaultBoundsAndVariable() {
        assertThat(reader.manual("# Configuration"))
                .startsWith("# Configuration\n\n## door\n\n### `door.listen`\n\nWhere.\n")
                .contains("whole number, default `200`, 1 to 1000, variable `PARLEY_DOOR_CALLS_MAX`\n")
                .contains("secret, empty by default, variable `PARLEY_STORE_PASSWORD`\n")
                .contains("- `PARLEY_HOME`: where data is\n");
    }
}
