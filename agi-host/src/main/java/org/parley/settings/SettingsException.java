package org.parley.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used; carries every mistake that was found, not only the first. */
public final class SettingsException extends RuntimeException {
    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String text(List<Problem> problems) {
        String head =
                problems.size() == 1 ? "1 mistake in the settings:" : problems.size() + " mistakes in the settings:";
        return problems.stream().map(Problem::render).collect(Collectors.joining("\n  ", head + "\n  ", ""));
    }
}
