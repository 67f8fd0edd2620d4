package org.parley.script;

import java.util.List;

/**
 * Something in a script that its writer must change, or look at.
 *
 * @param kind what sort of thing; its level is that of the problem
 * @param file the name of the file, without folder
 * @param line from 1; 0 when the problem has no place
 * @param column from 1; 0 when only the line is known
 * @param message what was expected and what was found, in a writer's words
 * @param sourceLine the line itself, or ""
 * @param suggestion what to write instead, or ""
 */
public record ScriptProblem(
        ProblemKind kind, String file, int line, int column, String message, String sourceLine, String suggestion) {

    private static final int SHOWN_MAX = 160;

    /** A mistake at a place of this source, from 1; 0 for no place. */
    public static ScriptProblem at(
            String file, String source, int line, int column, String message, String suggestion) {
        return of(ProblemKind.MISTAKE, file, source, line, column, message, suggestion);
    }

    /** One of that kind at a place of this source, from 1; 0 for no place. */
    public static ScriptProblem of(
            ProblemKind kind, String file, String source, int line, int column, String message, String suggestion) {
        String sourceLine =
                line > 0 ? source.lines().skip(line - 1L).findFirst().orElse("") : "";
        String shown = kind == ProblemKind.SECRET ? masked(sourceLine, column) : sourceLine;
        return new ScriptProblem(kind, file, Math.max(0, line), Math.max(0, column), message, shown, suggestion);
    }

    /** What is shown of a secret goes to screens and logs. */
    private static String masked(String line, int column) {
        return line.length() <= column ? line : line.substring(0, column) + "…";
    }

    /** {@code file:line:column: message}, then the line with a caret under the place. */
    public String render() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (column > 0) {
            text.append(':').append(column);
        }
        text.append(kind.isError() ? ": " : ": warning: ").append(message);
        if (!suggestion.isEmpty()) {
            text.append("; ").append(suggestion);
        }
        if (line > 0 && !sourceLine.isBlank()) {
            String margin = "%5d | ".formatted(line);
            String shown = sourceLine.length() > SHOWN_MAX ? sourceLine.substring(0, SHOWN_MAX) + "…" : sourceLine;
            text.append('\n').append(margin).append(shown);
            if (column > 0 && column <= SHOWN_MAX) {
                text.append('\n').append(" ".repeat(margin.length() - 2)).append("| ");
                text.append(blanks(shown.substring(0, Math.min(column - 1, shown.length()))));
                text.append('^');
            }
        }
        return text.toString();
    }

    /** Each of them as {@link #render()}, one under the other. */
    public static String render(List<ScriptProblem> problems) {
        return String.join("\n", problems.stream().map(ScriptProblem::render).toList());
    }

    /** As wide as the text on any terminal: a tab stays a tab. */
    private static String blanks(String text) {
        return text.replaceAll("[^\\t]", " ");
    }
}
