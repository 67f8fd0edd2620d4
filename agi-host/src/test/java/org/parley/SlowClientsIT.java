package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.call.CallEvent;
import org.parley.console.http.Role;
import org.parley.sim.SimulatedChannel;

/** Clients of live events that ask for all and read nothing: they are let go, and nobody waits for them. */
class SlowClientsIT {
    private static final String TALK = """
            say 'Hello.'
            note 'begun'
            wait 5.min
            """;
    private static final Duration LET_GO_MAX = Duration.ofSeconds(60);
    private static final int EVENTS = 12_000; // of a kilobyte: more than all buffers on the way hold
    private static final Duration TELLING_MAX = Duration.ofSeconds(15);

    @TempDir
    private Path home;

    private WatchedHost host;

    @BeforeEach
    void start() throws Exception {
        host = new WatchedHost(home, TALK);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private int followers(String figure) throws Exception {
        String text = new String(host.get("/metrics").body(), StandardCharsets.UTF_8);
        return text.lines()
                .filter(line -> line.startsWith(figure + " "))
                .map(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }

    /** What as many calls would tell; gives how long that took those calls. */
    private Duration tellMuch() {
        Map<String, Object> data = Map.of("text", "x".repeat(1_000));
        long began = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            host.host.events().publish(new CallEvent("busy", Instant.now(), i, "note", data));
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void expectLetGo(RawClient stuck, String what) throws Exception {
        SimulatedChannel call = host.call();
        String id = host.running();
        try (SocketClient other =
                new SocketClient(host.client, host.console.address(), "Authorization", "Bearer " + host.viewer)) {
            assertThat(other.ask(1, "\"do\":\"subscribe\",\"call\":\"" + id + "\",\"after\":0")
                            .has("ok"))
                    .isTrue();
            assertThat(other.event("note").get("call").textValue()).isEqualTo(id);
            assertThat(tellMuch()).isLessThan(TELLING_MAX);
            await().atMost(LET_GO_MAX).until(() -> followers("parley_console_followers_slow_total") == 1);
            await().atMost(LET_GO_MAX).until(() -> followers("parley_console_followers") == 1);
            assertThat(host.host.liveCalls().ids()).containsExactly(id);
            call.hangUp();
            assertThat(other.event("ended").get("call").textValue()).isEqualTo(id);
        }
        assertThat(stuck.rest()).as(what).isLessThan(EVENTS * 1_000L);
    }

    @Test
    void whoReadsNothingFromHisSocketIsLetGoAndTheOthersGoOn() throws Exception {
        try (RawClient stuck = RawClient.webSocket(host.console.address(), host.token("stuck", Role.VIEWER))) {
            assertThat(stuck.head()).startsWith("HTTP/1.1 101 ");
            stuck.say("{\"id\":1,\"do\":\"subscribe\"}");
            await().atMost(WatchedHost.SOON).until(() -> followers("parley_console_followers") == 1);
            expectLetGo(stuck, "socket");
        }
    }

    @Test
    void whoReadsNothingFromHisStreamIsLetGoAndTheOthersGoOn() throws Exception {
        try (RawClient stuck = new RawClient(
                host.console.address(), "/api/events", "Authorization: Bearer " + host.token("stuck", Role.VIEWER))) {
            assertThat(stuck.head()).startsWith("HTTP/1.1 200 ");
            expectLetGo(stuck, "stream");
        }
    }

    @Test
    void nothingIsAgreedWithWebSocketsButTheProtocol() throws Exception {
        try (RawClient browser = RawClient.webSocket(host.console.address(), host.viewer)) {
            assertThat(browser.head())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("Sec-WebSocket-Accept: ")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        }
    }
}
