package org.parley.sim;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** Expands <code>${…}</code> as a dialplan does: inside out, with the few functions that a host asks for. */
final class Expression {
    private static final int DEPTH_MAX = 8;

    private final Function<String, Optional<String>> variables;

    Expression(Function<String, Optional<String>> variables) {
        this.variables = variables;
    }

    String expand(String text) {
        return expand(text, 0);
    }

    private String expand(String text, int depth) {
        int start = text.indexOf("${");
        if (start < 0 || depth > DEPTH_MAX) {
            return text;
        }
        int end = closing(text, start + 2);
        if (end < 0) {
            return text;
        }
        String inner = expand(text.substring(start + 2, end), depth + 1);
        return text.substring(0, start) + value(inner).orElse("") + expand(text.substring(end + 1), depth);
    }

    private static int closing(String text, int from) {
        int open = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                open++;
            } else if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
        }
        return -1;
    }

    /** A variable or a function's value; empty when unset. */
    Optional<String> value(String name) {
        if (name.startsWith("BASE64_ENCODE(") && name.endsWith(")")) {
            byte[] plain =
                    name.substring("BASE64_ENCODE(".length(), name.length() - 1).getBytes(StandardCharsets.UTF_8);
            return Optional.of(Base64.getEncoder().encodeToString(plain));
        }
        return variables.apply(name);
    }
}
