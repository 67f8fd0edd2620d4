package org.parley.script.compile;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.script.Anytime;
import org.parley.script.Conversation;
import org.parley.script.Flow;
import org.parley.script.Menu;
import org.parley.script.Talk;

/** The words that a script can say. */
final class Verbs {
    static final Set<String> METHODS = new TreeSet<>(methodsOf(Conversation.class));
    static final Set<String> ALL = all();

    /** What stands inside a block of a verb, by that verb. */
    private static final Map<String, Class<?>> INSIDE =
            Map.of("converse", Talk.class, "script", Flow.class, "anytime", Anytime.class, "menu", Menu.class);

    private Verbs() {}

    /** The block that this word stands in, such as {@code converse}; empty for a verb. */
    static Optional<String> blockOf(String word) {
        return INSIDE.entrySet().stream()
                .filter(each -> methodsOf(each.getValue()).contains(word))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** The methods of this name, of the script or inside its blocks. */
    static Stream<Method> named(String word) {
        Class<?> owner = METHODS.contains(word)
                ? Conversation.class
                : blockOf(word).<Class<?>>map(INSIDE::get).orElse(Conversation.class);
        return own(owner).filter(each -> each.getName().equals(word) && !each.isBridge());
    }

    private static Set<String> all() {
        Set<String> all = new TreeSet<>(METHODS);
        all.addAll(propertiesOf(Conversation.class));
        all.addAll(methodsOf(Talk.class));
        all.addAll(methodsOf(Flow.class));
        all.addAll(methodsOf(Anytime.class));
        all.addAll(methodsOf(Menu.class));
        return all;
    }

    static List<String> methodsOf(Class<?> type) {
        return own(type)
                .map(Method::getName)
                .filter(name -> property(name, null) == null)
                .distinct()
                .sorted()
                .toList();
    }

    static List<String> propertiesOf(Class<?> type) {
        return own(type)
                .filter(each -> each.getParameterCount() == 0)
                .map(each -> property(each.getName(), type))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<Method> own(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(each -> each.getDeclaringClass().getName().startsWith("org.parley."))
                .filter(each -> !Modifier.isStatic(each.getModifiers()))
                .filter(each -> !Set.of("equals", "hashCode", "toString", "run").contains(each.getName()));
    }

    private static @Nullable String property(String method, @Nullable Class<?> type) {
        int prefix = method.matches("get[A-Z].*") ? 3 : method.matches("is[A-Z].*") ? 2 : 0;
        if (prefix == 0) {
            return type != null && type.isRecord() ? method : null;
        }
        return Character.toLowerCase(method.charAt(prefix)) + method.substring(prefix + 1);
    }
}
