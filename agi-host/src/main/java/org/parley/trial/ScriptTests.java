package org.parley.trial;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.parley.script.ScriptException;

/** The base class of every file of tests: {@code sales.test.groovy} has those of {@code sales.groovy}. */
public abstract class ScriptTests extends groovy.lang.Script {
    private static final int TESTS_MAX = 10_000;

    private final List<TestCase> cases = new ArrayList<>();
    private IntSupplier line = () -> 0;
    private String script = "";

    void begin(IntSupplier now) {
        line = now;
    }

    /** The script that is tested, when the file's name does not say it: {@code script 'sales'}. */
    public void script(String name) {
        script = name;
    }

    /** One test: {@code test('opt-out is obeyed') { caller { says 'stop' }; expect { disposition 'DNC' } } }. */
    public void test(
            String name, @DelegatesTo(value = TestCase.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        if (cases.size() == TESTS_MAX
                || cases.stream().anyMatch(each -> each.name().equals(name))) {
            throw new ScriptException(
                    "A file holds at most " + TESTS_MAX + " tests, each with a name of its own; '" + name
                            + "' is one too many",
                    null);
        }
        TestCase one = new TestCase(name, line);
        TestCase.run(body, one);
        if (one.checks().isEmpty() && one.steps().isEmpty()) {
            throw new ScriptException("The test '" + name + "' expects nothing; add expect { … }", null);
        }
        cases.add(one);
    }

    List<TestCase> cases() {
        return List.copyOf(cases);
    }

    String script() {
        return script;
    }
}
