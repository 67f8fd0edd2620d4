package org.parley.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The AGI commands that the simulated Asterisk knows; the names and which of them a dead channel takes: res_agi.c. */
enum AgiVerb {
    ANSWER(false, 0, 0),
    CHANNEL_STATUS(false, 0, 1),
    DATABASE_DEL(true, 2, 2),
    DATABASE_GET(true, 2, 2),
    DATABASE_PUT(true, 3, 3),
    EXEC(true, 1, 126),
    GET_DATA(false, 1, 3),
    GET_FULL_VARIABLE(true, 1, 2),
    GET_VARIABLE(true, 1, 1),
    HANGUP(false, 0, 1),
    NOOP(true, 0, 126),
    RECORD_FILE(false, 4, 8),
    SET_AUTOHANGUP(false, 1, 1),
    SET_CALLERID(false, 1, 1),
    SET_CONTEXT(false, 1, 1),
    SET_EXTENSION(false, 1, 1),
    SET_PRIORITY(false, 1, 1),
    SET_VARIABLE(true, 2, 2),
    STREAM_FILE(false, 2, 3),
    VERBOSE(true, 1, 2),
    WAIT_FOR_DIGIT(false, 1, 1);

    private static final List<AgiVerb> LONGEST_FIRST = Arrays.stream(values())
            .sorted(Comparator.comparingInt((AgiVerb verb) -> verb.words().size())
                    .reversed())
            .toList();

    private final boolean whenDead;
    private final int argumentsMin;
    private final int argumentsMax;

    AgiVerb(boolean whenDead, int argumentsMin, int argumentsMax) {
        this.whenDead = whenDead;
        this.argumentsMin = argumentsMin;
        this.argumentsMax = argumentsMax;
    }

    /** The command that these words begin with. */
    static Optional<AgiVerb> of(List<String> line) {
        return LONGEST_FIRST.stream().filter(verb -> verb.begins(line)).findFirst();
    }

    private List<String> words() {
        return List.of(name().split("_", -1));
    }

    private boolean begins(List<String> line) {
        return line.size() >= words().size()
                && line.subList(0, words().size()).stream()
                        .map(word -> word.toUpperCase(Locale.ROOT))
                        .toList()
                        .equals(words());
    }

    /** The words behind its name. */
    List<String> arguments(List<String> line) {
        return line.subList(words().size(), line.size());
    }

    boolean isAllowedWhenDead() {
        return whenDead;
    }

    boolean takes(int arguments) {
        return arguments >= argumentsMin && arguments <= argumentsMax;
    }

    /** Splits a command line as Asterisk does: double quotes group, a backslash keeps the next character. */
    static List<String> words(String line) {
        List<String> found = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean open = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                open = true;
            } else if (c == '"') {
                quoted = !quoted;
                open = true;
            } else if ((c == ' ' || c == '\t') && !quoted) {
                if (open) {
                    found.add(word.toString());
                    word.setLength(0);
                    open = false;
                }
            } else {
                word.append(c);
                open = true;
            }
        }
        if (open) {
            found.add(word.toString());
        }
        return found;
    }
}
