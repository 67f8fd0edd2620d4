package org.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.browser.Stage.Look;
import org.parley.console.ToldEnds;
import org.parley.console.http.Role;

/** What the host says is said in the language of the page. */
@ExtendWith(OnStage.class)
class HostWordsIT {
    private static final Look ARABIC = new Look(ColorScheme.LIGHT, "ar", Look.DESK);

    /** Runs that with {@code host}, the pages' own module for what the host says, and {@code texts}. */
    private static final String WITH_WORDS = "async given => { const host = await import('/console/app/said.js');"
            + " const texts = await import('/console/app/texts.js'); return (%s)(given); }";

    /** As it is written into a page: a template of lit-html, as text. */
    private static final String EACH_KNOWN = """
            () => Object.entries(texts.hostTexts())
                .filter(([key]) => !/^(nothing|why|to|time|rule|list)/.test(key))
                .flatMap(([key, text]) => typeof text === 'string' ? [[key, text]] : Object.values(text).map(each => [key, each]))
                .map(([key, text]) => [key, text.replace(/\\{count}/g, '3').replace(/\\{\\w+}/g, 'x1')])
                .map(([key, text]) => [key, text, host.saidPlainly(text)])
                .filter(([, text, arabic]) => arabic === text && /[a-z]{2,} [a-z]{2,}/i.test(text) || /`|\\{\\w+}/.test(arabic))
                .map(each => each.join(' | '))
            """;

    /** English prose that is not marked as such: in names up to two words, elsewhere one. */
    private static final String ENGLISH = """
            () => {
                const skip = '[lang=en], [dir=auto], code, pre, script, style, audio, .mark';
                const found = [];
                const look = (text, isName) => {
                    const many = isName ? /\\p{Script=Latin}{2,} \\p{Script=Latin}+ \\p{Script=Latin}{2,}/u
                        : /\\p{Script=Latin}{2,},? \\p{Script=Latin}{2,}/u;
                    if (many.test(text)) {
                        found.push(text.trim());
                    }
                };
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const at = walker.currentNode.parentElement;
                    if (!at.closest(skip)) {
                        look(walker.currentNode.data, at.closest('bdi') !== null);
                    }
                }
                for (const at of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
                    ['aria-label', 'title', 'placeholder'].forEach(name => look(at.getAttribute(name) ?? '', false));
                }
                return found;
            }""";

    private static void isArabic(Page page, String where) {
        assertThat(page.locator("html").getAttribute("dir")).isEqualTo("rtl");
        assertThat((List<?>) page.evaluate(ENGLISH)).as("English on " + where).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void eachSentenceOfWhyACallEndedIsSaid(String language, Stage stage) {
        List<String> calls = ToldEnds.documents();
        try (Visit visit =
                stage.visit(new Look(ColorScheme.LIGHT, language, Look.DESK)).as(Role.VIEWER, "/console/scripts")) {
            Object said = visit.page()
                    .evaluate(
                            WITH_WORDS.formatted("all => all.map(each => JSON.parse(each)).map(each =>"
                                    + " [host.whyPlainly(each), each.sentence])"),
                            calls);
            assertThat((List<?>) said).hasSameSizeAs(calls).allSatisfy(each -> {
                String ours = String.valueOf(((List<?>) each).getFirst());
                String english = String.valueOf(((List<?>) each).getLast());
                if (language.equals("en")) {
                    assertThat(ours).isEqualTo(english);
                } else {
                    assertThat(ours)
                            .endsWith(".")
                            .matches("(?s).*\\p{IsArabic}{3}.*")
                            .doesNotContain("{", "caller", "after");
                }
            });
        }
    }

    @Test
    void allThatTheHostSaysIsKnownInArabic(Stage stage) {
        try (Visit visit = stage.visit(ARABIC).as(Role.VIEWER, "/console/scripts")) {
            assertThat((List<?>) visit.page().evaluate(WITH_WORDS.formatted(EACH_KNOWN.strip()), null))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broke down in 3 of its last 20 calls: a, b | 3",
                "Version ab12 broke down in 2 calls in a row (It divides by zero); its calls are refused, until it is"
                        + " saved again | يقسم على صفر",
                "hume: Expected it to talk within 4000 ms but it did not | 4000",
                "about to be taken out: kept back by the host: 0 of 3 slots are free | 0",
                "'say' does not take a whole number, a block { … } | عدد صحيح",
                "There is no step 'ofer'; did you mean 'offer'? | offer",
                "extension: 8300 is phone 12 on 127.0.0.1\ncampaign: X is not active; activate it first, or lines would"
                        + " wait for nothing | X",
                "no knowledge base; http to any host | http",
                "Come back in 5 s: 'anna' asks more than console.requests-max a minute | anna"
            })
    void wordsWithinWordsAreSaidToo(String text, Stage stage) {
        String[] parts = text.split(" \\| ", -1);
        try (Visit visit = stage.visit(ARABIC).as(Role.VIEWER, "/console/scripts")) {
            Object said = visit.page().evaluate(WITH_WORDS.formatted("host.saidPlainly"), parts[0]);
            if (!parts[0].startsWith("broke down in 3 of")) { // which nobody says
                assertThat((String) said).contains(parts[1]).doesNotContainPattern("[a-z]{2,} [a-z]{2,}");
            } else {
                assertThat((String) said).isEqualTo(parts[0]);
            }
        }
    }

    @Test
    void noPageOfCallsAndScriptsHasEnglishInArabic(Stage stage) {
        String toured = stage.toured();
        String broke = stage.broke();
        Map<String, String> pages = new TreeMap<>(Map.of(
                "console",
                ".ended .sentence bdi",
                "console/calls",
                "tbody tr",
                "console/calls/" + toured,
                ".why bdi",
                "console/calls/" + broke,
                ".why bdi",
                "console/calls/nothing",
                ".empty",
                "console/scripts",
                "[data-script=broken] .suggestion"));
        try (Visit visit = stage.visit(ARABIC).as(Role.SUPERVISOR, "/console/scripts")) {
            pages.forEach((page, shown) -> {
                visit.page().navigate(stage.at("/" + page));
                visit.page().locator(shown).first().waitFor();
                isArabic(visit.page(), page);
                visit.isAccessible().fitsItsWidth();
            });
        }
    }

    @Test
    void noPageOfWhatStandsBehindHasEnglishInArabic() throws Exception {
        Map<String, String> pages = new TreeMap<>(Map.of(
                "lines", "[data-line='9003']",
                "providers", "[data-provider='voice.local']",
                "outbound", "[data-campaign='SALES'] .big",
                "reports", ".report canvas",
                "scripts/sales", "[data-version='aaaa00000001']",
                "settings", "[data-setting='database.password']",
                "doctor", "[data-check='database']"));
        try (BackroomStage stage = new BackroomStage();
                Visit visit = stage.visit(ARABIC).as(Role.ADMIN, "/console/lines")) {
            pages.forEach((page, shown) -> {
                visit.page().navigate(stage.at("/console/" + page));
                visit.page().locator(shown).first().waitFor(new Locator.WaitForOptions().setTimeout(60_000));
                isArabic(visit.page(), page);
            });
        }
    }
}
