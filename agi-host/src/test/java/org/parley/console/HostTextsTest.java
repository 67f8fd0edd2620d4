package org.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parley.console.http.Json;

/**
 * What the host says stands in English and Arabic in the pages' texts, word for word as its code says it: a sentence that
 * is changed there, or a new one, must be changed here as well, or the Arabic pages would show it in English.
 */
class HostTextsTest {
    /** As Unicode's CLDR has them. */
    private static final Map<String, Set<String>> PLURALS =
            Map.of("en", Set.of("one", "other"), "ar", Set.of("zero", "one", "two", "few", "many", "other"));

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES = List.of("agi-host", "osdial-integration");
    private static final int PIECE_MIN = 5;
    private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern WORDS = Pattern.compile("\\p{Alpha}{2,}.* \\p{Alpha}");
    private static final Pattern FORMAT = Pattern.compile("%(?:\\.\\d)?[sdf]");

    /** Texts that come with their key: no code says them in English. */
    private static final Set<String> BY_KEY = Set.of("nothing", "why", "to", "time", "rule", "list");

    /** Sources whose every word goes to people by the pages, and what in them does not. */
    private static final Map<String, String> SPOKEN = Map.ofEntries(
            Map.entry(
                    "script/compile/CompileErrors",
                    "argument for named param|Cannot |No such property|The return type"
                            + "|The variable|unable to resolve|unexpected named|Static type|Ambiguous|Unexpected |\\\\\\\\"),
            Map.entry("script/compile/Brackets", ""),
            Map.entry("script/compile/SlipRules", ""),
            Map.entry("script/compile/FlowRules", ""),
            Map.entry("script/compile/StepPaths", ""),
            Map.entry("script/compile/ClaimRules", "extensions '|dids '|inGroups '|campaigns '|description '|owner '"),
            Map.entry("script/compile/SourceRules", ""),
            Map.entry("script/compile/SourceDoubts", ""),
            Map.entry("script/compile/ScriptGuard", ""),
            Map.entry("script/StepNames", ""),
            Map.entry("script/CallPattern", ""),
            Map.entry("script/library/Reach", ""),
            Map.entry("SiteDoubts", ""),
            Map.entry("cli/MachineChecks", "timedatectl|/proc|NTPSynchronized|Max open files|^core show|^module show"),
            Map.entry("cli/ScriptCheck", ""),
            Map.entry("cli/DataCheck", "SELECT"),
            Map.entry("cli/DialplanCheck", "DIALPLAN"),
            Map.entry("cli/FilesCheck", "Spool directory|^core show"),
            Map.entry("cli/LanguagesCheck", ""),
            Map.entry("cli/ManagerCheck", ""),
            Map.entry("cli/PricesCheck", ""),
            Map.entry("cli/VoicesCheck", ""),
            Map.entry("cli/WebCallCheck", "^web calls$"),
            Map.entry("cli/ConsoleCheck", ""),
            Map.entry("dialer/reports/OutboundCampaign", ""));

    private static Map<String, Object> texts(String language) throws Exception {
        Path file = Path.of(Objects.requireNonNull(
                        SaidTexts.class.getResource("/org/parley/console/pages/texts/host." + language + ".json"))
                .toURI());
        return new TreeMap<>(
                Json.read(Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, Object>>() {}));
    }

    @Test
    void eachTextIsThereInBothLanguagesWithTheSameValues() throws Exception {
        Map<String, Object> english = texts("en");
        Map<String, Object> arabic = texts("ar");
        assertThat(arabic.keySet()).isEqualTo(english.keySet());
        for (String language : List.of("en", "ar")) {
            Map<String, Object> texts = texts(language);
            texts.forEach((key, text) -> {
                if (text instanceof Map<?, ?> forms) {
                    assertThat(forms.keySet()).as(key).isEqualTo(PLURALS.get(language));
                }
                assertThat(values(text)).as(key).isEqualTo(values(english.get(key)));
                assertThat(text.toString().isBlank()).as(key).isEqualTo(key.equals("nothing"));
            });
        }
        arabic.forEach((key, text) -> assertThat(text.toString().codePoints().anyMatch(HostTextsTest::isArabic)
                        || !WORDS.matcher(text.toString()).find())
                .as(key + " in Arabic")
                .isTrue());
    }

