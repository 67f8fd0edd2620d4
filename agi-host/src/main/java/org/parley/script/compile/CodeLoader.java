package org.parley.script.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.script.Conversation;

/** One version's classes, so that it can be forgotten as a whole. */
final class CodeLoader extends ClassLoader {
    private final Map<String, byte[]> waiting; // the code of what is not a class yet; guarded by this

    private CodeLoader(Map<String, byte[]> classes) {
        super(Conversation.class.getClassLoader());
        this.waiting = new HashMap<>(classes);
    }

    /** The classes of that code in its order, initialised. */
    static List<Class<?>> load(CompiledCode.Good code) throws ClassNotFoundException {
        CodeLoader loader = new CodeLoader(code.classes());
        List<Class<?>> classes = new ArrayList<>();
        for (String name : code.classes().keySet()) {
            classes.add(Class.forName(name, true, loader));
        }
        return classes;
    }

    /** Its own first: to ask for them elsewhere would search every library, for each class of each script. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte @Nullable [] code = waiting.remove(name);
            return code == null ? super.loadClass(name, resolve) : defineClass(name, code, 0, code.length);
        }
    }
}
