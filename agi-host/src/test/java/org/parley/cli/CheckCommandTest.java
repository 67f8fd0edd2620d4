package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.SiteDoubts;
import org.parley.script.ProblemKind;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler;
import org.parley.script.compile.ScriptCompiler.Compiled;
import org.parley.settings.Folders;

/** What {@code parley check} tells, in each of its formats, and how it ends. */
class CheckCommandTest {
    private static final String DOUBTFUL = "extensions '8300'\nfinish 'NI'\nnote 'x'\n";

    @TempDir
    Path folder;

    @BeforeEach
    void makeAScriptFolder() throws IOException {
        Files.createDirectories(folder.resolve("scripts"));
    }

    private Ended check(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Ended.of(surroundings(), all);
    }

    private Surroundings surroundings() {
        return new Surroundings(new Folders(folder, folder.resolve("home"), folder), Map.of(), false);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void aWarningIsShownWithItsPlaceAndFailsOnlyWhereThatIsWanted() throws IOException {
        write("scripts/sales.groovy", DOUBTFUL);

        Ended ended = check();
        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out()).isEqualTo("""
                ok    sales  (8300)
                      sales.groovy:3:1: warning: This is never reached, for 'finish' leaves before it; take it out, or put \
                it before finish
                          3 | note 'x'
                            | ^
                1 scripts in %s, 0 with mistakes, 1 warnings
                """.formatted(folder.resolve("scripts")));
        assertThat(check("--strict").code()).isEqualTo(ExitCode.FAILED);
        assertThat(check("--json").json().at("/scripts/0/warnings/0/kind").asText())
                .isEqualTo("dead-code");
    }

    @Test
    void namesAndFilesAreCheckedAlone() throws IOException {
        write("scripts/good.groovy", "say 'hello'\n");
        write("scripts/bad.groovy", "sya 'hello'\n");
        write("drafts/new.groovy", "extensions '8399'\nsya 'hello'\n");

        assertThat(check().code()).isEqualTo(ExitCode.FAILED);
        assertThat(check("good").code()).isEqualTo(ExitCode.OK);
        assertThat(check("scripts/good.groovy").out()).startsWith("ok    good\n");
        assertThat(check("drafts/new.groovy").out()).startsWith("FAIL  new\n").contains("new.groovy:2:1: There is no");
        Ended misspelt = check("godo");
        assertThat(misspelt.code()).isEqualTo(ExitCode.USAGE);
        assertThat(misspelt.err())
                .endsWith(
                        "parley: there is no script 'godo' in " + folder.resolve("scripts") + "; did you mean good?\n");
        assertThat(check("--format", "xml").err())
                .isEqualTo("parley: --format: expected text, json or sarif but was 'xml'\n");
    }

