package org.parley.script;

/**
 * Something in a script that its writer must change.
 *
 * @param file the name of the file, without folder
 * @param line from 1; 0 when the problem has no place
 * @param column from 1; 0 when only the line is known
 * @param message what was expected and what was found, in a writer's words
 * @param sourceLine the line itself, or ""
 * @param suggestion what to write instead, or ""
 */
public record ScriptProblem(String file, int line, int column, String message, String sourceLine, String suggestion) {

    private static final int SHOWN_MAX = 160;

    /** One at a place of this source, from 1; 0 for no place. */
    public static ScriptProblem at(
            String file, String source, int line, int column, String message, String suggestion) {
        String sourceLine =
                line > 0 ? source.lines().skip(line - 1L).findFirst().orElse("") : "";
        return new ScriptProblem(file, Math.max(0, line), Math.max(0, column), message, sourceLine, suggestion);
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
        text.append(": ").append(message);
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

    /** As wide as the text on any terminal: a tab stays a tab. */
    private static String blanks(String text) {
        return text.replaceAll("[^\\t]", " ");
    }
}
