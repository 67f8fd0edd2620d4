package org.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    @TempDir
    private Path folder;

    private Access access() {
        return new Access(folder.resolve("access.json"));
    }

    @Test
    void aTokenIsFoundByItselfAloneAndStandsNowhere() throws IOException {
        String token = access().add("grafana", Role.VIEWER);

        assertThat(access().find(token)).hasValueSatisfying(who -> {
            assertThat(who.name()).isEqualTo("grafana");
            assertThat(who.role()).isEqualTo(Role.VIEWER);
        });
        assertThat(access().find(token + "x")).isEmpty();
        assertThat(access().find("")).isEmpty();
        Path file = folder.resolve("access.json");
        assertThat(Files.readString(file)).doesNotContain(token);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aRunningHostSeesWhatAnotherProcessChanges() throws IOException {
        Access running = access();
        assertThat(running.tokens()).isEmpty();
        String token = access().add("anna", Role.ADMIN);
        assertThat(running.find(token)).isPresent();

        assertThat(access().remove("anna")).isTrue();

        assertThat(running.find(token)).isEmpty();
        assertThat(access().remove("anna")).isFalse();
    }

    @Test
    void aNameIsTakenOnce() throws IOException {
        access().add("anna", Role.VIEWER);

        assertThatThrownBy(() -> access().add("anna", Role.ADMIN)).hasMessageContaining("there is a token 'anna'");
        assertThatThrownBy(() -> access().add("a b", Role.ADMIN)).hasMessageContaining("Expected a name");
    }

    @Test
    void aFileThatOthersMayWriteLetsNobodyIn() throws IOException {
        String token = access().add("anna", Role.VIEWER);
        Files.setPosixFilePermissions(folder.resolve("access.json"), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(access().find(token)).isEmpty();
    }

    @Test
    void aBrokenFileLetsNobodyIn() throws IOException {
        Files.writeString(folder.resolve("access.json"), "[{");

        assertThat(access().tokens()).isEmpty();
    }
}
