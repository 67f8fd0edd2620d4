package org.parley.settings;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All keys that a root record declares, in order, and the sections around them. */
final class Catalog {
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Map<String, Key> byVariable = new LinkedHashMap<>();

    /** A record inside the root record; {@code doc} is "" when it has none. */
    record Section(String name, Class<?> type, String doc) {}

    Catalog(Class<? extends Record> root) {
        collect("", root);
    }

    private void collect(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + Key.dashed(component.getName());
            Setting setting = component.getAnnotation(Setting.class);
            if (component.getType().isRecord() && !ValueType.known(component.getType())) {
                sections.put(name, new Section(name, component.getType(), setting == null ? "" : setting.doc()));
                collect(name + ".", component.getType());
                continue;
            }
            if (setting == null) {
                throw new IllegalStateException("Expected @Setting on %s.%s, which is the key %s"
                        .formatted(type.getSimpleName(), component.getName(), name));
            }
            Key key = new Key(name, component, setting);
            Key twin = byVariable.putIfAbsent(key.variable(), key);
            if (twin != null) {
                throw new IllegalStateException("Expected one key per variable but %s and %s are both %s"
                        .formatted(twin.name(), name, key.variable()));
            }
            keys.put(name, key);
        }
    }

    List<Key> keys() {
        return List.copyOf(keys.values());
    }

    List<Section> sections() {
        return List.copyOf(sections.values());
    }

    List<Key> keysOf(Section section) {
        List<Key> inside = new ArrayList<>();
        for (Key key : keys.values()) {
            if (key.name().startsWith(section.name() + ".")
                    && key.name().indexOf('.', section.name().length() + 1) < 0) {
                inside.add(key);
            }
        }
        return inside;
    }

    @Nullable
    Key key(String name) {
        return keys.get(name);
    }

    boolean isSection(String name) {
        return sections.containsKey(name);
    }

    @Nullable
    Key keyOfVariable(String variable) {
        return byVariable.get(variable);
    }

    /** "; did you mean X?", or "" when nothing is near. */
    String suggestion(String unknown) {
        List<String> all = new ArrayList<>(keys.keySet());
        all.addAll(sections.keySet());
        return Nearest.to(unknown, all).map("; did you mean %s?"::formatted).orElse("");
    }

    String suggestionOfVariable(String unknown, Iterable<String> others) {
        List<String> all = new ArrayList<>(byVariable.keySet());
        others.forEach(all::add);
        return Nearest.to(unknown, all).map("; did you mean %s?"::formatted).orElse("");
    }
}
