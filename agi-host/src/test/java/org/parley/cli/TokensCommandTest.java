package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;

/** {@code parley tokens}. */
class TokensCommandTest {
    @TempDir
    private Path home;

    private Ended parley(String... arguments) {
        return Ended.of(new Surroundings(new Folders(home, home, home), Map.of(), false), arguments);
    }

    private Check check() {
        return ConsoleCheck.of(ConsoleCheckTest.settings(home), home);
    }

    private Check webCalls(String... flags) {
        return WebCallCheck.of(ConsoleCheckTest.all(home, flags));
    }

    @Test
    void theDoctorSaysWhoMayCallFromPages() throws IOException {
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        assertThat(webCalls("console.web-calls.open=sales").status()).isEqualTo(Check.Status.FAIL);
        assertThat(webCalls("console.web-calls.open=sales").finding())
                .isEqualTo("console.web-calls.open names no script of " + scripts + ": sales");
        Files.writeString(scripts.resolve("sales.groovy"), "extensions '100'\nsay 'Hello.'\n");
        assertThat(webCalls("console.web-calls.open=sales,sails").finding()).endsWith(": sails");
        assertThat(webCalls("console.on=false").finding()).isEqualTo("off");
        assertThat(webCalls("console.web-calls.calls-max=0").finding()).isEqualTo("off");
        assertThat(webCalls().finding()).contains("with a one-time token only, from /talk of the console itself");
        assertThat(webCalls("console.web-calls.open=sales").finding()).contains("anybody may call sales");
        assertThat(webCalls("console.web-calls.origins=www.example.com").status())
                .isEqualTo(Check.Status.FAIL);
        for (String unfit : List.of(
                "https://a.example/talk", "https://a.example:443", "http://a.example:80", "https://a.example:70000")) {
            assertThat(webCalls("console.web-calls.origins=" + unfit).finding())
                    .isEqualTo("console.web-calls.origins names no site: " + unfit);
        }
        assertThat(webCalls("console.web-calls.origins=https://a.example:8443", "console.proxies=127.0.0.1")
                        .status())
                .isEqualTo(Check.Status.OK);
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
        assertThat(check().finding()).contains("on 127.0.0.1:4580, users: 0, tokens: 1");

        assertThat(parley("tokens", "remove", "anna").code()).isZero();

        assertThat(parley("tokens", "remove", "anna").err()).contains("there is no token 'anna'");
        assertThat(check().finding()).contains("closed: ./parley users add NAME --role admin lets");
    }

    @Test
    void whatDoesNotFitIsToldInOneLine() {
        parley("tokens", "add", "anna");
        assertThat(parley("tokens", "add", "anna").err()).contains("there is a token 'anna'; remove it first");
        assertThat(parley("tokens", "add", "bob", "--role", "king").err())
                .contains("--role: expected viewer, supervisor, admin or site but was 'king'");
        assertThat(parley("tokens", "add", "shop", "--role", "site").code()).isZero();
        assertThat(parley("tokens").out()).containsPattern("shop +site");
        assertThat(parley("tokens", "add", "a b").err()).contains("Expected a name of 1 to 60 letters");
    }
}
