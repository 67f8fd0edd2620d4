package org.parley.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads nested records from defaults, other programs' files, parley.yaml, the environment and flags. Nothing is
 * corrected: a mistake stops the start, and all mistakes are told at once. Immutable; any thread.
 */
public final class SettingsReader<T extends Record> {
    private final Class<T> root;
    private final Catalog catalog;
    private final List<Rule<T>> rules;
    private final Map<String, String> variables;

    /**
     * A reader of the keys that {@code root} declares.
     *
     * @param rules relations between settings
     * @param variables {@code PARLEY_…} variables that are no settings, with what each is for
     */
    public SettingsReader(Class<T> root, List<Rule<T>> rules, Map<String, String> variables) {
        this.root = root;
        this.catalog = new Catalog(root);
        this.rules = List.copyOf(rules);
        this.variables = new TreeMap<>(variables);
        for (Rule<T> rule : rules) {
            for (String key : rule.keys()) {
                if (catalog.key(key) == null) {
                    throw new IllegalStateException(
                            "Expected known keys in the rule of %s but found %s".formatted(rule.keys(), key));
                }
            }
        }
    }

    /**
     * Reads all sources.
     *
     * @throws SettingsException with all mistakes
     */
    public Loaded<T> read(Sources sources) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Given> given = gather(sources, problems);
        Map<String, Object> values = new HashMap<>();
        List<Loaded.Entry> entries = new ArrayList<>();
        for (Key key : catalog.keys()) {
            Given from =
                    given.getOrDefault(key.name(), Given.text(key, key.setting().byDefault(), new Origin.Default()));
            try {
                Object value = value(from, sources);
                values.put(key.name(), value);
                entries.add(new Loaded.Entry(
                        key.name(),
                        shown(value, from),
                        from.origin(),
                        key.setting().doc()));
            } catch (IllegalArgumentException e) {
                String found = key.secret() ? "***" : "'" + masked(from.text()) + "'";
                problems.add(new Problem(from.origin(), key.name(), found, String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        T built = root.cast(build("", root, values));
        checkRules(built, entries);
        return new Loaded<>(built, entries);
    }

    /** The manual of all keys as Markdown. */
    public String manual(String introduction) {
        return SettingsManual.markdown(catalog, variables, introduction);
    }

    private Map<String, Given> gather(Sources sources, List<Problem> problems) {
        Path file = sources.file();
        Map<String, Given> given = file == null ? new LinkedHashMap<>() : YamlFile.read(file, catalog, problems);
        Set<String> referenced = new HashSet<>();
        for (Given one : given.values()) {
            SecretReference.parse(one.text()).ifPresent(reference -> referenced.add(reference.name()));
        }
        for (Map.Entry<String, String> variable : new TreeMap<>(sources.environment()).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith("PARLEY_") || variables.containsKey(name)) {
                continue;
            }
            Origin origin = new Origin.Environment(name);
            Key key = catalog.keyOfVariable(name);
            if (key != null) {
                given.put(key.name(), Given.text(key, variable.getValue(), origin));
            } else if (!referenced.contains(name)) {
                String near = catalog.suggestionOfVariable(name, variables.keySet());
                problems.add(new Problem(origin, "", "", "unknown setting" + near));
            }
        }
        for (Sources.Flag flag : sources.flags()) {
            Key key = known(flag.key(), flag.name());
            given.put(flag.key(), Given.text(key, flag.value(), new Origin.CommandLine(flag.name())));
        }
        Set<String> set = Set.copyOf(given.keySet());
        for (Sources.Found found : sources.found()) {
            Key key = known(found.key(), found.file().toString());
            Origin origin = new Origin.Elsewhere(found.file(), found.line());
            if (set.contains(key.name()) || found.unless().stream().anyMatch(set::contains)) {
                continue;
            }
            if (found.mistake().isEmpty()) {
                given.put(key.name(), Given.text(key, found.value(), origin));
            } else {
                problems.add(new Problem(origin, key.name(), "", found.mistake()));
            }
        }
        return given;
    }

    private Key known(String name, String from) {
        Key key = catalog.key(name);
        if (key == null) {
            throw new IllegalStateException("Expected a known key behind %s but found %s".formatted(from, name));
        }
        return key;
    }

    private Object value(Given given, Sources sources) {
        Key key = given.key();
        Class<?> type = key.component().getType();
        String text = given.text();
        if (type == Secret.class) {
            return secret(given, sources);
        }
        if (text.isBlank() && !key.setting().byDefault().isEmpty()) {
            throw new IllegalArgumentException("expected a value; leave the key out for the default");
        }
        if (SecretReference.parse(text).isPresent()) {
            throw new IllegalArgumentException(
                    "references are for secrets only; set the variable %s instead".formatted(key.variable()));
        }
        if (type == List.class) {
            return given.list() ? given.items() : ValueType.list(text);
        }
        if (type == Path.class) {
            if (text.isBlank()) {
                return Path.of(""); // none, for a setting that need not be
            }
            try {
                return sources.folders().resolve(text.strip(), given.origin());
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("expected a path (" + e.getReason() + ")", e);
            }
        }
        return ValueType.parse(type, text, key.setting());
    }

    private static Secret secret(Given given, Sources sources) {
        String text = given.text();
        if (text.isBlank() || given.origin() instanceof Origin.Elsewhere) {
            return new Secret(text.strip());
        }
        SecretReference reference = SecretReference.parse(text).orElse(null);
        if (reference != null) {
            return reference.resolve(sources.environment(), sources.folders(), given.origin());
        }
        if (given.origin() instanceof Origin.Environment) {
            return new Secret(text);
        }
        throw new IllegalArgumentException("expected ${env:NAME} or ${file:PATH}, not the secret itself;"
                + " whoever can read this file knows it now, so change it where it is used");
    }

    private static String shown(Object value, Given from) {
        return value instanceof Path || value instanceof Secret || value instanceof HostPort
                ? value.toString()
                : masked(from.text());
    }

    /** A password that somebody put into a URL must not show; the database's is refused by a rule, and not there. */
    private static String masked(String text) {
        return text.replaceAll("(?i)(password=)[^& ]+", "$1***").replaceAll("(://)[^/@\\s]+@", "$1***@");
    }

    private Object build(String prefix, Class<?> type, Map<String, Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] arguments = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = prefix + Key.dashed(components[i].getName());
            types[i] = components[i].getType();
            arguments[i] = catalog.isSection(name) ? build(name + ".", types[i], values) : values.get(name);
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            String section = prefix.isEmpty() ? type.getSimpleName() : prefix.substring(0, prefix.length() - 1);
            String message = e.getCause() == null
                    ? e.toString()
                    : String.valueOf(e.getCause().getMessage());
            throw new SettingsException(List.of(new Problem(new Origin.Default(), section, "", message)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected a record that can be built but found " + type.getName(), e);
        }
    }

    private void checkRules(T built, List<Loaded.Entry> entries) {
        List<Problem> problems = new ArrayList<>();
        for (Rule<T> rule : rules) {
            String mistake = rule.mistake().apply(built);
            if (!mistake.isEmpty()) {
                Loaded.Entry entry = blamed(rule, entries);
                problems.add(new Problem(entry.origin(), entry.key(), entry.shown(), "expected " + mistake));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /** The first key of the rule that somebody set: a default is not to blame. */
    private Loaded.Entry blamed(Rule<T> rule, List<Loaded.Entry> entries) {
        Loaded.@Nullable Entry first = null;
        for (String key : rule.keys()) {
            for (Loaded.Entry entry : entries) {
                if (entry.key().equals(key)) {
                    if (!(entry.origin() instanceof Origin.Default)) {
                        return entry;
                    }
                    first = first == null ? entry : first;
                }
            }
        }
        if (first == null) {
            throw new IllegalStateException("Expected the keys " + rule.keys() + " among the settings");
        }
        return first;
    }
}
