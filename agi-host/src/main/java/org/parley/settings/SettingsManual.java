package org.parley.settings;

import java.util.Map;

/** Writes the manual of all keys from the records that declare them. */
final class SettingsManual {
    private SettingsManual() {}

    static String markdown(Catalog catalog, Map<String, String> variables, String introduction) {
        StringBuilder page = new StringBuilder(introduction.strip()).append("\n");
        for (Catalog.Section section : catalog.sections()) {
            page.append("\n## ").append(section.name()).append("\n");
            if (!section.doc().isEmpty()) {
                page.append("\n").append(section.doc()).append("\n");
            }
            for (Key key : catalog.keysOf(section)) {
                append(page, key);
            }
        }
        page.append("\n## Other variables\n\n");
        variables.forEach((name, purpose) ->
                page.append("- `").append(name).append("`: ").append(purpose).append("\n"));
        return page.toString();
    }

    private static void append(StringBuilder page, Key key) {
        String byDefault = key.setting().byDefault();
        String bounds = ValueType.bounds(key.setting());
        page.append("\n### `").append(key.name()).append("`\n\n");
        page.append(key.setting().doc()).append("\n\n");
        page.append(ValueType.describe(key.component().getType()));
        page.append(byDefault.isEmpty() ? ", empty by default" : ", default `" + byDefault + "`");
        page.append(bounds.isEmpty() ? "" : ", " + bounds);
        page.append(", variable `").append(key.variable()).append("`\n");
    }
}
