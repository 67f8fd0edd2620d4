package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.cli.VerbsManual.Chapter;
import org.parley.cli.VerbsManual.Place;
import org.parley.script.Conversation;
import org.parley.script.DurationWords;
import org.parley.settings.Folders;
import org.parley.trial.ScriptTests;

class EditorFilesTest {
    private static final Path PROGRAM = Path.of(Files.exists(Path.of("agi-host")) ? "" : "..");
    private static final Path SOURCES = VerbsManual.sources(PROGRAM);
    private static final Set<String> HOSTS_OWN = Set.of("tick");

    /** Where the cursor stands, and the words that hold there by the classes themselves. */
    record Cursor(String file, String inside, String type, Class<?> words) {
        @Override
        public String toString() {
            return inside.isEmpty() ? words.getSimpleName() : inside;
        }
    }

    static Stream<Cursor> cursors() {
        Stream<Cursor> plain = Stream.of(
                new Cursor("/s/sales.groovy", "", "", Conversation.class),
                new Cursor("/s/sales.test.groovy", "", "", ScriptTests.class),
                new Cursor("/s/sales.groovy", "", "java.lang.Number", DurationWords.class));
        Stream<Cursor> blocks = VerbsManual.CHAPTERS.stream()
                .filter(chapter -> !chapter.block().isEmpty())
                .map(chapter -> new Cursor(
                        chapter.place() == Place.TEST ? "/s/sales.test.groovy" : "/s/sales.groovy",
                        chapter.block(),
                        "",
                        named(chapter)));
        return Stream.concat(plain, blocks);
    }

