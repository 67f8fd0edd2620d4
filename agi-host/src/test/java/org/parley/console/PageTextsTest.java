package org.parley.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.console.http.Json;

/** All that the pages say stands in the files of texts, in each language. */
class PageTextsTest {
    /** As Unicode's CLDR has them. */
    private static final Map<String, Set<String>> PLURALS =
            Map.of("en", Set.of("one", "other"), "ar", Set.of("zero", "one", "two", "few", "many", "other"));

    private static final Pattern USED = Pattern.compile("(?<!\\.)\\b(?:t|has)\\(\\s*'([a-z0-9.-]+)'");
    private static final Pattern CHOSEN = Pattern.compile("'([a-z0-9-]+(?:\\.[a-z0-9-]+)+)'");
    private static final Pattern MADE = Pattern.compile("`([a-z0-9.-]*\\.)\\$\\{[^}]*}([a-z.-]*)`");
    private static final Pattern WORD = Pattern.compile("\\bword\\('([a-z-]+)'");
    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");

    /** Attributes that are read out or shown. */
    private static final Pattern SHOWN =
            Pattern.compile("\\b(?:aria-label|title|placeholder|alt)=(?!\\$)\"?([^\">\\s]+)");

    private static Path pages() throws URISyntaxException {
        URL shell = Objects.requireNonNull(Pages.class.getResource("pages/console.html"));
        return Objects.requireNonNull(Path.of(shell.toURI()).getParent());
    }

    private static Map<String, Object> texts(String language) throws Exception {
        return new TreeMap<>(Json.read(
                Files.readAllBytes(pages().resolve("texts/" + language + ".json")),
                new TypeReference<LinkedHashMap<String, Object>>() {}));
    }

    /** Those of the console; the page that visitors talk on has texts of its own beside it. */
    private static Map<String, String> scripts() throws Exception {
        Map<String, String> scripts = new HashMap<>();
        try (Stream<Path> files = Files.list(pages())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".js")).toList()) {
                scripts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return scripts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void eachLanguageHasAllOfThemWithTheSameValues(String language) throws Exception {
        Map<String, Object> english = texts("en");
        Map<String, Object> ours = texts(language);
        assertThat(ours.keySet()).isEqualTo(english.keySet());
        ours.forEach((key, text) -> {
            if (text instanceof Map<?, ?> forms) {
                assertThat(forms.keySet()).as(key).isEqualTo(PLURALS.get(language));
            } else {
                assertThat(text).as(key).isInstanceOf(String.class);
                assertThat((String) text).as(key).isNotBlank();
                assertThat(values(text)).as(key).isEqualTo(values(requireNonNull(english.get(key))));
            }
        });
    }

    private static Set<String> values(Object text) {
        Set<String> values = new TreeSet<>();
        Matcher value = VALUE.matcher(text.toString());
        while (value.find()) {
            values.add(value.group(1));
        }
        return values;
    }

    @Test
    void whatIsSaidIsThereAndWhatIsThereIsSaid() throws Exception {
        Set<String> keys = texts("en").keySet();
        Set<String> unused = new TreeSet<>(keys);
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, String> script : scripts().entrySet()) {
            Matcher used = USED.matcher(script.getValue());
            while (used.find()) {
                unused.remove(used.group(1));
                if (!keys.contains(used.group(1))) {
                    missing.add(script.getKey() + ": " + used.group(1));
                }
            }
            Matcher chosen = CHOSEN.matcher(script.getValue());
            while (chosen.find()) {
                unused.remove(chosen.group(1));
            }
            Matcher made = MADE.matcher(script.getValue());
            while (made.find()) {
                unused.removeIf(key -> key.startsWith(made.group(1)) && key.endsWith(made.group(2)));
            }
            Matcher word = WORD.matcher(script.getValue());
            while (word.find()) {
                unused.removeIf(key -> key.startsWith(word.group(1) + "."));
            }
        }
        assertThat(missing).as("texts that are used and not there").isEmpty();
        assertThat(unused).as("texts that no script uses").isEmpty();
    }

    @Test
    void noTextStandsInTheScripts() throws Exception {
        Map<String, String> scripts = scripts();
        List<String> found = new ArrayList<>();
        scripts.forEach((name, script) -> {
            for (String template : templates(script)) {
                Matcher shown = SHOWN.matcher(template);
                while (shown.find()) {
                    found.add(name + ": " + shown.group());
                }
                String words = template.replaceAll("(?s)<[^>]*>", " ");
                if (words.codePoints().anyMatch(Character::isLetter)) {
                    found.add(name + ": " + words.strip());
                }
            }
        });
        assertThat(scripts).hasSizeGreaterThan(10);
        assertThat(found).isEmpty();
    }

    @Test
    void textInATemplateIsFound() {
        assertThat(templates("const x = () => html`<p title=${t('a')}>${all.map(e => html`<b>Hm</b>`)} no</p>`;"))
                .containsExactlyInAnyOrder("<p title=$> no</p>", "<b>Hm</b>");
    }

    /** The templates of a script; what stands in braces is taken out of them, and the templates in there come for themselves. */
    private static List<String> templates(String script) {
        List<String> all = new ArrayList<>();
        int at = 0;
        while ((at = script.indexOf("html`", at)) >= 0) {
            at = template(script, at + 5, true, all);
        }
        return all;
    }

    /** Reads a template from behind its first tick, and gives where it ends. */
    private static int template(String script, int from, boolean isHtml, List<String> into) {
        StringBuilder text = new StringBuilder();
        int at = from;
        while (script.charAt(at) != '`') {
            if (script.startsWith("${", at)) {
                at = expression(script, at + 2, into);
                text.append('$');
            } else {
                text.append(script.charAt(at++));
            }
        }
        if (isHtml) {
            into.add(text.toString().replaceAll("(?<!=)\\$", ""));
        }
        return at + 1;
    }

    /** Reads what stands in braces, from behind the first, and gives where it ends. */
    private static int expression(String script, int from, List<String> into) {
        int depth = 1;
        int at = from;
        while (depth > 0) {
            char c = script.charAt(at);
            if (c == '`') {
                at = template(script, at + 1, script.startsWith("html", at - 4), into);
                continue;
            }
            if (c == '\'') {
                at = script.indexOf('\'', at + 1);
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            at++;
        }
        return at;
    }
}
