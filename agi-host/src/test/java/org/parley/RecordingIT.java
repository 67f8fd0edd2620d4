package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.parley.sim.SimulatedChannel;

/** The recording of a real call, over HTTP: whole, in parts, and drawn. */
class RecordingIT {
    private static final String SCRIPT = """
            say 'Hello, this is a whole sentence of the agent.'
            dispose 'SALE'
            """;

    @TempDir
    private Path home;

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aRecordingIsSentWholeAndInParts() throws Exception {
        try (WatchedHost host = new WatchedHost(home, SCRIPT)) {
            String id = host.called();
            String path = "/api/calls/" + id + "/recording";
            byte[] file = Files.readAllBytes(
                    Path.of(host.host.callBook().row(id).orElseThrow().recording()));

            HttpResponse<byte[]> whole = host.get(path);
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.body()).isEqualTo(file);
            assertThat(header(whole, "Content-Type")).isEqualTo("audio/wav");
            assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");
            assertThat(header(whole, "Content-Disposition")).isEqualTo("inline; filename=\"" + id + ".wav\"");
            String tag = header(whole, "ETag");
            assertThat(tag).matches("\"[0-9a-f]+-[0-9a-f]+\"");

            HttpResponse<byte[]> part = host.get(path, "Range", "bytes=100-299", "If-Range", tag);
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(file, 100, 300));
            assertThat(header(part, "Content-Range")).isEqualTo("bytes 100-299/" + file.length);
            assertThat(host.get(path, "Range", "bytes=-50").body())
                    .isEqualTo(Arrays.copyOfRange(file, file.length - 50, file.length));
            assertThat(host.get(path, "Range", "bytes=1000-").body())
                    .isEqualTo(Arrays.copyOfRange(file, 1000, file.length));
            HttpResponse<byte[]> beyondItsEnd = host.get(path, "Range", "bytes=1000-99999999999");
            assertThat(header(beyondItsEnd, "Content-Range"))
                    .isEqualTo("bytes 1000-%d/%d".formatted(file.length - 1, file.length));

            HttpResponse<byte[]> none = host.get(path, "Range", "bytes=" + file.length + "-");
            assertThat(none.statusCode()).isEqualTo(416);
            assertThat(header(none, "Content-Range")).isEqualTo("bytes */" + file.length);
            for (String whatIsNotUnderstood : new String[] {"bytes=9-3", "bytes=-", "lines=1-2", "bytes=0-1,5-9"}) {
                assertThat(host.get(path, "Range", whatIsNotUnderstood).body()).isEqualTo(file);
            }
            assertThat(host.get(path, "Range", "bytes=0-1", "If-Range", "\"another\"")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(host.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);

            HttpResponse<Void> head = host.client.send(
                    host.request(path, host.viewer)
                            .method("HEAD", BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.discarding());
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(file.length));
            assertThat(header(head, "ETag")).isEqualTo(tag);
        }
    }

    @Test
    void bothSidesAreDrawnAsTheySound() throws Exception {
        try (WatchedHost host = new WatchedHost(home, SCRIPT)) {
            String id = host.called();
            Path file = Path.of(host.host.callBook().row(id).orElseThrow().recording());
            Pcm agent = WavFile.readChannel(file, 1);

            JsonNode drawn = host.json("/api/calls/" + id + "/waveform?points=20");
            assertThat(drawn.get("ms").longValue()).isEqualTo(agent.samples().length / 8);
            assertThat(drawn.get("caller")).hasSize(20);
            for (int i = 0; i < 20; i++) {
                int loudest = 0;
                for (int at = 0; at < agent.samples().length; at++) {
                    if ((at * 20L / agent.samples().length) == i) {
                        loudest = Math.max(loudest, Math.abs(agent.samples()[at]));
                    }
                }
                assertThat(drawn.at("/agent/" + i).doubleValue()).isCloseTo(loudest / 32_768.0, within(0.001));
            }
            assertThat(host.json("/api/calls/" + id + "/waveform?points=20")).isEqualTo(drawn);
            assertThat(host.get("/api/calls/" + id + "/waveform?points=0").statusCode())
                    .isEqualTo(400);
            JsonNode timeline = host.json("/api/calls/" + id);
            assertThat(timeline.at("/recording/there").booleanValue()).isTrue();
            assertThat(timeline.at("/recording/ms").longValue())
                    .isEqualTo(drawn.get("ms").longValue());
        }
    }

    @Test
    void aCallThatRunsMustEndFirst() throws Exception {
        try (WatchedHost host = new WatchedHost(home, "say 'Hello.'\nwait 5.min")) {
            SimulatedChannel call = host.call();
            String path = "/api/calls/" + host.running();

            HttpResponse<byte[]> refused = host.get(path + "/recording");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("is still written");
            assertThat(host.get(path + "/waveform").statusCode()).isEqualTo(409);
            call.hangUp();
        }
    }

    @Test
    void whatWasNotRecordedAndWhatIsGoneSaySo() throws Exception {
        try (WatchedHost host = new WatchedHost(home.resolve("without"), SCRIPT, flag("calls.record", "false"))) {
            String id = host.called();
            HttpResponse<byte[]> answer = host.get("/api/calls/" + id + "/recording");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("was not recorded (calls.record)");
            assertThat(host.json("/api/calls/" + id).at("/recording/why").textValue())
                    .contains("was not recorded");
            assertThat(host.get("/api/calls/nothing/recording").statusCode()).isEqualTo(404);
        }
        try (WatchedHost host = new WatchedHost(home.resolve("with"), SCRIPT)) {
            String id = host.called();
            Files.delete(Path.of(host.host.callBook().row(id).orElseThrow().recording()));
            assertThat(new String(host.get("/api/calls/" + id + "/recording").body(), StandardCharsets.UTF_8))
                    .contains("is not on this host");
        }
    }
}
