package org.parley.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ${env:NAME}} or {@code ${file:PATH}}: where a secret is kept, in place of the secret. */
record SecretReference(Kind kind, String name) {
    private static final Pattern SYNTAX = Pattern.compile("\\$\\{(env|file):([^}]+)}");
    private static final long BYTES_MAX = 64 << 10;

    enum Kind {
        ENV,
        FILE
    }

    static Optional<SecretReference> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Kind kind = "env".equals(matcher.group(1)) ? Kind.ENV : Kind.FILE;
        return Optional.of(new SecretReference(kind, matcher.group(2).strip()));
    }

    /** @throws IllegalArgumentException when there is nothing behind the reference; never shows what there is */
    Secret resolve(Map<String, String> environment, Folders folders, Origin origin) {
        if (kind == Kind.ENV) {
            String value = environment.getOrDefault(name, "");
            if (value.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected the variable %s in the environment but it is not set".formatted(name));
            }
            return new Secret(value);
        }
        Path file = folders.resolve(name, origin);
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalArgumentException(
                        "expected a secret of at most %d bytes in %s".formatted(BYTES_MAX, file));
            }
            String value = Files.readString(file).strip();
            if (value.isEmpty()) {
                throw new IllegalArgumentException("expected a secret in %s but the file is empty".formatted(file));
            }
            return new Secret(value);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "expected a readable file %s (%s)"
                            .formatted(file, e.getClass().getSimpleName()),
                    e);
        }
    }
}
