package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;
import static org.parley.WatchedHost.SOON;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.ListenClient.Frame;
import org.parley.ami.OutgoingCall;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.lab.Tones;

/** Supervisors who listen to calls over WebSockets, and nobody who may not. */
class ListenInIT {
    private static final int AGENTS_HERTZ = 300;
    private static final int CALLERS_HERTZ = 1000;
    private static final String GREETING = "Good morning, this is the garden, and a long sentence of it.";
    private static final Duration IN_TIME = Duration.ofSeconds(1);

    @TempDir
    private Path home;

    private final List<AutoCloseable> parts = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : parts.reversed()) {
            part.close();
        }
    }

    private WatchedHost host(String script, Flag... more) throws IOException {
        WatchedHost host = new WatchedHost(home, script, more);
        parts.add(host);
        return host;
    }

    private ListenClient listen(WatchedHost host, String call, boolean confirms, String token) {
        ListenClient client = new ListenClient(
                host.client, host.console.address(), call, confirms, "Authorization", "Bearer " + token);
        parts.add(client);
        return client;
    }

    private static int refused(WatchedHost host, String call, String... headers) {
        try (ListenClient _ = new ListenClient(host.client, host.console.address(), call, true, headers)) {
            return 101;
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException answered) {
                return answered.getResponse().statusCode();
            }
            throw refused;
        }
    }

    private static String why(WatchedHost host, String call, String token) throws Exception {
        String body = host.client
                .send(host.request("/api/calls/" + call + "/listen", token).build(), BodyHandlers.ofString())
                .body();
        return WatchedHost.JSON.readTree(body).get("detail").textValue();
    }

    private List<String> audit() throws IOException {
        return Files.readAllLines(home.resolve("audit.jsonl")).stream()
                .filter(line -> line.contains("\"listen"))
                .toList();
    }

    private static Duration late(long fromNanos, long toNanos) {
        return Duration.ofNanos(toNanos - fromNanos);
    }

    // --- what is heard

    @Test
    void bothSidesAreHeardOnTheirSidesInTheirOrderAndAtOnce() throws Exception {
        WatchedHost host = host("wait 4.s\nsay '%s'\nwait 5.min".formatted(GREETING), flag("calls.record", "false"));
        SimulatedChannel call = host.call();
        String id = host.running();
        ListenClient anna = listen(host, id, true, host.token("anna", Role.SUPERVISOR));
        await().atMost(SOON).until(() -> !anna.loud(true).isEmpty());
        long agentsBegan = call.soundBeganNanos();
        await().atMost(SOON)
                .until(() -> anna.frames().getLast().number()
                        > anna.loud(true).getLast().number() + 20);
        call.play(Tones.sine(CALLERS_HERTZ, Duration.ofMillis(600)));
        await().atMost(SOON).until(() -> anna.loud(false).size() >= 30);
        await().during(Duration.ofMillis(200))
                .atMost(SOON)
                .until(() -> anna.loud(false).size() < 33);
        call.hangUp();
        assertThat(anna.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1000);

        assertThat(anna.told().getFirst().at("/listening/call").textValue()).isEqualTo(id);
        assertThat(anna.wasTold("ended")).isTrue();
        assertThat(anna.lost()).isZero();
        List<Frame> all = anna.frames();
        assertThat(all).extracting(Frame::ms).isSorted();
        assertThat(all.getLast().ms() - all.getFirst().ms())
                .as("ms from the first frame to the last")
                .isBetween(20 * (all.size() - 1) - 50, 20 * (all.size() - 1) + 2000);
        assertThat(Tones.share(AGENTS_HERTZ, anna.side(true))).isGreaterThan(0.8);
        assertThat(Tones.share(CALLERS_HERTZ, anna.side(true))).isLessThan(0.01);
        assertThat(Tones.share(CALLERS_HERTZ, anna.side(false))).isGreaterThan(0.8);
        assertThat(Tones.share(AGENTS_HERTZ, anna.side(false))).isLessThan(0.01);
        assertThat(anna.loud(true).getLast().number())
                .isLessThan(anna.loud(false).getFirst().number());
        assertThat(late(agentsBegan, anna.loud(true).getFirst().nanos())).isLessThan(IN_TIME);
        assertThat(late(call.spokeNanos(), anna.loud(false).getLast().nanos())).isLessThan(IN_TIME);
        await().atMost(SOON).until(() -> audit().size() == 2);
        assertThat(audit().getFirst()).contains("\"listen\"", "\"anna\"", "127.0.0.1", id);
        assertThat(audit().getLast()).contains("\"listen-end\"", "\"anna\"", id + " after ", " s, 0 ms lost");
    }

    @Test
    void ofAnInterruptedSentenceAsMuchIsHeardAsTheCallerHears() throws Exception {
        WatchedHost host = host("wait 1.s\nsay '%s'\nsay 'The end.'\nwait 5.min".formatted(GREETING.repeat(5)));
        HeardSound ear = new HeardSound();
        SimulatedChannel call =
                host.asterisk.place(CallRequest.to(host.host.agiAddress(), OutgoingCall.to("parley", "100")), ear);
        ListenClient anna = listen(host, host.running(), true, host.token("anna", Role.SUPERVISOR));
        await().atMost(SOON).until(() -> anna.loud(true).size() > 20);
        host.box.understands("wait a moment please");
        call.play(InstantVoice.speech(Duration.ofMillis(1200)));
        await().atMost(SOON).until(() -> {
            List<Frame> loud = anna.loud(true);
            Frame last = loud.getLast(); // of the second sentence: then it is silent
            return loud.size() < GREETING.length() * 2
                    && anna.frames().getLast().number() > last.number() + 50
                    && loud.stream().anyMatch(frame -> gapAfter(frame, loud) > 5);
        });
        call.hangUp();
        anna.closed.get(20, TimeUnit.SECONDS);

        assertThat(anna.lost()).isZero();
        short[] listened = trimmed(anna.side(true));
        short[] heard = ear.sound(); // perhaps a little more: he was there before
        assertThat(listened).hasSizeGreaterThan(4000).hasSizeLessThanOrEqualTo(heard.length);
        assertThat(listened).isEqualTo(Arrays.copyOfRange(heard, heard.length - listened.length, heard.length));
    }

    private static int gapAfter(Frame frame, List<Frame> loud) {
        int next = loud.indexOf(frame) + 1;
        return next == loud.size() ? 0 : loud.get(next).number() - frame.number();
    }

    private static short[] trimmed(short[] samples) {
        int from = 0;
        int to = samples.length;
        while (from < to && samples[from] == 0) {
            from++;
        }
        while (to > from && samples[to - 1] == 0) {
            to--;
        }
        return Arrays.copyOfRange(samples, from, to);
    }

    @Test
    void whatLeavesNoTraceIsNotHeardEither() throws Exception {
        WatchedHost host = host("""
                offRecord { say '%1$s'; wait 6.s }
                say 'Heard.'
                pauseRecording()
                say '%1$s'
                resumeRecording()
                say 'Heard again.'
                wait 5.min
                """.formatted(GREETING));
        SimulatedChannel call = host.call();
        ListenClient anna = listen(host, host.running(), true, host.token("anna", Role.SUPERVISOR));
        await().atMost(SOON).until(() -> anna.wasTold("silenced"));
        ListenClient ben = listen(host, host.running(), true, host.token("ben", Role.SUPERVISOR));
        await().atMost(SOON).until(() -> ben.wasTold("silenced"));
        call.play(Tones.sine(CALLERS_HERTZ, Duration.ofMillis(400)));
        await().atMost(SOON).until(() -> silences(anna).equals(List.of(true, false, true, false)));
        await().atMost(SOON).until(() -> anna.loud(true).size() >= 8);
        await().during(Duration.ofMillis(300)).until(() -> true);
        call.hangUp();
        anna.closed.get(20, TimeUnit.SECONDS);

        assertThat(anna.loud(false)).isEmpty();
        // "Heard." and "Heard again." are 180 ms long, and the rest 1200 ms
        assertThat(anna.loud(true)).hasSizeBetween(8, 14);
        assertThat(anna.lost()).as("frames lost while it was silent").isZero();
    }

    private static List<Boolean> silences(ListenClient client) {
        return client.told().stream()
                .filter(message -> message.has("silenced"))
                .map(message -> message.get("silenced").booleanValue())
                .toList();
    }

    @Test
    void onALineByFilesTurnsAreHeardWhenTheyAreOver() throws Exception {
        Files.createDirectories(home.resolve("spool"));
        WatchedHost host = host(
                "wait 1.s\nask '%s', anything, noInput: 20.s\nsay 'Thank you.'\nwait 1.min".formatted(GREETING),
                flag("calls.audio", "files"),
                flag("calls.files.folder", home.resolve("spool").toString()));
        SimulatedChannel call = host.call();
        ListenClient anna = listen(host, host.running(), true, host.token("anna", Role.SUPERVISOR));
        await().atMost(SOON).until(() -> anna.loud(true).size() > 20);
        host.box.understands("a rake and a spade");
        call.play(Tones.sine(CALLERS_HERTZ, Duration.ofSeconds(5)));
        await().atMost(SOON).until(() -> anna.loud(false).size() > 240);
        int question = anna.loud(true).size();
        await().atMost(SOON).until(() -> anna.loud(true).size() > question);
        call.hangUp();

        assertThat(anna.lost()).isZero();
        assertThat(Tones.share(CALLERS_HERTZ, anna.side(false))).isGreaterThan(0.8);
        assertThat(Tones.share(AGENTS_HERTZ, anna.side(true))).isGreaterThan(0.8);
        assertThat(anna.loud(false).getFirst().number())
                .isGreaterThan(anna.loud(true).get(question - 1).number());
    }

    // --- who does not keep up

    @Test
    void whoIsSlowLosesFramesAndIsLetGoAndNobodyElseNoticesIt() throws Exception {
        WatchedHost host = host("say '%s'\nwait 5.min".formatted(GREETING.repeat(40)));
        host.call();
        String id = host.running();
        String token = host.token("anna", Role.SUPERVISOR);
        ListenClient well = listen(host, id, true, token);
        ListenClient slow = listen(host, id, false, token);

        assertThat(slow.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1013);
        assertThat(slow.frames()).as("as many as may be on their way").hasSizeBetween(100, 101);
        assertThat(well.lost()).isZero();
        assertThat(well.frames()).hasSizeGreaterThan(400);
        assertThat(host.running()).isEqualTo(id);
        await().atMost(SOON).until(() -> audit().size() == 3);
        assertThat(audit().getLast()).containsPattern("after 1\\d s, \\d{4,5} ms lost");
        well.send("{\"has\": \"x\"}");
        assertThat(well.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1008);
    }

    // --- who may, and how many

    @Test
    void onlySupervisorsListenAndOnlyFromOurPages() throws Exception {
        WatchedHost host = host("wait 5.min");
        host.call();
        String id = host.running();
        String anna = host.token("anna", Role.SUPERVISOR);
        String own = "http://" + host.console.address();
        assertThat(refused(host, id)).isEqualTo(401);
        assertThat(refused(host, id, "Authorization", "Bearer parley_wrong")).isEqualTo(401);
        assertThat(refused(host, id, "Authorization", "Bearer " + host.viewer)).isEqualTo(403);
        assertThat(refused(host, id, "Authorization", "Bearer " + anna, "Origin", "http://evil.example"))
                .isEqualTo(403);
        assertThat(refused(host, "nothing", "Authorization", "Bearer " + anna)).isEqualTo(404);
        assertThat(why(host, "nothing", anna)).contains("There is no call 'nothing' that runs");
        assertThat(why(host, id, anna)).contains("Expected a WebSocket");
        assertThat(audit()).isEmpty();
        assertThat(refused(host, id, "Authorization", "Bearer " + anna, "Origin", own))
                .isEqualTo(101);
    }

    @Test
    void soManyListenAtOnceAndNoMore() throws Exception {
        WatchedHost host = host(
                "wait 5.min",
                flag("console.listening-in.of-call-max", "1"),
                flag("console.listening-in.listeners-max", "2"));
        host.call();
        String first = host.running();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            host.call();
        }
        await().atMost(SOON).until(() -> host.host.liveCalls().ids().size() == 3);
        ids.addAll(host.host.liveCalls().ids());
        ids.remove(first);
        String anna = host.token("anna", Role.SUPERVISOR);
        String[] headers = {"Authorization", "Bearer " + anna};
        ListenClient one = listen(host, first, true, anna);
        await().atMost(SOON).until(() -> one.wasTold("listening"));

        assertThat(refused(host, first, headers)).isEqualTo(429);
        assertThat(why(host, first, anna)).contains("at most 1 who listen to this call");
        ListenClient two = listen(host, ids.getFirst(), true, anna);
        await().atMost(SOON).until(() -> two.wasTold("listening"));
        assertThat(refused(host, ids.getLast(), headers)).isEqualTo(429);
        assertThat(why(host, ids.getLast(), anna)).contains("at most 2 who listen to calls");
        one.leave();
        await().atMost(SOON).until(() -> refused(host, ids.getLast(), headers) == 101);
    }

    @Test
    void itEndsWithTheTokenAndWithTheHost() throws Exception {
        WatchedHost host = host("wait 5.min");
        host.call();
        ListenClient anna = listen(host, host.running(), true, host.token("anna", Role.SUPERVISOR));
        ListenClient ben = listen(host, host.running(), true, host.token("ben", Role.SUPERVISOR));
        await().atMost(SOON)
                .until(() -> anna.frames().size() > 5 && ben.frames().size() > 5);
        new Access(home.resolve("access.json")).remove("anna");
        assertThat(anna.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1008);
        assertThat(ben.closed).isNotDone();
        host.console.close();
        assertThat(ben.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
    }

    @Test
    void whereItIsNotAllowedThereIsNoSuchThing() throws Exception {
        WatchedHost host = host("wait 5.min", flag("console.listening-in.on", "false"));
        host.asterisk.place(CallRequest.to(host.host.agiAddress(), OutgoingCall.to("parley", "100")), new Deaf());
        String anna = host.token("anna", Role.SUPERVISOR);
        assertThat(refused(host, host.running(), "Authorization", "Bearer " + anna))
                .isEqualTo(404);
        JsonNode paths = host.json("/api/openapi.json").get("paths");
        assertThat(paths.has("/api/calls/{id}/listen")).isFalse();
        assertThat(paths.has("/api/calls/{id}/say")).isTrue();
    }
}
