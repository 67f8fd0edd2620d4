package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Settings;
import org.parley.console.ConsoleSettings;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/** {@code parley tokens}, and what the doctor says of the console. */
class TokensCommandTest {
    @TempDir
    private Path home;

    private Ended parley(String... arguments) {
        return Ended.of(new Surroundings(new Folders(home, home, home), Map.of(), false), arguments);
    }

    private Check check(String... flags) {
        return ConsoleCheck.of(settings(flags), home);
    }

    private Check webCalls(String... flags) {
        return WebCallCheck.of(settings(flags));
    }

    private ConsoleSettings settings(String... flags) {
        List<Flag> all = Arrays.stream(flags)
                .map(flag -> new Flag("test", flag.split("=", 2)[0], flag.split("=", 2)[1]))
                .toList();
        return Settings.load(new Sources(null, Map.of(), all, new Folders(home, home, home)))
                .value()
                .console();
    }

    @Test
    void theDoctorSaysWhoMayCallFromPages() {
        assertThat(webCalls("console.on=false").finding()).isEqualTo("off");
        assertThat(webCalls("console.web-calls.calls-max=0").finding()).isEqualTo("off");
        assertThat(webCalls().finding()).contains("with a one-time token only, from /talk of the console itself");
        assertThat(webCalls("console.web-calls.open=sales").finding()).contains("anybody may call sales");
        assertThat(webCalls("console.web-calls.origins=www.example.com").status()).isEqualTo(Check.Status.FAIL);
        assertThat(webCalls("console.web-calls.origins=https://a.example/talk").status())
                .isEqualTo(Check.Status.FAIL);
        Check plain = webCalls("console.web-calls.origins=http://a.example", "console.proxies=127.0.0.1");
        assertThat(plain.finding()).contains("no microphone without HTTPS: http://a.example");
        assertThat(webCalls("console.web-calls.origins=https://a.example").remedy())
                .contains("a proxy with TLS");
        assertThat(webCalls("console.web-calls.origins=https://a.example", "console.proxies=127.0.0.1")
                        .finding())
                .contains("also from https://a.example");
    }

    @Test
    void tokensAreMadeListedAndTakenAway() {
        assertThat(parley("tokens").out()).contains("no tokens; ./parley tokens add NAME makes one");
        Ended made = parley("tokens", "add", "anna", "--role", "supervisor");
        assertThat(made.code()).isZero();
        assertThat(made.out().strip()).matches("parley_[A-Za-z0-9_-]{43}");
        assertThat(parley("tokens").out())
                .contains("anna", "supervisor")
                .doesNotContain(made.out().strip());
        assertThat(parley("tokens", "--json").out())
                .contains("\"name\":\"anna\"")
                .doesNotContain("sha256");
        assertThat(check().finding()).contains("on 127.0.0.1:4580, tokens: 1");

        assertThat(parley("tokens", "remove", "anna").code()).isZero();

        assertThat(parley("tokens", "remove", "anna").err()).contains("there is no token 'anna'");
        assertThat(check().finding()).contains("closed: ./parley tokens add NAME lets somebody in");
    }

    @Test
    void whatDoesNotFitIsToldInOneLine() {
        parley("tokens", "add", "anna");
        assertThat(parley("tokens", "add", "anna").err()).contains("there is a token 'anna'; remove it first");
        assertThat(parley("tokens", "add", "bob", "--role", "king").err())
                .contains("--role: expected viewer, supervisor or admin but was 'king'");
        assertThat(parley("tokens", "add", "a b").err()).contains("Expected a name of 1 to 60 letters");
    }

    @Test
    void theDoctorLooksAtTheFileAndTheAddress() throws IOException {
        parley("tokens", "add", "anna");
        assertThat(check("console.on=false").finding()).contains("off");
        assertThat(check("console.listen=0.0.0.0:4580").status()).isEqualTo(Check.Status.WARN);
        Files.setPosixFilePermissions(home.resolve("access.json"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(check().status()).isEqualTo(Check.Status.FAIL);
        assertThat(check().remedy()).contains("chmod 600");
    }
}
