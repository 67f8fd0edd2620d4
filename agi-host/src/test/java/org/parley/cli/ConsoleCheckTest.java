package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Settings;
import org.parley.console.ConsoleSettings;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/** What the doctor says of the console. */
class ConsoleCheckTest {
    @TempDir
    private Path home;

    static ConsoleSettings settings(Path home, String... flags) {
        List<Flag> all = Arrays.stream(flags)
                .map(flag -> new Flag("test", flag.split("=", 2)[0], flag.split("=", 2)[1]))
                .toList();
        return Settings.load(new Sources(null, Map.of(), all, new Folders(home, home, home)))
                .value()
                .console();
    }

    private Check check(String... flags) {
        return ConsoleCheck.of(settings(home, flags), home);
    }

    private Check certificate(Instant now) {
        return ConsoleCheck.certificate(
                settings(home, "console.tls.certificate=tls.crt", "console.tls.key=tls.key")
                        .tls(),
                now);
    }

    @Test
    void itLooksAtTheFileAndAtWhoIsInIt() throws IOException {
        Access access = new Access(home.resolve("access.json"));
        assertThat(check("console.on=false").finding()).contains("off");
        assertThat(check().finding()).contains("closed");
        access.add("grafana", Role.VIEWER);
        assertThat(check().status()).isEqualTo(Check.Status.WARN);
        assertThat(check().finding()).contains("users: 0, tokens: 1, none of them an admin");
        access.addUser("anna", Role.ADMIN, "a long enough password".toCharArray());
        assertThat(check()).isEqualTo(Check.ok("console", "on 127.0.0.1:4580, users: 1, tokens: 1"));
        Files.setPosixFilePermissions(home.resolve("access.json"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(check().status()).isEqualTo(Check.Status.FAIL);
        assertThat(check().remedy()).contains("chmod 600");
    }

    @Test
    void itLooksAtWhereItListens() {
        String everywhere = "console.listen=0.0.0.0:4580";
        assertThat(check(everywhere).status()).isEqualTo(Check.Status.FAIL);
        assertThat(check(everywhere).finding()).contains("plain text", "will not start");
        assertThat(check(everywhere, "console.plain=true").status()).isEqualTo(Check.Status.WARN);
        assertThat(check(everywhere, "console.proxies=10.0.0.1").status()).isEqualTo(Check.Status.OK);
        assertThat(check(everywhere, "console.tls.certificate=tls.crt").status())
                .isEqualTo(Check.Status.OK);
    }

    @Test
    void itLooksAtTheCertificate() throws IOException {
        Instant now = Instant.now();
        assertThat(certificate(now).finding()).contains("there is no file");
        HeldCertificate mine = new HeldCertificate.Builder()
                .validityInterval(
                        now.toEpochMilli(), now.plus(Duration.ofDays(30)).toEpochMilli())
                .build();
        Files.writeString(home.resolve("tls.crt"), mine.certificatePem());
        Path key = Files.writeString(
                home.resolve("tls.key"), new HeldCertificate.Builder().build().privateKeyPkcs8Pem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(certificate(now).finding()).contains("is not that of the certificate");
        Files.writeString(key, mine.privateKeyPkcs8Pem());
        assertThat(certificate(now.plusSeconds(5)).status()).isEqualTo(Check.Status.OK);
        assertThat(certificate(now.plus(Duration.ofDays(17))).status()).isEqualTo(Check.Status.WARN);
        assertThat(certificate(now.plus(Duration.ofDays(31))).finding()).contains("is over since");
        assertThat(certificate(now.minus(Duration.ofDays(1))).finding()).contains("begins only at");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(certificate(now.plusSeconds(5)).remedy()).contains("chmod 600");
    }
}
