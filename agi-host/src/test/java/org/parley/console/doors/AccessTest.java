package org.parley.console.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.console.http.Role;

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
        Path file = folder.resolve("access.json");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(access().find(token)).isEmpty();
        assertThatThrownBy(() -> access().add("bob", Role.VIEWER)).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(access().find(token)).isPresent();
    }

    @Test
    void aBrokenFileLetsNobodyInAndStaysAsItIs() throws IOException {
        Path file = folder.resolve("access.json");
        for (String broken : new String[] {
            "[{", "", "{}", "{\"tokens\":[{\"name\":\"x\",\"role\":\"ADMIN\",\"sha256\":\"y\"}],\"users\":[]}"
        }) {
            Files.writeString(file, broken);
            assertThat(access().tokens()).as(broken).isEmpty();
            assertThatThrownBy(() -> access().add("anna", Role.VIEWER)).isInstanceOf(IOException.class);
            assertThat(Files.readString(file)).isEqualTo(broken);
        }
    }

    @Test
    void aFileOfBeforeThereWereUsersIsRead() throws IOException {
        String token = access().add("grafana", Role.VIEWER);
        Path file = folder.resolve("access.json");
        String all = Files.readString(file);
        Files.writeString(file, all.substring(all.indexOf('['), all.indexOf(']') + 1));

        access().addUser("anna", Role.ADMIN, "a long enough password".toCharArray());

        assertThat(access().find(token)).isPresent();
        assertThat(access().find("anna", "a long enough password")).isPresent();
    }

    @Test
    void usersComeInByTheirPasswordAlone() throws IOException {
        Access access = new Access(folder.resolve("access.json"), new Passwords(10));
        access.addUser("anna", Role.ADMIN, "a long enough password".toCharArray());
        Access.User anna = access.users().getFirst();

        assertThat(access.find("anna", "a long enough password")).contains(anna);
        assertThat(access.find("anna", "another long password")).isEmpty();
        assertThat(access.find("bob", "a long enough password")).isEmpty();
        assertThat(access.has(anna)).isTrue();
        access.changeRole("anna", Role.VIEWER);
        assertThat(access.has(anna)).isFalse();
        assertThatThrownBy(() -> access.add("anna", Role.VIEWER)).hasMessageContaining("there is a user 'anna'");
    }

    @Test
    void twoWhoAddAtOnceBothDo() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> added = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> access().add("token" + i, Role.VIEWER)))
                    .toList();
            for (Future<String> each : added) {
                assertThat(each.get(20, TimeUnit.SECONDS)).startsWith("parley_");
            }
        }
        assertThat(access().tokens()).hasSize(40);
    }
}
