package org.parley.agi;

import java.nio.charset.StandardCharsets;

/** One command as it goes over the wire, and how it is called in messages. */
final class CommandLine {
    private CommandLine() {}

    /**
     * The line with its newline, fit to be sent in one write.
     *
     * @throws AgiException when it is longer than Asterisk takes, which would cut it in two commands with two replies
     * and
     *     leave every later reply off by one; or when it holds a control character
     */
    static byte[] bytes(String command, int bytesMax) {
        int control = control(command);
        if (control >= 0) {
            throw new AgiException("Expected no control character in an AGI command but found U+%04X in %s"
                    .formatted((int) command.charAt(control), label(command)));
        }
        byte[] line = (command + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > bytesMax) {
            throw new AgiException(("Expected an AGI command of at most %d bytes (agi.commandBytesMax) but %s has %d:"
                            + " Asterisk would take it for two")
                    .formatted(bytesMax, label(command), line.length));
        }
        return line;
    }

    /**
     * The value, which must be free of control characters: AGI has no way to send them, and asterisk-java would drop a
     * newline without a word.
     *
     * @param where what the value is, for the message
     */
    static String checked(String where, String value) {
        int control = control(value);
        if (control >= 0) {
            throw new AgiException(
                    "Expected no control character but found U+%04X at position %d of %s: AGI has no way to send one"
                            .formatted((int) value.charAt(control), control, where));
        }
        return value;
    }

    /** A word as Asterisk reads it back; asterisk-java writes the same, by way of three regular expressions. */
    static String quoted(String word) {
        StringBuilder quoted = new StringBuilder(word.length() + 8).append('"');
        for (int i = 0; i < word.length(); i++) {
            char character = word.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\');
            }
            quoted.append(character);
        }
        return quoted.append('"').toString();
    }

    /** The command's words and the first thing it acts on; never a value, which may be personal. */
    static String label(String command) {
        int quote = command.indexOf('"');
        if (quote < 0 || command.startsWith("VERBOSE") || command.startsWith("DATABASE")) {
            int end = 0;
            while (end < command.length()
                    && (Character.isUpperCase(command.charAt(end)) || command.charAt(end) == ' ')) {
                end++;
            }
            return end == 0 ? "a command" : command.substring(0, end).strip();
        }
        int close = command.indexOf('"', quote + 1);
        return close < 0 ? command.substring(0, quote).strip() : command.substring(0, close + 1);
    }

    private static int control(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }
}
