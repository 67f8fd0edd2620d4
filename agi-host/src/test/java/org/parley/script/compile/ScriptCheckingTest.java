package org.parley.script.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.compile.ScriptCompiler.Compiled;

/** A text is looked over without being run and without leaving anything behind. */
class ScriptCheckingTest {
    private static final int TEXTS = 40;

    private final ScriptCompiler compiler = new ScriptCompiler(Duration.ofSeconds(2));

    private static String text(int number) {
        return """
                class Offer { String name = 'offer %1$d' }
                def offers = (1..3).collect { new Offer() }
                offers.each { say "This is ${it.name}." }
                def wanted = ask 'Do you want one?', yesNo
                dispose wanted.yes ? 'SALE' : 'NI', 'offer %1$d'
                """.formatted(number);
    }

    @Test
    void noClassIsMade() {
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        assertThat(compiler.check("sales.groovy", text(0))).isInstanceOf(Compiled.Good.class); // it is warm then
        long before = classes.getTotalLoadedClassCount();
        for (int i = 1; i <= TEXTS; i++) {
            assertThat(compiler.check("sales.groovy", text(i))).isInstanceOf(Compiled.Good.class);
        }
        long checked = classes.getTotalLoadedClassCount() - before;
        for (int i = 1; i <= TEXTS; i++) {
            assertThat(compiler.compile("sales.groovy", text(i))).isInstanceOf(Compiled.Good.class);
        }
        long compiled = classes.getTotalLoadedClassCount() - before - checked;

        assertThat(compiled).as("each has classes of its own").isGreaterThan(2L * TEXTS);
        assertThat(checked).isLessThan(TEXTS / 2);
    }

    @Test
    void nothingOfItIsRun() {
        String explodes = """
                class Bomb { static final int WEIGHT = Integer.parseInt('none') }
                @groovy.transform.Field int weight = Bomb.WEIGHT
                say "It weighs ${weight}."
                """;
        assertThat(compiler.compile("bomb.groovy", explodes)).isInstanceOf(Compiled.Bad.class);
        assertThatNoException()
                .isThrownBy(() ->
                        assertThat(compiler.check("bomb.groovy", explodes)).isInstanceOf(Compiled.Good.class));
    }

    @Test
    void itFindsWhatCompilingFinds() {
        for (String wrong : List.of(
                "say 'Hello'\nsya 'x'\n",
                "int count = 'three'\n",
                "say('unclosed\n",
                "class Lonely { String name }\n",
                "(".repeat(80),
                "say 'x' =~ /(a+)+/ ? '1' : '2'\n",
                "def key = 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD'\n")) {
            List<ScriptProblem> compiled = problems(compiler.compile("sales.groovy", wrong));
            assertThat(compiled).as(wrong).isNotEmpty();
            assertThat(problems(compiler.check("sales.groovy", wrong)))
                    .as(wrong)
                    .isEqualTo(compiled);
        }
    }

    private static List<ScriptProblem> problems(Compiled compiled) {
        return compiled instanceof Compiled.Bad(List<ScriptProblem> problems) ? problems : List.of();
    }

    @Test
    void whatIsGoodIsCompiledByWhoeverRunsIt() {
        if (!(compiler.check("sales.groovy", text(1)) instanceof Compiled.Good(Script script))) {
            throw new AssertionError("Expected a good script");
        }
        assertThat(script.isComplete()).isFalse();
        assertThat(script.complete()).isEmpty();
        assertThat(script.isComplete()).isTrue();
    }
}
