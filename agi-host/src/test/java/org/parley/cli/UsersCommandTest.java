package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;

/** {@code parley users}, with passwords by standard input. */
class UsersCommandTest {
    @TempDir
    private Path home;

    private Ended parley(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return Ended.of(new Surroundings(new Folders(home, home, home), Map.of(), false), arguments);
        } finally {
            System.setIn(before);
        }
    }

    private String kept() throws IOException {
        return Files.readString(home.resolve("access.json"));
    }

    @Test
    void usersAreMadeListedChangedAndRemoved() throws IOException {
        assertThat(parley("", "users", "list").out()).contains("no users; ./parley users add NAME makes one");
        assertThat(parley("pässword of anna\r\n", "users", "add", "anna", "--role", "admin"))
                .satisfies(made -> assertThat(made.code()).as(made.err()).isZero());
        assertThat(parley("", "users", "list").out()).contains("anna", "admin");
        assertThat(parley("", "users", "list", "--json").out())
                .contains("\"name\":\"anna\"")
                .doesNotContain("pbkdf2");
        String first = kept();
        assertThat(first).contains("pbkdf2-sha512$210000$").doesNotContain("pässword");

        assertThat(parley("another password", "users", "password", "anna").code())
                .isZero();
        assertThat(kept()).isNotEqualTo(first).contains("\"ADMIN\"");
        assertThat(parley("", "users", "role", "anna", "viewer").code()).isZero();
        assertThat(kept()).contains("\"VIEWER\"").doesNotContain("ADMIN");

        assertThat(parley("", "users", "remove", "anna").code()).isZero();
        assertThat(parley("", "users", "remove", "anna").err()).contains("there is no user 'anna'");
        assertThat(parley("", "users", "role", "anna", "admin").err()).contains("there is no user 'anna'");
        assertThat(parley("long enough it is", "users", "password", "anna").err())
                .contains("there is no user 'anna'");
    }

    @Test
    void whatDoesNotFitIsToldInOneLine() throws IOException {
        assertThat(parley("short\n", "users", "add", "anna").err())
                .contains("Expected a password of 12 to 256 characters but it has 5")
                .doesNotContain("short");
        assertThat(parley("", "users", "add", "anna").err()).contains("but it has 0");
        assertThat(parley("long enough it is", "users", "add", "a b").err())
                .contains("Expected a name of 1 to 60 letters");
        assertThat(parley("long enough it is", "users", "add", "anna", "--role", "king")
                        .err())
                .contains("--role: expected viewer, supervisor or admin but was 'king'");
        assertThat(Files.exists(home.resolve("access.json"))).isFalse();
        parley("", "tokens", "add", "anna");
        assertThat(parley("long enough it is", "users", "add", "anna").err())
                .contains("there is a token 'anna'; remove it first");
        assertThat(parley("", "users", "add", "bob", "--password", "x").code()).isEqualTo(ExitCode.USAGE);
        assertThat(parley("", "users").out()).contains("add", "list", "remove", "password", "role");
    }
}
