package org.parley.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.cli.VerbDocs.Form;
import org.parley.cli.VerbDocs.Parameter;
import org.parley.cli.VerbsManual.Chapter;
import org.parley.cli.VerbsManual.Place;

/** What editors complete the words of scripts with: a GDSL file for IntelliJ, snippets for VS Code. */
public final class EditorFiles {
    /** Where the GDSL stands in a folder of scripts. */
    public static final String GDSL = "parley.gdsl";
    /** The folder of VS Code in it. */
    static final String SNIPPETS_FOLDER = ".vscode";
    /** Where the snippets stand in it. */
    public static final String SNIPPETS = SNIPPETS_FOLDER + "/parley.code-snippets";
    /** Stands in the first lines of both. */
    public static final String MARK = "Written by `./parley";

    private static final String SCRIPTS = "(?!.*\\\\.test\\\\.groovy$).*\\\\.groovy";
    private static final String TESTS = ".*\\\\.test\\\\.groovy";
    private static final Pattern LIST = Pattern.compile("List<(\\w+)>");
    private static final Pattern GENERICS = Pattern.compile("<.*>");
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("String", "java.lang"),
            Map.entry("CharSequence", "java.lang"),
            Map.entry("Object", "java.lang"),
            Map.entry("Number", "java.lang"),
            Map.entry("Integer", "java.lang"),
            Map.entry("Boolean", "java.lang"),
            Map.entry("Runnable", "java.lang"),
            Map.entry("T", ""),
            Map.entry("List", "java.util"),
            Map.entry("Map", "java.util"),
            Map.entry("Pattern", "java.util.regex"),
            Map.entry("VoiceChoice", "org.parley.ai"),
            Map.entry("Duration", "java.time"),
            Map.entry("Instant", "java.time"),
            Map.entry("Closure", "groovy.lang"),
            Map.entry("Some", "org.parley.trial.Expectations"),
            Map.entry("Count", "org.parley.trial.Expectations"),
            Map.entry("Time", "org.parley.trial.Expectations"));

    private EditorFiles() {}

    // --- IntelliJ

    /** The words for IntelliJ, which reads such a file wherever it stands among the sources. */
    public static String gdsl(Path sources) throws IOException {
        StringBuilder text = new StringBuilder("""
                // %s generate-docs`; change the code, not this file.
                // Completion in IntelliJ IDEA: it asks once whether this file may be active. What a word gives is
                // completed when Parley's jar is a library of the module.

                """.formatted(MARK));
        for (Place place : List.of(Place.SCRIPT, Place.NUMBER, Place.BLOCK, Place.TEST)) {
            for (Chapter chapter : VerbsManual.CHAPTERS) {
                if (chapter.place() == place) {
                    append(text, chapter, sources);
                }
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Chapter chapter, Path sources) throws IOException {
        String path = chapter.place() == Place.TEST ? TESTS : SCRIPTS;
        boolean inside = !chapter.block().isEmpty();
        String where = chapter.place() == Place.NUMBER
                ? "ctype: 'java.lang.Number'"
                : "pathRegexp: '" + path + "', scope: " + (inside ? "closureScope()" : "scriptScope()");
        text.append("// ")
                .append(chapter.title())
                .append("\ncontributor(context(")
                .append(where)
                .append(")) {\n");
        String indent = inside ? "        " : "    ";
        if (inside) {
            text.append("    if (enclosingCall('").append(chapter.block()).append("')) {\n");
        }
        chapter.words(sources)
                .forEach((word, forms) -> forms.forEach(form -> text.append(indent)
                        .append(member(form, chapter.place()))
                        .append('\n')));
        text.append(inside ? "    }\n}\n" : "}\n");
    }

    private static String member(Form form, Place place) {
        String doc = ", doc: " + quoted(form.text().prose()) + ")";
        String head = "(name: '" + form.word() + "', type: '" + type(form.gives()) + "'";
        if (form.reads() || place == Place.NUMBER) {
            return "property" + head + doc;
        }
        StringJoiner parameters = new StringJoiner(", ", ", params: [", "]").setEmptyValue("");
        StringJoiner options = new StringJoiner(", ", ", namedParams: [", "]").setEmptyValue("");
        for (Parameter parameter : form.parameters()) {
            if (parameter.options().isEmpty()) {
                parameters.add(parameter.name() + ": '" + type(parameter.type()) + "'");
            }
            parameter
                    .options()
                    .forEach((name, kind) -> options.add(
                            "parameter(name: '" + name + "', type: '" + type(kind.replace(".class", "")) + "')"));
        }
        return "method" + head + parameters + options + doc;
    }

    private static String type(String source) {
        Matcher list = LIST.matcher(source);
        if (list.matches()) {
            return "java.util.List<" + type(list.group(1)) + ">";
        }
        String plain = GENERICS.matcher(source).replaceAll("");
        if (plain.equals("T")) {
            return "java.lang.Object";
        }
        boolean primitive = Character.isLowerCase(plain.charAt(0));
        return primitive ? plain : PACKAGES.getOrDefault(plain.replace("[]", ""), "org.parley.script") + "." + plain;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    // --- VS Code

    /** The words for VS Code, as snippets of the workspace; they need no extension. */
    public static String snippets(Path sources) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (Chapter chapter : VerbsManual.CHAPTERS) {
            if (chapter.place() == Place.NUMBER) {
                continue; // a snippet does not follow a dot
            }
            chapter.words(sources).forEach((word, forms) -> {
                List<String> bodies = new ArrayList<>();
                for (Form form : forms) {
                    String body = body(form);
                    if (!bodies.contains(body)) {
                        bodies.add(body);
                        String title = chapter.title() + ": " + word;
                        int count = counts.merge(title, 1, Integer::sum);
                        Map<String, Object> snippet = new LinkedHashMap<>();
                        snippet.put("scope", "groovy");
                        snippet.put("prefix", word);
                        snippet.put("body", List.of(body.split("\n", -1)));
                        snippet.put("description", form.text().prose());
                        all.put(count == 1 ? title : title + " " + count, snippet);
                    }
                }
            });
        }
        try {
            return "// " + MARK + " editor`; what is changed here is lost at its next run.\n"
                    + new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Expected texts and lists in a snippet", impossible);
        }
    }

    /** A word with a stop at each argument. */
    static String body(Form form) {
        if (form.reads()) {
            return form.word();
        }
        int stop = 0;
        List<String> arguments = new ArrayList<>();
        List<String> options = new ArrayList<>();
        String code = "";
        for (Parameter parameter : form.parameters()) {
            if (parameter.isCode()) {
                code = " {\n\t$0\n}";
            } else if (parameter.endsWithCode()) {
                arguments.add("'${" + ++stop + ":phrase}'");
                code = " {\n\t$0\n}";
            } else if (parameter.isOptions() && parameter.options().isEmpty()) {
                options.add("${" + ++stop + ":name}: ${" + ++stop + ":value}");
            } else if (parameter.isOptions()) {
                for (Map.Entry<String, String> option : parameter.options().entrySet()) {
                    options.add(option.getKey() + ": " + sample(option.getValue(), ++stop));
                }
            } else {
                boolean text = parameter.type().startsWith("String");
                boolean pattern = parameter.type().equals("Pattern");
                String place = "${" + ++stop + ":" + parameter.name() + "}";
                arguments.add(text ? "'" + place + "'" : pattern ? "~/" + place + "/" : place);
            }
        }
        arguments.addAll(options);
        String inside = String.join(", ", arguments);
        boolean bare = inside.isEmpty() && !code.isEmpty();
        boolean brackets = !code.isEmpty()
                || inside.isEmpty()
                || List.of("Question", "ToolParameter").contains(form.gives());
        return form.word() + (bare ? "" : brackets ? "(" + inside + ")" : " " + inside) + code;
    }

    private static String sample(String kind, int stop) {
        return switch (kind) {
            case "CharSequence.class" -> "'${" + stop + ":text}'";
            case "Duration.class" -> "${" + stop + ":8.s}";
            case "Integer.class" -> "${" + stop + ":1}";
            case "Boolean.class" -> "${" + stop + ":true}";
            case "List.class", "Map.class" -> "[${" + stop + ":}]";
            default -> "${" + stop + ":value}";
        };
    }
}
