package org.parley.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.parley.script.HttpReply;
import org.parley.script.HttpReply.Reason;
import org.parley.script.HttpRequest;
import org.parley.script.ScriptException;

class WebTest {
    private final MockWebServer server = new MockWebServer();
    private final Web web = new Web(List.of("localhost", "127.0.0.1"));

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        web.close();
        server.close();
    }

    private HttpRequest request(String method, int tries, Duration within) {
        boolean body = !method.equals("GET");
        return new HttpRequest(
                method,
                server.url("/plans").toString(),
                Map.of("name", "gold & co"),
                Map.of("Authorization", "Bearer abc"),
                body ? "application/json" : "",
                body ? "{\"a\":1}" : "",
                within,
                tries);
    }

    private HttpReply ask(String method, int tries) {
        return web.ask(request(method, tries, Duration.ofSeconds(5)));
    }

    private void answers(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    @Test
    void anAnswerIsReadByItsPaths() throws InterruptedException {
        answers(200, "{\"plan\":{\"name\":\"gold\",\"prices\":[9.5,\"12\"],\"open\":true}}");

        HttpReply reply = ask("GET", 2);

        assertThat(reply.isOk()).isTrue();
        assertThat(reply.json().text("plan.name")).isEqualTo("gold");
        assertThat(reply.json().number("plan.prices[0]")).isEqualByComparingTo("9.5");
        assertThat(reply.json().number("plan.prices[1]")).isEqualByComparingTo("12");
        assertThat(reply.json().flag("plan.open")).isTrue();
        assertThat(reply.json().list("plan.prices")).hasSize(2);
        assertThat(reply.json().text("plan.none.there")).isEmpty();
        assertThat(reply.json().number("plan.name")).isNull();
        RecordedRequest asked = server.takeRequest();
        assertThat(asked.getUrl().queryParameter("name")).isEqualTo("gold & co");
        assertThat(asked.getHeaders().get("Authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void aBusyServiceIsAskedAgainAndAChangeIsNot() {
        answers(503, "busy");
        answers(200, "{}");
        assertThat(ask("GET", 2).isOk()).isTrue();

        answers(503, "busy");
        HttpReply once = ask("POST", 1);
        assertThat(once.reason()).isEqualTo(Reason.STATUS);
        assertThat(once.status()).isEqualTo(503);
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void aSlowAnswerIsGivenUpWithinTheTimeOfAllTries() {
        server.enqueue(
                new MockResponse.Builder().headersDelay(5, TimeUnit.SECONDS).build());
        server.enqueue(
                new MockResponse.Builder().headersDelay(5, TimeUnit.SECONDS).build());
        long began = System.nanoTime();

        HttpReply reply = web.ask(request("GET", 2, Duration.ofMillis(400)));

        assertThat(reply.reason()).isEqualTo(Reason.SLOW);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aBrokenConnectionAndATooLargeAnswerAreReasons() {
        server.enqueue(new MockResponse.Builder()
                .onRequestStart(new SocketEffect.CloseSocket())
                .build());
        assertThat(ask("POST", 1).reason()).isEqualTo(Reason.UNREACHABLE);

        answers(200, "x".repeat(1024 * 1024 + 1));
        assertThat(ask("GET", 1).reason()).isEqualTo(Reason.TOO_LARGE);

        answers(200, "not json");
        assertThat(ask("GET", 1).json().has("")).isFalse();
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "http://169.254.169.254/")
                .build());

        assertThat(ask("GET", 1).status()).isEqualTo(302);
    }

    @Test
    void noScriptReachesTheMachineItselfOrAHostThatIsNotListed() {
        Web anywhere = new Web(List.of());
        assertThatThrownBy(() -> anywhere.ask(request("GET", 1, Duration.ofSeconds(1))))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("is this machine or its link; list it in data.http-hosts");
        anywhere.close();

        Web listed = new Web(List.of("*.example.com"));
        assertThatThrownBy(() -> listed.ask(request("GET", 1, Duration.ofSeconds(1))))
                .hasMessageContaining("Expected a host of data.http-hosts (*.example.com) but was");
        listed.close();
        assertThat(server.getRequestCount()).isZero();
    }
}
