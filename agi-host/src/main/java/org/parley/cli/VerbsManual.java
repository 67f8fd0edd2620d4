package org.parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.parley.cli.VerbDocs.Form;
import org.parley.cli.VerbDocs.Parameter;
import org.parley.cli.VerbDocs.Words;

/** docs/verbs.md: every word of scripts and tests, from the sources. */
public final class VerbsManual {
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z]\\w+\\b");

    /** Where words stand. */
    public enum Place {
        /** In the code of a script. */
        SCRIPT,
        /** Inside one of its blocks. */
        BLOCK,
        /** Behind a number. */
        NUMBER,
        /** In the file of its tests. */
        TEST,
        /** On a value that a word gives. */
        VALUE
    }

    /**
     * Words of one kind.
     *
     * @param block the word in whose block they stand, or ""
     */
    public record Chapter(String title, Place place, String block, List<String> classes) {
        /** Its words and how each may be written, in the order of the sources. */
        public Map<String, List<Form>> words(Path sources) throws IOException {
            Map<String, List<Form>> all = new LinkedHashMap<>();
            for (String name : classes) {
                VerbDocs.of(sources, name)
                        .forms()
                        .forEach((word, forms) -> all.computeIfAbsent(word, _ -> new ArrayList<>())
                                .addAll(forms));
            }
            return all;
        }
    }

    /** All of them, in the order of the page. */
    public static final List<Chapter> CHAPTERS = List.of(
            script("Speak and listen", "SpeechWords", "MenuVerbs"),
            script("Questions", "QuestionWords"),
            script("Voices", "VoiceWords"),
            script("The script and its call", "Conversation"),
            script("Time and the channel", "CallVerbs"),
            script("The dialer and its people", "DialerVerbs"),
            script("Data", "DataVerbs"),
            script("Steps and the end", "FlowVerbs"),
            block("script", "script.Flow", Place.BLOCK),
            block("anytime", "script.Anytime", Place.BLOCK),
            block("menu", "script.Menu", Place.BLOCK),
            block("converse", "script.Talk", Place.BLOCK),
            new Chapter("Lengths of time", Place.NUMBER, "", List.of("script.DurationWords")),
            new Chapter("In a file of tests", Place.TEST, "", List.of("trial.ScriptTests")),
            block("test", "trial.TestCase", Place.TEST),
            block("caller", "trial.CallerWords", Place.TEST),
            block("agent", "trial.AgentWords", Place.TEST),
            block("data", "trial.DataWords", Place.TEST),
            block("expect", "trial.Expectations", Place.TEST));

    /** What words give. */
    private static final List<String> VALUES = List.of(
            "script.Answer",
            "script.Call.Said",
            "script.Call.TalkEnd",
            "script.Call.AnsweredBy",
            "script.ScriptLead",
            "script.People.Campaign",
            "script.Transfer",
            "script.HttpReply",
            "script.Json",
            "script.Rows",
            "script.Passage",
            "script.Mood",
            "script.ToolParameter",
            "script.ScriptLog");

    private VerbsManual() {}

    private static Chapter script(String title, String... classes) {
        return new Chapter(
                title,
                Place.SCRIPT,
                "",
                List.of(classes).stream().map(name -> "script." + name).toList());
    }

    private static Chapter block(String word, String type, Place place) {
        return new Chapter("Inside " + word + " { … }", place, word, List.of(type));
    }

    /** The sources of the program that stands in this folder. */
    public static Path sources(Path program) {
        return program.resolve("agi-host/src/main/java");
    }

    /** The page. */
    public static String page(Path sources) throws IOException {
        StringBuilder page = new StringBuilder("""
                # Words

                %s

                Every word of scripts and of their tests. What they are for, and how they go together, is in
                [scripts.md](scripts.md) and [testing-scripts.md](testing-scripts.md). An option is written
                `name: value` and may be left out unless its text says otherwise. What a caller does, and what
                goes wrong out there, is a value; a wrong argument is a mistake of the script, and ends it with
                its line and what was expected.

                Editors complete these words once `./parley editor` has written its files into the folder of
                scripts, and that folder is open in the editor. In VS Code they are snippets and need no extension:
                a word with its arguments, and what it does. IntelliJ IDEA reads `parley.gdsl`, asks once whether
                it may, and offers in each block the words of that block; with Parley's jar (`agi-host/target`) as
                a library it completes what a word gives as well.

                """.formatted(Manuals.WRITTEN));
        for (Chapter chapter : CHAPTERS) {
            page.append("- [")
                    .append(chapter.title())
                    .append("](#")
                    .append(anchor(chapter.title()))
                    .append("): ")
                    .append(chapter.words(sources).keySet().stream()
                            .map(word -> "`" + word + "`")
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        page.append("- [What words give](#what-words-give)\n");
        for (Chapter chapter : CHAPTERS) {
            page.append("\n## ").append(chapter.title()).append('\n');
            chapter.words(sources).forEach((word, forms) -> {
                page.append("\n### ").append(word).append('\n');
                forms.forEach(form -> append(page, form, chapter.place()));
            });
        }
        page.append("\n## What words give\n");
        for (String name : VALUES) {
            append(page, simple(name), VerbDocs.of(sources, name));
        }
        return page.toString();
    }

    private static void append(StringBuilder page, Form form, Place place) {
        page.append("\n```text\n").append(written(form, place)).append("\n```\n\n");
        page.append(form.text().prose()).append('\n');
        List<String> notes = new ArrayList<>();
        form.notes().forEach((name, note) -> notes.add("`" + name + "`: " + note.prose()));
        if (!form.gives().equals("void") && place != Place.NUMBER) {
            String text = form.returns().prose();
            notes.add("Gives " + linked(form.gives()) + (text.isEmpty() ? "" : ": " + text));
        }
        form.errors().forEach(error -> notes.add("A mistake: " + error.prose()));
        page.append(notes.isEmpty() ? "" : "\n");
        notes.forEach(note -> page.append("- ").append(note).append(note.endsWith(".") ? "\n" : ".\n"));
        form.text()
                .examples()
                .forEach(code -> page.append("\n```groovy\n").append(code).append("\n```\n"));
    }

    private static void append(StringBuilder page, String name, Words value) {
        page.append("\n### Value ")
                .append(name)
                .append("\n\n")
                .append(value.text().prose());
        page.append("\n\n| | gives | |\n| --- | --- | --- |\n");
        value.forms()
                .values()
                .forEach(forms -> forms.forEach(form -> {
                    boolean property = value.notes().containsKey(form.method())
                            || form.reads()
                            || !form.method().equals(form.word());
                    String shown = property && !form.sets() ? form.word() : written(form, Place.VALUE);
                    page.append("| `")
                            .append(shown)
                            .append("` | ")
                            .append(form.gives().equals("void") ? "" : linked(form.gives()))
                            .append(" | ")
                            .append(form.text().prose().replace("|", "\\|"))
                            .append(" |\n");
                }));
    }

    /** How somebody writes it. */
    static String written(Form form, Place place) {
        if (place == Place.NUMBER) {
            return "8." + form.word();
        }
        if (form.reads()) {
            return form.word();
        }
        if (form.sets()) {
            return form.word() + " = " + form.parameters().getFirst().name();
        }
        List<String> plain = new ArrayList<>();
        List<String> options = new ArrayList<>();
        String code = "";
        for (Parameter parameter : form.parameters()) {
            if (parameter.isCode()) {
                code = " { … }";
            } else if (parameter.isOptions()) {
                parameter.options().forEach((name, type) -> options.add(name + ": " + kind(type)));
                if (parameter.options().isEmpty()) {
                    options.add("name: value, …");
                }
            } else if (parameter.endsWithCode()) {
                plain.add("'phrase', …");
                code = " { … }";
            } else {
                plain.add(shown(parameter));
            }
        }
        plain.addAll(options);
        String arguments = String.join(", ", plain);
        if (!code.isEmpty()) {
            return form.word() + (arguments.isEmpty() ? "" : "(" + arguments + ")") + code;
        }
        boolean inside = form.gives().equals("Question") || form.gives().equals("ToolParameter");
        return arguments.isEmpty() || inside || place == Place.VALUE
                ? form.word() + "(" + arguments + ")"
                : form.word() + " " + arguments;
    }

    private static String shown(Parameter parameter) {
        String name = parameter.type().startsWith("String") ? "'" + parameter.name() + "'" : parameter.name();
        String said = parameter.type().equals("Pattern") ? "~/" + name + "/" : name;
        return parameter.several() ? said + ", …" : said;
    }

    private static String kind(String type) {
        return switch (type) {
            case "CharSequence.class" -> "'text'";
            case "Duration.class" -> "length";
            case "Integer.class" -> "number";
            case "Boolean.class" -> "true";
            case "List.class" -> "[…]";
            case "Map.class" -> "[name: value]";
            default -> "value";
        };
    }

    private static String linked(String type) {
        Matcher name = TYPE.matcher(type);
        while (name.find()) {
            String found = name.group();
            if (VALUES.stream().anyMatch(value -> simple(value).equals(found))) {
                return "[`" + type + "`](#value-" + anchor(found) + ")";
            }
        }
        return "`" + type + "`";
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }
}