    @Test
    void aDialerThatIsAwayIsOneLineAndNoMistake() throws IOException {
        write("scripts/sales.groovy", "dispose 'NOPE'\n");

        Ended ended = check("--database", "jdbc:mariadb://127.0.0.1:1/asterisk");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.err().lines().filter(line -> !line.startsWith("parley: compiling")))
                .singleElement()
                .asString()
                .startsWith("The dialer's statuses and in-groups were not checked: ");
    }

    @Test
    void sarifHasAllThatItsSchemaRequires() throws IOException {
        write("scripts/bad.groovy", "sya 'hello'\n");
        write("scripts/doubtful.groovy", DOUBTFUL);
        write("scripts/Name.groovy", "");

        Ended ended = check("--format", "sarif");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        JsonNode sarif = ended.json();
        assertThat(sarif.path("version").asText()).isEqualTo("2.1.0");
        assertThat(sarif.path("$schema").asText()).endsWith("sarif-schema-2.1.0.json");
        assertThat(sarif.path("runs")).hasSize(1);
        JsonNode driver = sarif.at("/runs/0/tool/driver");
        assertThat(driver.path("name").asText()).isNotEmpty();
        Set<String> rules = new TreeSet<>();
        driver.path("rules").forEach(rule -> {
            assertThat(rules.add(rule.path("id").asText())).isTrue();
            assertThat(rule.at("/shortDescription/text").asText()).isNotEmpty();
            assertThat(rule.at("/defaultConfiguration/level").asText()).isIn("error", "warning");
        });
        JsonNode results = sarif.at("/runs/0/results");
        assertThat(results).hasSize(3).allSatisfy(result -> {
            assertThat(result.at("/message/text").asText()).isNotEmpty();
            assertThat(result.path("level").asText()).isIn("error", "warning");
            assertThat(driver.path("rules")
                            .path(result.path("ruleIndex").asInt())
                            .path("id")
                            .asText())
                    .isEqualTo(result.path("ruleId").asText());
            JsonNode place = result.at("/locations/0/physicalLocation");
            assertThat(place.at("/artifactLocation/uri").asText()).startsWith("scripts/");
            assertThat(place.at("/artifactLocation/uriBaseId").asText()).isEqualTo("CURRENT");
            assertThat(place.path("region").path("startLine").asInt(1)).isPositive();
        });
        assertThat(sarif.at("/runs/0/originalUriBaseIds/CURRENT/uri").asText())
                .isEqualTo(folder.toUri().toString());
        assertThat(StreamSupport.stream(results.spliterator(), false)
                        .map(each -> each.at("/locations/0/physicalLocation/artifactLocation/uri")
                                        .asText()
                                + ":" + each.at("/locations/0/physicalLocation/region/startLine")
                                + ":" + each.at("/locations/0/physicalLocation/region/startColumn")
                                + " " + each.path("level").asText()))
                .containsExactly(
                        "scripts/Name.groovy:: error",
                        "scripts/bad.groovy:1:1 error",
                        "scripts/doubtful.groovy:3:1 warning");
    }

    @Test
    void whatAClipLacksIsShown() throws IOException {
        write("scripts/sounds/en/greeting.txt", "Hello {name}, welcome.");
        write("scripts/sounds/en/greeting.1.wav", "");
        write("scripts/sounds/en/bye.txt", "Good bye.");
        write("scripts/sounds/en/bye.wav", "");
        write("scripts/sounds/ar/greeting.txt", "مرحباً {name}");
        write("scripts/sounds/ar/greeting.1.wav", "");
        write("parley.yaml", "scripts:\n  folder: scripts\n");
        Script script = good("""
                say clip('greeting', name: 'Ana')
                say clip('bye')
                say clip('gone')
                """);

        assertThat(new SiteDoubts(
                                new SettingsOptions().load(surroundings()).value(),
                                Path.of(""),
                                List.of(),
                                Optional.empty())
                        .of(script))
                .extracting(each -> each.line() + " " + each.kind().id() + " " + each.message())
                .containsExactly(
                        "1 clip The clip 'greeting' has no recording "
                                + folder.resolve("scripts/sounds/en/greeting.2.wav") + " and is synthesised",
                        "2 clip The clip 'bye' is missing in ar",
                        "3 clip There is no clip 'gone' in any language");
    }

    @Test
    void whatAScriptNamesAndIsNotThereIsShown() throws IOException {
        write("scripts/sounds/welcome.wav", "");
        write("scripts/kb/products/prices.md", "# Prices");
        write("asterisk/en/beep.gsm", "");
        write("asterisk/digits/1.ulaw", "");
        write("parley.yaml", "data:\n  secrets-folder: secrets\n  kb-folder: scripts/kb\n");
        write("secrets/crm", "x");
        Script script = good("""
                play 'welcome'
                play 'beep'
                play 'digits/1'
                play 'boop'
                kb 'products', 'x'
                kb 'prodcuts', 'x'
                secret 'crm'
                secret 'cmr'
                say ar: 'مرحباً.'
                say en: 'Hello.', ar: 'مرحباً.'
                converse { voice 'local', 'hume', 'loacl'; knowledge 'hours'; backup cascade(tts: 'deepgram'), hume(config: 'c') }
                """);
        var settings = new SettingsOptions().load(surroundings()).value();

        List<ScriptProblem> doubts =
                new SiteDoubts(settings, Path.of(""), List.of(folder.resolve("asterisk")), Optional.empty()).of(script);

        assertThat(doubts)
                .extracting(each -> each.line() + " " + each.kind().id() + " " + each.message())
                .containsExactly(
                        "4 sound There is no sound 'boop', neither a WAV in " + folder.resolve("scripts/sounds")
                                + " nor one of Asterisk in " + folder.resolve("asterisk"),
                        "6 folder The knowledge base has no folder 'prodcuts'",
                        "8 secret-file There is no secret 'cmr'",
                        "9 language This text is missing in en-US, the usual language (calls.language)",
                        "11 voice The voice 'hume' is not set up",
                        "11 voice There is no voice 'loacl'",
                        "11 folder The knowledge base has no folder 'hours'",
                        "11 voice The voice cascade(tts: 'deepgram') is not set up",
                        "11 voice The voice 'hume' is not set up");
        assertThat(doubts).noneMatch(each -> each.kind() == ProblemKind.IN_GROUP);
        assertThat(new SiteDoubts(settings, Path.of(""), List.of(folder.resolve("none")), Optional.empty()).of(script))
                .noneMatch(each -> each.kind() == ProblemKind.SOUND);
    }

    @Test
    void aLimitOfCostWithoutAPriceIsTold() throws IOException {
        write("parley.yaml", "hume:\n  key: ${env:KEY}\n");
        Script script = good("""
                script('x') {
                    voice 'hume'
                    limits cost: 0.50
                    persona 'Sam.'
                }
                """);
        var settings = new SettingsOptions()
                .load(new Surroundings(new Folders(folder, folder.resolve("home"), folder), Map.of("KEY", "k"), false))
                .value();

        assertThat(new SiteDoubts(settings, Path.of(""), List.of(), Optional.empty()).of(script))
                .extracting(each -> each.line() + " " + each.kind().id() + " " + each.message())
                .containsExactly("3 price No price of hume is known, so this limit does not count it");
    }

    @Test
    void whatIsSaidAndAskedByAProviderWithoutAPriceIsToldToo() throws IOException {
        write("parley.yaml", """
                cascade: {speaking: openai, questions: true}
                openai:
                  key: ${env:KEY}
                talk:
                  prices: [deepgram.minute=1]
                """);
        Script script = good("script('x') {\n    limits cost: 0.50\n    step('a') { say 'Hello.'; finish 'NI' }\n}");
        var settings = new SettingsOptions()
                .load(new Surroundings(new Folders(folder, folder.resolve("home"), folder), Map.of("KEY", "k"), false))
                .value();

        assertThat(new SiteDoubts(settings, Path.of(""), List.of(), Optional.empty()).of(script))
                .extracting(ScriptProblem::message)
                .containsExactly("No price of openai is known, so this limit does not count it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cascade: {}                                                     | 3
            cascade: {questions: true}                                      | 3
            cascade: {hearing: vosk}                                        | 3
            cascade: {hearing: vosk, questions: true}                       | 0
            """)
    void questionsWhoseAnswersTheBoxCannotHearAreTold(String cascade, int count) throws IOException {
        write("parley.yaml", cascade);
        Script script = good("""
                def mail = capture email, confirm: true
                def home = ask 'Where do you live?', address
                def who = ask en: 'Your name?', ar: 'ما اسمك؟', name
                ask 'How many?', number
                dispose mail.ok && home.ok && who.ok ? 'OK' : 'NI'
                """);
        var settings = new SettingsOptions()
                .load(new Surroundings(new Folders(folder, folder.resolve("home"), folder), Map.of(), false))
                .value();

        assertThat(new SiteDoubts(settings, Path.of(""), List.of(), Optional.empty())
                        .of(script).stream()
                                .filter(each -> each.kind() == ProblemKind.HEARING)
                                .map(each -> each.line() + " " + each.message())
                                .toList())
                .isEqualTo(List.of(
                                "1 The box's recogniser hears no mail address, so this question is seldom answered",
                                "2 The box's recogniser hears no street, so this question is seldom answered",
                                "3 The box's recogniser hears a name only when it is spelt with words for the"
                                        + " letters, so this question is seldom answered")
                        .subList(0, count));
        assertThat(new SiteDoubts(settings, Path.of(""), List.of(), Optional.empty())
                        .of(good("def name = 'Who are you?'\nask name\ndispose 'NI'")))
                .noneMatch(each -> each.kind() == ProblemKind.HEARING);
    }

    private static Script good(String text) {
        return switch (new ScriptCompiler(java.time.Duration.ofSeconds(2)).compile("sales.groovy", text)) {
            case Compiled.Good(Script script) -> script;
            case Compiled.Bad(List<ScriptProblem> problems) ->
                throw new AssertionError(problems.getFirst().render());
        };
    }
}
