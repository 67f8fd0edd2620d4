package org.parley.script.compile;

import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.parley.script.Findings;
import org.parley.script.ScriptProblem;

/** What the compiler makes of a text, before any of it is a class: the same text always gives the same. */
sealed interface CompiledCode {
    /**
     * It compiles.
     *
     * @param classes the code of its class and then of all others, by name; not to be changed
     */
    record Good(Findings findings, SequencedMap<String, byte[]> classes) implements CompiledCode {
        public Good {
            classes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(classes));
        }

        /** Whether its own class is one of that kind, without making it a class. */
        boolean isA(Class<?> base) {
            return new ClassReader(classes.firstEntry().getValue())
                    .getSuperName()
                    .equals(Type.getInternalName(base));
        }
    }

    /** It does not, for these reasons. */
    record Bad(List<ScriptProblem> problems) implements CompiledCode {
        public Bad {
            problems = List.copyOf(problems);
        }
    }
}