    private static Class<?> named(Chapter chapter) {
        try {
            return Class.forName("org.parley." + chapter.classes().getFirst());
        } catch (ClassNotFoundException wrong) {
            throw new AssertionError(wrong);
        }
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void theGdslOffersTheWordsOfTheClassesAndNoOthers(Cursor cursor) throws IOException {
        Gdsl gdsl = ran(cursor);

        assertThat(gdsl.members.keySet()).containsExactlyInAnyOrderElementsOf(words(cursor.words()));
    }

    /** What a class lets a script write, by reflection and not by its source. */
    private static Set<String> words(Class<?> type) {
        boolean extension = type == DurationWords.class;
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("org.parley."))
                .filter(method -> Modifier.isStatic(method.getModifiers()) == extension)
                .map(Method::getName)
                .filter(name -> !HOSTS_OWN.contains(name))
                .map(name ->
                        name.matches("get[A-Z].*") ? Character.toLowerCase(name.charAt(3)) + name.substring(4) : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aWordHasItsTypeItsArgumentsItsOptionsAndItsSentence() throws IOException {
        Gdsl gdsl = ran(new Cursor("/s/sales.groovy", "", "", Conversation.class));

        assertThat(gdsl.members.get("ask")).anySatisfy(ask -> {
            assertThat(ask).containsEntry("type", "org.parley.script.Answer");
            assertThat(ask)
                    .containsEntry(
                            "params", Map.of("prompt", "java.lang.String", "question", "org.parley.script.Question"));
            assertThat(ask)
                    .containsEntry(
                            "namedParams",
                            List.of(
                                    Map.of("name", "tries", "type", "java.lang.Integer"),
                                    Map.of("name", "noInput", "type", "java.time.Duration"),
                                    Map.of("name", "confirm", "type", "java.lang.Boolean")));
        });
        assertThat(gdsl.members.get("kb"))
                .allSatisfy(kb -> assertThat(kb).containsEntry("type", "java.util.List<org.parley.script.Passage>"));
        assertThat(gdsl.members.values().stream().flatMap(List::stream))
                .allSatisfy(
                        member -> assertThat(String.valueOf(member.get("doc"))).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("cursors")
    void everyTypeOfTheGdslIsThere(Cursor cursor) throws IOException {
        Set<String> types = new TreeSet<>();
        ran(cursor)
                .members
                .values()
                .forEach(members -> members.forEach(member -> {
                    types.add(String.valueOf(member.get("type")));
                    if (member.get("params") instanceof Map<?, ?> params) {
                        params.values().forEach(type -> types.add(String.valueOf(type)));
                    }
                }));

        assertThat(types).allSatisfy(type -> {
            for (String name : type.replace("[]", "").split("[<>]", -1)) {
                if (name.contains(".")) {
                    assertThat(isThere(name)).as(name).isTrue();
                } else {
                    assertThat(name).isIn("", "void", "int", "boolean", "double");
                }
            }
        });
    }

    private static boolean isThere(String name) {
        // the class of a nested type is named with a dollar
        for (String each : List.of(name, name.replaceFirst("\\.(\\w+)$", "\\$$1"))) {
            try {
                Class.forName(each);
                return true;
            } catch (ClassNotFoundException _) {
                // perhaps the other
            }
        }
        return false;
    }

    @Test
    void theSnippetsOfVsCodeAreTheSameWordsWithAStopAtEachArgument() throws IOException {
        JsonNode snippets =
                new ObjectMapper().enable(JsonParser.Feature.ALLOW_COMMENTS).readTree(EditorFiles.snippets(SOURCES));
        Set<String> shown = new TreeSet<>();
        List<String> bodies = new ArrayList<>();
        for (JsonNode snippet : snippets) {
            shown.add(snippet.get("prefix").asText());
            assertThat(snippet.get("scope").asText()).isEqualTo("groovy");
            List<String> lines = new ArrayList<>();
            snippet.get("body").forEach(line -> lines.add(line.asText()));
            bodies.add(String.join("\n", lines));
        }
        Set<String> words = cursors()
                .filter(cursor -> cursor.words() != DurationWords.class)
                .flatMap(cursor -> words(cursor.words()).stream())
                .collect(Collectors.toSet());

        assertThat(shown).containsExactlyInAnyOrderElementsOf(words);
        assertThat(bodies)
                .contains(
                        "yesNo",
                        "hangup()",
                        "ask '${1:prompt}', ${2:question}",
                        "menu('${1:prompt}') {\n\t$0\n}",
                        "anytime {\n\t$0\n}",
                        "limits silence: ${1:8.s}, call: ${2:8.s}, turn: ${3:8.s}, cost: ${4:value}")
                .allSatisfy(body -> {
                    List<String> stops = Pattern.compile("\\$\\{(\\d+)")
                            .matcher(body)
                            .results()
                            .map(stop -> stop.group(1))
                            .sorted()
                            .toList();
                    assertThat(stops).as(body).doesNotHaveDuplicates();
                });
    }

    @Test
    void theCommandWritesBothFilesAndSparesThoseOfOthers(@TempDir Path folder) throws IOException {
        Ended ended = parley(folder, "editor", folder.toString());

        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("parley.gdsl")).hasContent(EditorFiles.gdsl(SOURCES));
        assertThat(folder.resolve(".vscode/parley.code-snippets")).hasContent(EditorFiles.snippets(SOURCES));
        assertThat(parley(folder, "editor", folder.toString()).code()).isEqualTo(ExitCode.OK);

        Files.writeString(folder.resolve("parley.gdsl"), "// mine");
        assertThat(parley(folder, "editor", folder.toString()).err()).contains("somebody else wrote it");
        assertThat(folder.resolve("parley.gdsl")).hasContent("// mine");
        assertThat(parley(folder, "editor", folder.resolve("none").toString()).err())
                .contains("Expected a folder of scripts but " + folder.resolve("none"));
    }

    private static Ended parley(Path folder, String... arguments) {
        Folders folders = new Folders(PROGRAM, folder.resolve("home"), folder);
        return Ended.of(new Surroundings(folders, Map.of(), false), arguments);
    }

    private static Gdsl ran(Cursor cursor) throws IOException {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(Gdsl.class.getName());
        Gdsl gdsl = (Gdsl) new GroovyShell(Gdsl.class.getClassLoader(), configuration)
                .parse(EditorFiles.gdsl(SOURCES), "parley.gdsl");
        gdsl.cursor = cursor;
        gdsl.run();
        return gdsl;
    }

    /** As much of IntelliJ's interpreter as the file uses: it collects what is offered at a cursor. */
    public abstract static class Gdsl extends Script {
        private final Map<String, List<Map<String, Object>>> members = new LinkedHashMap<>();
        private Cursor cursor = new Cursor("", "", "", Object.class);

        /** Whether it holds at the cursor. */
        public boolean context(Map<String, Object> filter) {
            assertThat(filter.keySet()).isSubsetOf("pathRegexp", "scope", "ctype");
            Object path = filter.get("pathRegexp");
            Object scope = filter.get("scope");
            return (path == null || cursor.file().matches(path.toString()))
                    && String.valueOf(filter.containsKey("ctype") ? filter.get("ctype") : "")
                            .equals(cursor.type())
                    && (scope == null || scope.equals(cursor.inside().isEmpty() ? "script" : "closure"));
        }

        /** The top level. */
        public String scriptScope() {
            return "script";
        }

        /** A block. */
        public String closureScope() {
            return "closure";
        }

        /** Runs the code when its context holds. */
        public void contributor(boolean holds, Closure<?> code) {
            if (holds) {
                code.call();
            }
        }

        /** Whether the cursor stands in a block of this word. */
        public boolean enclosingCall(String word) {
            return cursor.inside().equals(word);
        }

        /** Offers a method. */
        public void method(Map<String, Object> member) {
            assertThat(member.keySet()).isSubsetOf("name", "type", "params", "namedParams", "doc");
            members.computeIfAbsent(String.valueOf(member.get("name")), _ -> new ArrayList<>())
                    .add(member);
        }

        /** Offers a property. */
        public void property(Map<String, Object> member) {
            assertThat(member.keySet()).isSubsetOf("name", "type", "doc");
            method(member);
        }

        /** An option of a method. */
        public Map<String, Object> parameter(Map<String, Object> option) {
            return option;
        }
    }
}
