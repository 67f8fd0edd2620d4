package org.parley.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a password comes from: a person types it twice on the terminal, where it is not shown; a program writes one
 * line to standard input. Never from the command line, which everybody on the machine can read.
 */
final class PasswordPrompt {
    private static final int CHARACTERS_MAX = 1_000;
    private static final Path INPUT = Path.of("/proc/self/fd/0");

    private PasswordPrompt() {}

    /** That of the user of this name. */
    @SuppressWarnings("SystemConsoleNull") // which JDK 25 answers again where there is no terminal
    static char[] read(String name) throws IOException {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] once = typed(console, "Password of " + name + ": ");
            char[] again = typed(console, "The same again: ");
            if (!Arrays.equals(once, again)) {
                throw new CommandFailure(ExitCode.USAGE, "Expected the same password twice; nothing was changed");
            }
            return once;
        }
        if (isTerminal()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Expected the output on the terminal too, or what is typed would be shown; programs write the"
                            + " password to standard input");
        }
        return line(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private static char[] typed(Console console, String prompt) {
        char[] password = console.readPassword("%s", prompt);
        if (password == null) {
            throw new CommandFailure(ExitCode.USAGE, "Expected a password; nothing was changed");
        }
        return password;
    }

    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(INPUT).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static char[] line(BufferedReader in) throws IOException {
        StringBuilder password = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n' && password.length() <= CHARACTERS_MAX; next = in.read()) {
            password.append((char) next);
        }
        int length = password.length();
        if (length > 0 && password.charAt(length - 1) == '\r') {
            password.setLength(length - 1);
        }
        return password.toString().toCharArray();
    }
}
