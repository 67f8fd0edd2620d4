package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.sim.SimulatedChannel;

/** Live events and commands over WebSockets of a host that serves calls; and nothing for who may not. */
class SocketIT {
    private static final String TALK = """
            cleanup { dispose 'CUT' }
            say 'Hello.'
            note 'begun'
            wait 5.min
            """;

    @TempDir
    private Path home;

    private WatchedHost host;
    private final List<SocketClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        host = new WatchedHost(home, TALK, flag("console.followers-max", "15"));
    }

    @AfterEach
    void stop() {
        clients.forEach(SocketClient::close);
        host.close();
    }

    private SocketClient open(String token) {
        SocketClient client = new SocketClient(host.client, host.console.address(), "Authorization", "Bearer " + token);
        clients.add(client);
        return client;
    }

    private int refused(String... headers) {
        try {
            clients.add(new SocketClient(host.client, host.console.address(), headers));
            return 101;
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException answered) {
                return answered.getResponse().statusCode();
            }
            throw refused;
        }
    }

    @Test
    void whoSubscribesIsToldAndWhoComesBackMissesNothing() throws Exception {
        SocketClient first = open(host.viewer);
        assertThat(first.ask(1, "\"do\":\"subscribe\",\"script\":\"talk\"").get("ok"))
                .isNotNull();
        SimulatedChannel call = host.call();
        JsonNode begun = first.event("note");
        String id = begun.get("call").textValue();
        List<Long> before = first.passedOver().stream()
                .map(message -> message.at("/event/seq").longValue())
                .toList();
        assertThat(before).isSorted().doesNotHaveDuplicates();

        SocketClient again = open(host.viewer);
        JsonNode ok = again.ask(
                7, "\"do\":\"subscribe\",\"call\":\"" + id + "\",\"type\":\"call_started,status\",\"after\":0");
        assertThat(ok.at("/ok/last").longValue())
                .isGreaterThanOrEqualTo(begun.get("seq").longValue());
        assertThat(again.event("started").get("call").textValue()).isEqualTo(id);
        assertThat(again.event("note")).isEqualTo(begun);
        assertThat(again.ask(8, "\"do\":\"subscribe\",\"line\":\"9001\"").has("ok"))
                .isTrue();
        assertThat(again.ask(7, "\"do\":\"unsubscribe\"").has("ok")).isTrue();
        call.hangUp();
        first.event("ended");
        assertThat(again.ask(9, "\"do\":\"subscribe\",\"after\":900000").has("ok"))
                .isTrue();
        assertThat(again.next(message -> message.has("gap")).get("id").longValue())
                .isEqualTo(9);
        assertThat(again.event("ended").get("call").textValue()).isEqualTo(id);
        assertThat(again.passedOver())
                .filteredOn(message -> message.at("/event/kind").asText().equals("ended"))
                .isEmpty();
    }

    @Test
    void commandsDoWhatTheirRoutesDo() throws Exception {
        String anna = host.token("anna", Role.SUPERVISOR);
        SocketClient client = open(anna);
        assertThat(client.ask(1, "\"do\":\"subscribe\"").has("ok")).isTrue();
        SimulatedChannel call = host.call();
        String id = client.event("note").get("call").textValue();

        JsonNode said = client.ask(2, "\"do\":\"say\",\"call\":\"" + id + "\",\"text\":\"A word of the supervisor.\"");
        assertThat(said.at("/ok/call").textValue()).isEqualTo(id);
        JsonNode hungUp = client.ask(3, "\"do\":\"hangup\",\"call\":\"" + id + "\"");
        assertThat(hungUp.at("/ok/call").textValue()).isEqualTo(id);
        assertThat(client.event("ended").at("/data/reason").textValue()).isEqualTo("SUPERVISOR");
        call.await(WatchedHost.SOON);
        assertThat(client.ask(4, "\"do\":\"hangup\",\"call\":\"" + id + "\"")
                        .at("/problem/status")
                        .intValue())
                .isEqualTo(404);
        List<String> audit = Files.readAllLines(home.resolve("audit.jsonl"));
        assertThat(audit)
                .anyMatch(line -> line.contains("hangup") && line.contains("anna") && line.contains("127.0.0.1"));
    }

    @Test
    void aCommandThatIsSentAgainWithItsKeyIsDoneOnce() throws Exception {
        SocketClient client = open(host.token("anna", Role.SUPERVISOR));
        assertThat(client.ask(1, "\"do\":\"subscribe\"").has("ok")).isTrue();
        SimulatedChannel call = host.call();
        String id = client.event("note").get("call").textValue();
        String say = "\"do\":\"say\",\"call\":\"" + id + "\",\"key\":\"k1\",\"text\":\"Once.\"";

        JsonNode first = client.ask(2, say);
        JsonNode again = open(host.token("anna2", Role.SUPERVISOR)).ask(1, say); // a key is of who uses it
        assertThat(again.at("/ok/order")).isNotEqualTo(first.at("/ok/order"));
        assertThat(client.ask(3, say).get("ok")).isEqualTo(first.get("ok"));
        assertThat(client.ask(4, say.replace("Once", "Twice"))
                        .at("/problem/status")
                        .intValue())
                .isEqualTo(422);
        assertThat(client.ask(5, say.replace("k1", "").replace("\"text\"", "\"txt\""))
                        .at("/problem/status")
                        .intValue())
                .isEqualTo(400);
        String wrong = say.replace("k1", "k2").replace("\"text\"", "\"txt\"");
        JsonNode refused = client.ask(6, wrong);
        assertThat(refused.at("/problem/detail").textValue()).contains("but was 'txt'");
        assertThat(client.ask(7, wrong).get("problem")).isEqualTo(refused.get("problem"));
        assertThat(Files.readAllLines(home.resolve("audit.jsonl")))
                .filteredOn(line -> line.contains("\"say\"") && line.contains("Once."))
                .hasSize(2);
        call.hangUp();
        call.await(WatchedHost.SOON);
    }

    @Test
    void whoHasTooLittleRightGetsNothingDone() throws Exception {
        assertThat(refused()).isEqualTo(401);
        assertThat(refused("Authorization", "Bearer parley_wrong")).isEqualTo(401);
        assertThat(refused("Cookie", "parley_session=made-up", "Origin", "http://" + host.console.address()))
                .isEqualTo(401);
        assertThat(refused("Authorization", "Bearer " + host.viewer, "Origin", "http://evil.example"))
                .isEqualTo(403);
        SimulatedChannel call = host.call();
        String id = host.running();
        SocketClient viewer = open(host.viewer);
        JsonNode document = host.json("/api/openapi.json");
        List<String> commands = StreamSupport.stream(
                        ((Iterable<String>) () -> document.get("paths").fieldNames()).spliterator(), false)
                .filter(path -> path.startsWith("/api/calls/{id}/")
                        && document.at("/paths").get(path).has("post"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
        assertThat(commands).contains("hangup", "say");
        int number = 1;
        for (String command : commands) {
            JsonNode answer = viewer.ask(
                    number++,
                    "\"do\":\"%s\",\"call\":\"%s\",\"text\":\"x\",\"extension\":\"8500\"".formatted(command, id));
            assertThat(answer.at("/problem/status").intValue()).as(command).isEqualTo(403);
            assertThat(answer.at("/problem/detail").textValue()).contains("'viewer' has viewer");
        }
        assertThat(host.host.liveCalls().ids()).containsExactly(id);
        assertThat(viewer.passedOver()).isEmpty(); // nobody asked for events
        call.hangUp();
    }

    @Test
    void whatIsNotUnderstoodIsToldAndTheSocketStays() throws Exception {
        SocketClient client = open(host.viewer);
        client.send("no JSON");
        JsonNode answer = client.next(_ -> true);
        assertThat(answer.get("id").isNull()).isTrue();
        assertThat(answer.at("/problem/status").intValue()).isEqualTo(400);
        client.send("[1]");
        assertThat(client.next(_ -> true).at("/problem/detail").textValue()).contains("Expected an object with");
        assertThat(client.ask(1, "").at("/problem/detail").textValue()).contains("Expected a word 'do'");
        for (String wrong : List.of(
                "\"do\":\"subscribe\",\"type\":\"nonsense\"",
                "\"do\":\"subscribe\",\"call\":5",
                "\"do\":\"subscribe\",\"after\":-1",
                "\"do\":\"subscribe\",\"colour\":\"red\"",
                "\"do\":\"dance\",\"call\":\"x\"",
                "\"do\":\"hangup\"")) {
            assertThat(client.ask(2, wrong).at("/problem/status").intValue())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(client.ask(3, "\"do\":\"unsubscribe\"").at("/problem/status").intValue())
                .isEqualTo(404);
        for (int i = 0; i < 50; i++) {
            assertThat(client.ask(100 + i, "\"do\":\"subscribe\",\"call\":\"x\"")
                            .has("ok"))
                    .isTrue();
        }
        assertThat(client.ask(100, "\"do\":\"subscribe\"").at("/problem/status").intValue())
                .isEqualTo(409);
        assertThat(client.ask(200, "\"do\":\"subscribe\"").at("/problem/detail").textValue())
                .contains("at most 50");
    }

    @Test
    void whatIsTooMuchEndsTheSocketAndIsCounted() throws Exception {
        SocketClient large = open(host.viewer);
        large.send("\"" + "x".repeat(20_000) + "\"");
        assertThat(large.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1009);
        SocketClient binary = open(host.viewer);
        binary.sendBinary(new byte[] {1});
        assertThat(binary.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1003);
        List<SocketClient> ten = new ArrayList<>();
        await().atMost(WatchedHost.SOON).ignoreExceptions().until(() -> ten.add(open(host.viewer)));
        while (ten.size() < 10) {
            await().atMost(WatchedHost.SOON).ignoreExceptions().until(() -> ten.add(open(host.viewer)));
        }
        assertThat(ten.getLast().ask(1, "\"do\":\"subscribe\"").has("ok")).isTrue();
        assertThat(refused("Authorization", "Bearer " + host.viewer)).isEqualTo(429);
        ten.getFirst().close();
        await().atMost(WatchedHost.SOON).until(() -> refused("Authorization", "Bearer " + host.viewer) == 101);
    }

    @Test
    void whoIsTakenAwayIsPutOut() throws Exception {
        String gone = host.token("gone", Role.SUPERVISOR);
        SocketClient client = open(gone);
        assertThat(client.ask(1, "\"do\":\"subscribe\"").has("ok")).isTrue();
        new Access(home.resolve("access.json")).remove("gone");
        client.send("{\"id\":2,\"do\":\"hangup\",\"call\":\"x\"}");
        assertThat(client.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1008);
        assertThatThrownBy(() -> open(gone)).isInstanceOf(CompletionException.class);
    }

    @Test
    void scriptsThatChangeAreTold() throws Exception {
        SocketClient client = open(host.viewer);
        assertThat(client.ask(1, "\"do\":\"subscribe\",\"type\":\"script\"").has("ok"))
                .isTrue();
        Path script = home.resolve("scripts/talk.groovy");
        Files.writeString(script, "extensions '100'\nsay 'Hello again.'\n");
        JsonNode live = client.event("script-live");
        assertThat(live.get("type").textValue()).isEqualTo("script");
        assertThat(live.get("script").textValue()).isEqualTo("talk");
        Files.writeString(script, "extensions '100'\nsay 5 5\n");
        JsonNode failed = client.event("script-failed");
        assertThat(failed.at("/data/state").textValue()).isEqualTo("stale");
        assertThat(failed.at("/data/version").textValue())
                .isEqualTo(live.at("/data/version").textValue());
        assertThat(failed.at("/data/problems/0").textValue()).startsWith("talk.groovy:2:");
        Files.delete(script);
        assertThat(client.event("script-gone").get("script").textValue()).isEqualTo("talk");
    }

    @Test
    void theHostStopsWithoutWaitingForThoseWhoLookOn() throws Exception {
        SocketClient client = open(host.viewer);
        assertThat(client.ask(1, "\"do\":\"subscribe\"").has("ok")).isTrue();
        long began = System.nanoTime();
        host.console.close();
        assertThat(client.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)).isLessThan(10);
    }
}
