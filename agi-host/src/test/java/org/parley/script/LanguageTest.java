package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.script.Call.TalkEnd;

/** How a script names, reads and changes the language of its call. */
class LanguageTest {

    @Test
    void theLanguageOfTheCallPicksTheTexts() {
        String script = """
                say en: 'Hello.', ar: "مرحباً ${lead.firstName}.", interruptible: false
                def answer = ask en: 'Do you live here?', ar: 'هل تسكن هنا؟', yesNo, tries: 3
                note "${answer.yes} in $language"
                capture digits(4), en: 'Your code?', ar: 'ما هو الرمز؟'
                """;
        var english = new ScriptedCall().lead("Ana").says("yes").presses("1234").run(Scripts.good(script));
        var arabic = new ScriptedCall()
                .lead("سارة")
                .speaks("ar-EG")
                .says("نعم")
                .presses("1234")
                .run(Scripts.good(script));

        assertThat(english.spoken()).containsExactly("Hello.", "Do you live here?", "Your code?");
        assertThat(english.path()).contains("note: true in en");
        assertThat(arabic.spoken()).containsExactly("مرحباً سارة.", "هل تسكن هنا؟", "ما هو الرمز؟");
        assertThat(arabic.path()).contains("note: true in ar-EG");
    }

    @Test
    void itChangesInMidCallAndParleysOwnWordsWithIt() {
        var call = new ScriptedCall().says("33101").says("right").says("نعم").says("بله");

        call.run(Scripts.good("""
                capture digits(5), confirm: true
                language 'ar'
                note capture(yesNo).value
                language 'fa'
                note capture(yesNo).value
                """));

        assertThat(call.spoken())
                .containsExactly(
                        "Please say or key in the 5 digits, one by one.",
                        "I have 33101. Is that right?",
                        "نعم أم لا؟",
                        "بله یا نه؟");
        assertThat(call.path()).contains("language: ar", "language: fa").endsWith("note: yes");
    }

    @Test
    void aTextThatIsMissingIsTakenFromTheUsualLanguageElseTold() {
        var fallen = new ScriptedCall().speaks("fa").run(Scripts.good("say en: 'Hello.', ar: 'مرحباً.'"));

        assertThat(fallen.spoken()).containsExactly("Hello.");
        assertThatThrownBy(() ->
                        new ScriptedCall().speaks("fa").run(Scripts.good("\nsay ar: 'مرحباً.', de: 'Guten Tag.'")))
                .hasMessage("sales.groovy:2: Expected a text for fa, the call's language, or for the usual one, en, but"
                        + " found ar, de");
    }

    @Test
    void aTalkHasTheLanguageOfItsCallUnlessItNamesOne() {
        var call = new ScriptedCall()
                .speaks("fa")
                .talkEnds("", TalkEnd.Reason.AGENT)
                .talkEnds("", TalkEnd.Reason.AGENT);

        call.run(Scripts.good("""
                note converse { greeting 'سلام' }.language
                converse { language 'ar' }
                """));

        assertThat(call.talks())
                .extracting(talk -> talk.spec().language())
                .containsExactly(Locale.of("fa"), Locale.of("ar"));
        assertThat(call.path()).contains("note: fa");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "language 'arabisch' | Expected a language as a tag such as en, ar or fa-IR but was 'arabisch'",
                "say en: 'Hello', xx: 'Hm' | Expected a language such as en, ar or fa-IR, or interruptible but found 'xx'",
                "ask en: 'Hello', trys: 3, yesNo | "
                        + "Expected a language such as en, ar or fa-IR, or confirm, noInput, tries but found 'trys'",
                "capture digits(3), promt: 'Hm' | Expected a language such as en, ar or fa-IR,"
                        + " or confirm, noInput, prompt, tries but found 'promt'",
                "converse { language 'klingonisch' } | "
                        + "Expected a language as a tag such as en, ar or fa-IR but was 'klingonisch'"
            })
    void whatIsNoLanguageIsToldWhenTheScriptIsLoaded(String text, String message) {
        assertThat(Scripts.bad(text))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo(message));
    }

    @Test
    void whatOnlyARunCanTellIsToldInTheRun() {
        assertThatThrownBy(() -> new ScriptedCall().run(Scripts.good("String tag = 'no' + 'ne'\nlanguage tag")))
                .hasMessage("sales.groovy:2: Expected a language as a tag such as en, ar or fa-IR but was 'none'");
        assertThatThrownBy(() -> new ScriptedCall().run(Scripts.good("say en: 3")))
                .hasMessage("sales.groovy:1: Expected en: with a CharSequence but was 3");
    }
}
