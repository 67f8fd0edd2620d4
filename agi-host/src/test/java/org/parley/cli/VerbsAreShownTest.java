package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.parley.Shows;
import org.parley.Shows.Where;
import org.parley.cli.VerbsManual.Chapter;
import org.parley.cli.VerbsManual.Place;

/** Every word of docs/verbs.md is shown at work as text, on AudioSocket and, where it uses the channel, on Asterisk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerbsAreShownTest {
    private static final Path PROGRAM = Path.of(Files.exists(Path.of("agi-host")) ? "" : "..");
    private static final Path TESTS = PROGRAM.resolve("agi-host/src/test/java");
    private static final String MARK = "org/parley/Shows";
    private static final Pattern SHOWS = Pattern.compile("@Shows\\([^)]*\\)");
    private static final Pattern TEXTS = Pattern.compile("(?s)'\"'|\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    /** Words that cannot be shown there, by the reason. */
    private static final Map<Where, Map<String, String>> NOT_THERE = Map.of(
            Where.TEXT,
            Map.of(
                    "is read when the script is loaded, and a trial is told its script",
                    "extensions dids inGroups campaigns description owner",
                    "text has no voice, and none that sounds upset",
                    "script.voice converse.voice script.backup converse.backup local elevenlabs hume openai cascade"
                            + " anytime.upset"),
            Where.AUDIOSOCKET,
            Map.of("is read when the script is loaded, and does nothing in a call", "description owner"),
            Where.ASTERISK,
            Map.of(
                    "is read when the script is loaded, and does nothing in a call",
                    "description owner script.limits",
                    "the rows of the dialer lead to it, which are read beside the channel",
                    "inGroups campaigns",
                    "understands what was heard or keyed, which capture and ask bring from the channel",
                    "choice futureTime number money date phone email postcode name address anything",
                    "is the dialer's tables, by the host alone",
                    "lead campaign humansFree dispose dnc callback field",
                    "is the call's record, by the host alone",
                    "note log elapsed",
                    "is words for say and ask, whose audio is theirs",
                    "clip",
                    "asks services, tables and documents",
                    "http sql kb remember secret",
                    "leads the script, and what it does there are other words",
                    "script goTo finish script.anytime script.step script.department anytime.optOut anytime.wantsHuman"
                            + " anytime.abuse anytime.silent anytime.upset anytime.wantsLanguage anytime.after"
                            + " anytime.says anytime.on menu.otherwise menu.tries menu.noInput",
                    "is for the voice of a free talk, whose audio is that of converse",
                    "local elevenlabs hume openai cascade script.backup converse.backup"
                            + " script.persona script.knowledge script.voice script.never converse.instructions converse.voice"
                            + " converse.language converse.limit converse.tool converse.knowledge converse.text"
                            + " converse.number converse.integer converse.flag converse.oneOf converse.allow"
                            + " converse.mood converse.instruct converse.finish converse.on"));

    private final Set<String> words = new TreeSet<>();
    private final Map<String, Map<Where, Set<String>>> shown = new TreeMap<>();
    private final List<String> untrue = new ArrayList<>();

    @BeforeAll
    void read() throws Exception {
        for (Chapter chapter : VerbsManual.CHAPTERS) {
            if (chapter.place() == Place.SCRIPT || chapter.place() == Place.BLOCK) {
                String block = chapter.block().isEmpty() ? "" : chapter.block() + ".";
                chapter.words(VerbsManual.sources(PROGRAM)).keySet().forEach(word -> words.add(block + word));
            }
        }
        for (Class<?> test : marked()) {
            Set<String> scripts = scripts(test);
            for (Method method : test.getDeclaredMethods()) {
                for (Shows shows : method.getAnnotationsByType(Shows.class)) {
                    note(method, shows, scripts);
                }
            }
        }
        write();
    }

    private void note(Method method, Shows shows, Set<String> scripts) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        if (!AnnotationSupport.isAnnotated(method, Testable.class)) {
            untrue.add(name + " is no test");
        }
        for (String word : shows.verbs()) {
            if (!words.contains(word)) {
                untrue.add(name + " shows '" + word + "', which docs/verbs.md has not");
            } else if (!scripts.contains(word.substring(word.indexOf('.') + 1))) {
                untrue.add(name + " shows '" + word + "', which no text of its file has");
            }
            shown.computeIfAbsent(word, _ -> new EnumMap<>(Where.class))
                    .computeIfAbsent(shows.on(), _ -> new TreeSet<>())
                    .add(name);
        }
    }

    /** The classes of tests that have such marks. */
    private static List<Class<?>> marked() throws IOException, URISyntaxException, ClassNotFoundException {
        Path folder = Path.of(VerbsAreShownTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        List<Class<?>> marked = new ArrayList<>();
        for (Path file : files) {
            String name = folder.relativize(file).toString().replaceAll("\\.class$", "");
            if (!name.contains("$")
                    && Files.exists(TESTS.resolve(name + ".java"))
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARK)) {
                marked.add(Class.forName(name.replace('/', '.'), false, VerbsAreShownTest.class.getClassLoader()));
            }
        }
        return marked;
    }

    /** The words of all texts in that test's file, the marks' own left out: its scripts are among them. */
    private static Set<String> scripts(Class<?> test) throws IOException {
        String source = Files.readString(TESTS.resolve(test.getName().replace('.', '/') + ".java"));
        Set<String> found = new TreeSet<>();
        Matcher text = TEXTS.matcher(SHOWS.matcher(source).replaceAll(""));
        while (text.find()) {
            found.addAll(Arrays.asList(text.group().replaceAll("\\\\.", " ").split("\\W+", -1)));
        }
        return found;
    }

    @Test
    void everyMarkIsTrue() {
        assertThat(untrue).isEmpty();
        assertThat(words).hasSizeGreaterThan(90);
    }

    @Test
    void everyWordIsShownOrCannotBe() {
        List<String> missing = new ArrayList<>();
        for (String word : words) {
            for (Where where : Where.values()) {
                boolean is = !testsOf(word, where).isEmpty();
                boolean cannot = !reason(word, where).isEmpty();
                if (is == cannot) {
                    missing.add(word + (is ? " is shown, and cannot be, " : " is not shown ") + where);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theExceptionsAreWords() {
        NOT_THERE
                .values()
                .forEach(reasons ->
                        reasons.values().forEach(listed -> assertThat(words).contains(listed.split(" ", -1))));
    }

    private Set<String> testsOf(String word, Where where) {
        return shown.getOrDefault(word, Map.of()).getOrDefault(where, Set.of());
    }

    private static String reason(String word, Where where) {
        return NOT_THERE.getOrDefault(where, Map.of()).entrySet().stream()
                .filter(entry -> List.of(entry.getValue().split(" ", -1)).contains(word))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining());
    }

    /** The table, for who wants to know where to look: target/verbs-shown.md. */
    private void write() throws IOException {
        StringBuilder table =
                new StringBuilder("| word | text | AudioSocket | Asterisk |\n| --- | --- | --- | --- |\n");
        for (String word : words) {
            table.append("| ").append(word);
            for (Where where : Where.values()) {
                Set<String> tests = testsOf(word, where);
                table.append(" | ").append(tests.isEmpty() ? "– " + reason(word, where) : String.join(", ", tests));
            }
            table.append(" |\n");
        }
        Path target = Files.createDirectories(PROGRAM.resolve("agi-host/target"));
        Files.writeString(target.resolve("verbs-shown.md"), table);
    }
}
