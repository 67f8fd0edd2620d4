package org.parley.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.parley.data.DataRoom;
import org.parley.script.compile.ScriptCompiler;
import org.parley.trial.TestResult;
import org.parley.trial.TestSuite;
import org.parley.trial.TrialSettings;

/** The recipes of the documentation run as they stand there. */
class RecipesTest {
    private static final int RECIPES = 12;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyRecipePassesItsTests() throws IOException {
        String page = Files.readString(ShippedScripts.root().resolve("docs/recipes.md"));
        List<String> recipes = List.of(page.split("(?m)^## ", -1));
        assertThat(recipes).as("with the page's head").hasSize(RECIPES + 1);
        return recipes.stream()
                .skip(1)
                .map(recipe ->
                        DynamicTest.dynamicTest(recipe.lines().findFirst().orElseThrow(), () -> passes(recipe)));
    }

    private void passes(String recipe) throws IOException {
        List<String> blocks = Pattern.compile("(?s)```groovy\n(.*?)```")
                .matcher(recipe)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(blocks).as("a script and its test").hasSize(2);
        Files.writeString(folder.resolve("recipe.groovy"), blocks.getFirst());
        Path tests = Files.writeString(folder.resolve("recipe.test.groovy"), blocks.getLast());

        List<TestResult> results = new TestSuite(
                        new ScriptCompiler(Duration.ofSeconds(2)), TrialSettings.USUAL, DataRoom.beside(folder))
                .run(tests);

        assertThat(results)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(result -> assertThat(result.ok())
                        .as(result.render(String::toString))
                        .isTrue());
    }
}
