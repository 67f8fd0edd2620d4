package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.parley.cli.VerbDocs.Form;
import org.parley.cli.VerbsManual.Chapter;
import org.parley.cli.VerbsManual.Place;
import org.parley.script.Conversation;

class VerbsManualTest {
    private static final Path SOURCES = VerbsManual.sources(Path.of(Files.exists(Path.of("agi-host")) ? "" : ".."));

    static List<Chapter> chapters() {
        return VerbsManual.CHAPTERS;
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void everyWordSaysWhatItDoesAndShowsHowItIsWritten(Chapter chapter) throws IOException {
        List<String> silent = new ArrayList<>();
        chapter.words(SOURCES).forEach((word, forms) -> {
            if (forms.stream().anyMatch(form -> form.text().prose().isEmpty())) {
                silent.add(word + " has no sentence");
            }
            if (forms.stream().noneMatch(Form::hasExample)) {
                silent.add(word + " has no example");
            }
        });

        assertThat(silent).as(chapter.title()).isEmpty();
        assertThat(chapter.words(SOURCES)).as(chapter.title()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void everyExampleIsGroovy(Chapter chapter) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (List<Form> forms : chapter.words(SOURCES).values()) {
            for (Form form : forms) {
                for (String example : form.text().examples()) {
                    parse(example).ifPresent(why -> wrong.add(example + "\n" + why));
                }
            }
        }

        assertThat(wrong).as(chapter.title()).isEmpty();
    }

    /** An ellipsis stands for code that the reader thinks of. */
    private static Optional<String> parse(String example) {
        CompilationUnit unit = new CompilationUnit();
        unit.addSource("example.groovy", example.replace("…", "null"));
        try {
            unit.compile(Phases.CONVERSION);
            return Optional.empty();
        } catch (CompilationFailedException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    @Test
    void everyPublicMethodOfTheBaseClassIsAWordOfThePage() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Chapter chapter : VerbsManual.CHAPTERS) {
            if (chapter.place() == Place.SCRIPT) {
                chapter.words(SOURCES).values().forEach(forms -> forms.forEach(form -> shown.add(form.method())));
            }
        }
        Set<String> written = Stream.of(Conversation.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getDeclaringClass().getPackage().equals(Conversation.class.getPackage()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown).containsExactlyInAnyOrderElementsOf(written);
        assertThat(shown).contains("ask", "getYesNo", "pauseRecording").doesNotContainAnyElementsOf(List.of("tick"));
    }

    @Test
    void showsAWordAsItIsWritten() throws IOException {
        String page = VerbsManual.page(SOURCES);

        assertThat(page)
                .contains("### ask\n")
                .contains("\nask 'prompt', question, tries: number, noInput: length, confirm: true\n")
                .contains("\nyesNo\n")
                .contains("\nchoice(name: value, …)\n")
                .contains("\nhangup()\n")
                .contains("\nstep('name') { … }\n")
                .contains("\nsays('phrase', …) { … }\n")
                .contains("\n8.min\n")
                .contains("Gives [`Answer`](#value-answer)")
                .contains("A mistake: when a choice has no words")
                .contains("| `outcome` | `Outcome` |")
                .contains("`tries` 1 to 10");
    }
}
