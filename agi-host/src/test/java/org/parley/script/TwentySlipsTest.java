package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What writers of scripts do wrong most, and word for word what they are told. */
class TwentySlipsTest {
    private static final String GIVEN_UP =
            "The search for this pattern was given up after 0.3 s; does it repeat what repeats, as (a+)+ does?";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // words
                "sya 'Hello' | 1:1: There is no verb 'sya'; did you mean 'say'?",
                "ask 'x', yesno | 1:10: Nothing is called 'yesno' here; did you mean 'yesNo'?",
                "hangup | 1:1: Nothing is called 'hangup' here; write hangup(…) with parentheses",
                "ask 'Zip?', digits(5), tires: 3 | 1:24: There is no option 'tires' here; did you mean 'tries'?",
                "menu('x') { opton('a') { say 'x' } } | 1:13: There is no verb 'opton'; did you mean 'option'?",
                "greeting 'Hello.' | 1:1: Expected 'greeting' inside converse { … }",
                "say lead.fistName | 1:5: ScriptLead has no 'fistName'; did you mean 'firstName'?",
                "script('x') { step('a') { goTo 'b' } } | 1:32: There is no step 'b'; did you mean 'a'?",
                // values
                "say 5 | 1:1: 'say' does not take a whole number; it takes a text; or options; or options, a text",
                "transfer 8500 | 1:1: 'transfer' does not take a whole number; it takes a text; or options; or options,"
                        + " a text",
                "say 'Hello', interruptible: 'no' | 1:14: Expected interruptible: with true or false but found a text",
                "int n = 'three' | 1:9: Expected a whole number but found a text",
                "callback 'tomorrow' | 1:1: 'callback' does not take a text; it takes a time; or an answer; or a time, a"
                        + " text; or options, a time; or an answer, a text",
                "ask 'x', choice('a', 'b', tries: 3) | 1:10: 'choice' does not take options, a text, a text; it takes"
                        + " options; or a list of texts",
                "converse { tool('price', 'The price.', zone: 'inner') { 'x' } } | 1:46: Expected zone: with text, number,"
                        + " integer, flag or oneOf, such as zone: text('what it means')",
                "converse { limit '4 min' } | 1:12: 'limit' does not take a text; it takes a duration such as 8.s",
                "script('x') { persona 'p'; limits call: '8 min' } | 1:41: Expected call: with a plain length of time"
                        + " such as 8.min or 25.s",
                "script('x') { persona 'p'; limits call: -8.min } | 1:41: Expected call: with a plain length of time"
                        + " such as 8.min or 25.s",
                "wait 2 | 1:1: A script may not use 'wait'; it takes a duration: wait 2.s",
                "wait(-2.s) | 1:6: A length of time is never negative; write it without the -",
                "dispose 'TOOLONG' | 1:9: Expected a status of 1 to 6 capitals or digits but was 'TOOLONG'",
                // quotes and brackets
                "say 'Hello | 1:5: A text begins here and does not end on this line; close it with the same quote",
                "say 'It's me' | 1:13: A text begins here and does not end on this line; write a text with an apostrophe"
                        + " in double quotes",
                "say \"Hello ${lead.firstName\" | 1:12: The ${ of this text is not closed; put a } after the value",
                "if (lead.id) { say 'x' | 1:14: This '{' is not closed; put a '}' where its block ends",
                "script('x') { step('a') { finish 'A' } | 1:13: This '{' is not closed; put a '}' where its block ends",
                "if (lead.id { say 'x' } | 1:4: This '(' is not closed; put a ')' where it ends",
                "say 'x' } | 1:9: This '}' closes nothing; take it out",
                "else { say 'x' } | 1:1: It cannot be read from here on; something is missing before it, or too much",
                // what is not meant
                "if (lead.city = 'Tampa') say 'x' | 1:5: This '=' sets a value and compares nothing; write ==",
                "cleanup { finish 'A' } | 1:11: In cleanup { … } the script has ended, and 'finish' leads nowhere; use"
                        + " dispose for the status",
                "if (lead.city ==~ /(a+)+b/) say 'x' | 1:19: This pattern repeats what repeats, and can take for ever on"
                        + " a text that nearly fits; keep one of the two, as a+ for (a+)+",
                // what a script may not
                "System.exit(0) | 1:1: A script may not use java.lang.System; time is in java.time, texts go to log",
                "import java.io.File | 1:1: A script may not import java.io.File",
                "Thread.start { say 'x' } | 1:1: A script may not use java.lang.Thread; use wait 2.s",
            })
    void whatCanBeSeenIsToldWhenTheFileIsSaved(String text, String told) {
        assertThat(Scripts.bad(text).getFirst().render().lines().findFirst()).contains("sales.groovy:" + told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "while (true) { } | This loop ran for 0.3 s without a verb that waits; is its condition ever false?",
                "deep(1) ~ int deep(int n) { deep(n + 1) + 1 } | It calls itself without end",
                "String none = null ~ say none.trim() | none is null, which is nothing, and has no trim(); give it a"
                        + " value, or write ?.trim()",
                "say greet('Ana').trim() ~ String greet(String who) { note who } | greet() is null, which is nothing, and"
                        + " has no trim(); give it a value, or write ?.trim()",
                "say greet('Ana') ~ String greet(String who) { note who } | A verb or method was given null, which is"
                        + " nothing; does a method of yours return no value?",
                "int n = 0 ~ note \"${10.intdiv(n)}\" | It divides by zero",
                "BigDecimal n = 0 ~ note \"${10 / n}\" | It divides by zero",
                "def all = ['a'] ~ note all.get(3) | There is no element 3; the first is 0 and the last is 0",
                "note \"${'a lot'.toInteger()}\" | 'a lot' is no number",
                "dispose 'SALE' + 'TOMORROW' | Expected a status of 1 to 6 capitals or digits but was 'SALETOMORROW'",
                "hold 2.h | Expected hold with up to 1.h but was PT2H",
                "script('x') { step('a') { goTo 'b' + lead.id } } | There is no step 'b7'; there are a",
                "language 'ar' ~ say fa: 'سلام' | Expected a text for ar, the call's language, or for the usual one, en,"
                        + " but found fa",
                "def p = '(' ~ note \"${'a'.matches(p)}\" | This pattern cannot be read: Unclosed group",
                "def p = '(x+x+)+y\\\\1' ~ note \"${text().matches(p)}\" ~ String text() { 'x' * 200 } | " + GIVEN_UP,
                "def p = '(x+x+)+y\\\\1' ~ note \"${text() ==~ p}\" ~ String text() { 'x' * 200 } | " + GIVEN_UP,
                "def p = '(x+x+)+y\\\\1' ~ if (text() =~ p) note 'x' ~ String text() { 'x' * 200 } | " + GIVEN_UP,
                "def p = '(x+x+)+y\\\\1' ~ note text().replaceAll(p, '') ~ String text() { 'x' * 200 } | " + GIVEN_UP,
                "def p = '(x+x+)+y\\\\1' ~ note text().split(p)[0] ~ String text() { 'x' * 200 } | " + GIVEN_UP,
                "def p = ~('(x+x+)+y' + '\\\\1') ~ note text().find(p) ~ String text() { 'x' * 200 } | " + GIVEN_UP,
                "def p = ~('(x+x+)+y' + '\\\\1') ~ if (p.matcher(text()).matches()) note 'x' ~ String text() { 'x' * 200 } | "
                        + GIVEN_UP,
                "def p = ~('(x+x+)+y' + '\\\\1') ~ switch (text()) { case p: note 'x' } ~ String text() { 'x' * 200 } | "
                        + GIVEN_UP,
            })
    void whatOnlyARunShowsIsToldWithItsLine(String text, String told) {
        Script script = Scripts.good(text.replace(" ~ ", "\n"), Duration.ofMillis(300));

        ScriptFailure failure = catchThrowableOfType(
                ScriptFailure.class, () -> new ScriptedCall().lead("Ana").run(script));

        assertThat(failure).as(text).isNotNull();
        assertThat(failure.line()).as(text).isPositive();
        assertThat(failure.problem().message()).isEqualTo(told);
    }
}
