package org.parley.settings;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** One key: a component of a settings record that is not itself a record. */
record Key(String name, RecordComponent component, Setting setting) {

    String variable() {
        return variableOf(name);
    }

    boolean secret() {
        return component.getType() == Secret.class;
    }

    /** {@code agi.calls-max} is {@code PARLEY_AGI_CALLS_MAX} in the environment. */
    static String variableOf(String name) {
        return "PARLEY_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** {@code callsMax} is written {@code calls-max}. */
    static String dashed(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