    private static boolean isArabic(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.ARABIC;
    }

    private static Set<String> values(@Nullable Object text) {
        Set<String> values = new TreeSet<>();
        Matcher value = VALUE.matcher(String.valueOf(text));
        while (value.find()) {
            values.add(value.group(1));
        }
        return values;
    }

    /** All sources, with texts that are put together of pieces as one: {@code "a " + b + " c"} as {@code a ␣ c}. */
    private static Map<String, String> sources() throws Exception {
        Map<String, String> sources = new TreeMap<>();
        for (String module : MODULES) {
            Path java = ROOT.resolve(module).resolve("src/main/java/org/parley");
            try (Stream<Path> files = Files.walk(java)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    String name = java.relativize(file).toString().replaceFirst("\\.java$", "");
                    sources.put(name, whole(Files.readString(file)));
                }
            }
        }
        return sources;
    }

    private static String whole(String source) {
        return source.replaceAll("\"\\s*\\+\\s*\"", "");
    }

    /** What stands between the values of a text. */
    private static List<String> fragments(String text, Pattern values) {
        return Stream.of(values.split(text))
                .filter(each -> each.matches("(?s).*\\p{Alpha}{2}.*"))
                .toList();
    }

    private static List<String> forms(Object text) {
        return text instanceof Map<?, ?> forms
                ? forms.values().stream().map(String::valueOf).toList()
                : List.of(text.toString());
    }

    @Test
    void noEnglishTextIsOtherwiseThanTheCodeSaysIt() throws Exception {
        String all = String.join("\n", sources().values()).replace("\\\"", "\"").replace("\\\\", "\\");
        List<String> strange = new ArrayList<>();
        texts("en").forEach((key, text) -> {
            if (!BY_KEY.contains(key.replaceFirst("\\..*", "")) && !key.startsWith("type.begins-")) {
                for (String form : forms(text)) {
                    fragments(form, VALUE).stream()
                            .filter(fragment -> !isSaid(fragment, all))
                            .forEach(fragment -> strange.add(key + ": " + fragment));
                }
            }
        });
        assertThat(strange).as("what no code says").isEmpty();
    }

    /** In one piece, or in two that the code puts together. */
    private static boolean isSaid(String fragment, String all) {
        return all.contains(fragment)
                || IntStream.range(PIECE_MIN, Math.max(PIECE_MIN, fragment.length() - PIECE_MIN))
                        .anyMatch(
                                at -> all.contains(fragment.substring(0, at)) && all.contains(fragment.substring(at)));
    }

    @Test
    void whatTheCodeSaysToPeopleHasAText() throws Exception {
        String known = texts("en").values().stream()
                .flatMap(text -> forms(text).stream())
                .collect(Collectors.joining("\n"));
        Map<String, String> sources = sources();
        List<String> lacking = new ArrayList<>();
        SPOKEN.forEach((name, silent) -> {
            String source = Objects.requireNonNull(
                    sources.entrySet().stream()
                            .filter(each -> each.getKey().endsWith(name))
                            .map(Map.Entry::getValue)
                            .findFirst()
                            .orElse(null),
                    name);
            Matcher literal = LITERAL.matcher(source);
            while (literal.find()) {
                String text = literal.group(1).replace("\\\"", "\"").replace("\\\\", "\\");
                if (WORDS.matcher(text).find()
                        && (silent.isEmpty()
                                || !Pattern.compile(silent).matcher(text).find())) {
                    fragments(text, FORMAT).stream()
                            .map(fragment -> fragment.replaceAll("^[;, ]+|[;, ]+$", ""))
                            .filter(fragment -> !known.contains(fragment))
                            .forEach(fragment -> lacking.add(name + ": " + fragment));
                }
            }
        });
        assertThat(lacking).as("what has no text for the pages").isEmpty();
    }
}
