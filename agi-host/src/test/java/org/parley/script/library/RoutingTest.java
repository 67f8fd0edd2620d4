package org.parley.script.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.script.ScriptProblem;

class RoutingTest {
    @TempDir
    Path folder;

    ScriptFolderFixture scripts;

    @BeforeEach
    void folder() {
        scripts = new ScriptFolderFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // name | extension | did | in-group | campaign | script | by
                "other | 8300 | 18005551234 | SUPPORT | SALES | other | name",
                "other.groovy | 8300 | - | - | - | other | name",
                "nobody | 8300 | - | - | - | - | -",
                "- | 8300 | 18005551234 | SUPPORT | SALES | own | extension",
                "- | 8301 | 18005551234 | SUPPORT | SALES | number | did",
                "- | 8301 | +18005551234 | - | - | number | did",
                "- | 8301 | 18885550000 | SUPPORT | - | numbers | did",
                "- | 8301 | 4930 | SUPPORT | SALES | support | in-group",
                "- | 8301 | - | support | SALES | support | in-group",
                "- | 8301 | - | SUPPORT_DE | SALES | supports | in-group",
                "- | 8301 | - | OTHER | SALES | sales | campaign",
                "- | 8301 | - | OTHER | OTHER | fallback | pattern",
                "- | 8301 | - | - | - | fallback | pattern",
                "- | 9000 | - | OTHER | OTHER | - | -",
                "- | 9000 | - | - | SALES | sales | campaign",
            })
    void theFirstKindOfRuleThatFitsDecides(
            String name, String extension, String did, String group, String campaign, String script, String by) {
        scripts.save("own.groovy", "extensions '8300'")
                .save("other.groovy", "note 'by name only'")
                .save("number.groovy", "dids '18005551234'")
                .save("numbers.groovy", "dids '_1888NXXXXXX'")
                .save("support.groovy", "inGroups 'SUPPORT'")
                .save("supports.groovy", "inGroups 'SUPPORT*'")
                .save("sales.groovy", "campaigns 'SALES'")
                .save("fallback.groovy", "extensions '_83XX'");

        try (var library = scripts.openQuiet()) {
            var choice =
                    library.choose(new CallFacts(text(name), text(extension), text(did), text(group), text(campaign)));

            assertThat(choice.map(found -> found.script().name()).orElse(null)).isEqualTo(script);
            assertThat(choice.map(found -> found.by().word()).orElse(null)).isEqualTo(by);
        }
    }

    @Test
    void theDialerIsAskedOnlyWhenSomeRuleNeedsItAndNothingDecidesBefore() {
        scripts.save("own.groovy", "extensions '8300'").save("fallback.groovy", "extensions '_83XX'");
        try (var library = scripts.openQuiet()) {
            assertThat(library.asksForDialer(library.choose(CallFacts.of("", "8301"))))
                    .isFalse();

            scripts.save("sales.groovy", "campaigns 'SALES'").save("did.groovy", "dids '18005551234'");
            library.refresh();

            assertThat(library.asksForDialer(library.choose(CallFacts.of("", "8300"))))
                    .as("the extension has a script of its own")
                    .isFalse();
            assertThat(library.asksForDialer(library.choose(CallFacts.of("own", "8301"))))
                    .as("the dialplan names the script")
                    .isFalse();
            assertThat(library.asksForDialer(library.choose(CallFacts.of("", "8301"))))
                    .isTrue();
            assertThat(library.asksForDialer(
                            library.choose(CallFacts.of("", "8301").dialled("18005551234"))))
                    .as("the number decides")
                    .isFalse();
            assertThat(library.mayAnswer("9999"))
                    .as("the dialer may know a campaign")
                    .isTrue();
        }
    }

    @Test
    void whatTwoFilesClaimStaysWithTheFirstAndTheOtherIsTold() {
        scripts.save("a.groovy", "inGroups 'SUPPORT'").save("b.groovy", "note 'x'\ninGroups 'support'");
        try (var library = scripts.openQuiet()) {
            CallFacts call = CallFacts.of("", "8300").routed("SUPPORT", "");

            assertThat(library.choose(call).orElseThrow().script().name()).isEqualTo("a");
            assertThat(library.all(call))
                    .extracting(each -> each.script().name())
                    .containsExactly("a", "b");
            assertThat(problems(library))
                    .containsExactly("b.groovy:2 In-group 'support' belongs to a.groovy already, so it does not lead"
                            + " to b.groovy");

            scripts.delete("a.groovy");
            library.refresh();

            assertThat(library.choose(call).orElseThrow().script().name()).isEqualTo("b");
            assertThat(problems(library)).isEmpty();
        }
    }

    @Test
    void whatAScriptSaysOfItselfIsReadWhenItIsLoaded() {
        scripts.save("sales.groovy", """
                description 'Books a viewing'
                owner 'Ana, extension 204'
                script('sales') {
                    extensions '8300', '_83XX'
                    dids '18005551234'
                    inGroups 'SALES_EN', 'SALES_A*'
                    campaigns 'OUT1'
                    step('one') { say en: 'Hello.', ar: 'مرحباً.'; language 'fa'; finish 'NI' }
                }
                """);
        try (var library = scripts.openQuiet()) {
            ScriptStatus status = library.status().getFirst();

            assertThat(status.problems()).isEmpty();
            assertThat(status.description()).isEqualTo("Books a viewing");
            assertThat(status.owner()).isEqualTo("Ana, extension 204");
            assertThat(status.extensions()).containsExactly("8300", "_83XX");
            assertThat(status.dids()).containsExactly("18005551234");
            assertThat(status.inGroups()).containsExactly("SALES_EN", "SALES_A*");
            assertThat(status.campaigns()).containsExactly("OUT1");
            assertThat(status.languages()).containsExactly("ar", "en", "fa");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dids 'abc'|Expected a number such as '18005551234' or a pattern such as '_1800NXXXXXX' but was 'abc'",
                "inGroups 'A B'|Expected a name as the dialer has it, such as 'SUPPORT', or its beginning, such as 'SUP*', but was 'A B'",
                "campaigns()|Expected plain texts after campaigns, such as campaigns 'SALES'",
                "inGroups lead.city|Expected plain texts after inGroups, such as inGroups 'SUPPORT'",
                "if (lead.id > 0) { campaigns 'SALES' }|Expected campaigns at the top level of the script, not inside a block",
                "owner 'a', 'b'|Expected plain text after owner, such as owner 'Ana, extension 204'",
                "description 'x' * 3|Expected plain text after description, such as description 'Books a viewing'",
            })
    void whatIsNoPlainTextIsToldWithItsPlace(String line, String message) {
        scripts.save("sales.groovy", line);
        try (var library = scripts.openQuiet()) {
            assertThat(library.status().getFirst().problems())
                    .first()
                    .extracting(ScriptProblem::message)
                    .isEqualTo(message);
        }
    }

    private static List<String> problems(ScriptLibrary library) {
        return library.status().stream()
                .flatMap(status -> status.problems().stream())
                .map(problem -> problem.file() + ":" + problem.line() + " " + problem.message())
                .collect(Collectors.toList());
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }
}
