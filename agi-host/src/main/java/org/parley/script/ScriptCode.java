package org.parley.script;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one version of a script, made when somebody first wants them: whoever comes meanwhile waits for it.
 * Any thread may use it.
 */
final class ScriptCode {
    /** The script's own class, how an instance is made, and all classes that belong to it. */
    record Made(
            Class<? extends Conversation> type,
            Constructor<? extends Conversation> constructor,
            List<Class<?>> classes) {
        static Made of(List<Class<?>> classes) throws ReflectiveOperationException {
            Class<? extends Conversation> type = classes.getFirst().asSubclass(Conversation.class);
            return new Made(type, type.getConstructor(), List.copyOf(classes));
        }
    }

    private final Supplier<Script.Code> source;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable Made made;
    private volatile @Nullable List<ScriptProblem> mistakes; // null until they are known

    ScriptCode(Supplier<Script.Code> source) {
        this.source = source;
    }

    ScriptCode(Made made) {
        this(() -> {
            throw new IllegalStateException("Expected classes that are there");
        });
        this.made = made;
        this.mistakes = List.of();
    }

    /** The classes; null while nobody has wanted them, and when there are mistakes. */
    @Nullable
    Made made() {
        return made;
    }

    /** Makes the classes if nobody has, and answers what is wrong: nothing when they are there. */
    List<ScriptProblem> complete() {
        List<ScriptProblem> known = mistakes;
        if (known != null) {
            return known;
        }
        making.lock();
        try {
            if (mistakes == null) {
                Script.Code code = source.get();
                if (code.problems().isEmpty()) {
                    made = Made.of(code.classes());
                }
                mistakes = code.problems();
            }
            return mistakes;
        } catch (ReflectiveOperationException never) {
            throw new IllegalStateException("Expected a class that was made once", never);
        } finally {
            making.unlock();
        }
    }
}
