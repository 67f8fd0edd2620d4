package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.parley.ami.OutgoingCall;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.sim.provider.openai.FakeOpenAi;

/** A whole host with its console, a viewer's token, and callers for extension 100. */
final class WatchedHost implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);
    static final ObjectMapper JSON = new ObjectMapper();

    final Path home;
    final InstantVoice box = new InstantVoice();
    final Parley host;
    final Console console;
    final String viewer;
    final HttpClient client = HttpClient.newHttpClient();
    final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final Set<String> seen = new HashSet<>();

    /** With that script of the name {@code talk}. */
    WatchedHost(Path home, String script, Flag... more) throws IOException {
        this.home = home;
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("talk.groovy"), "extensions '100'\n" + script);
        List<Flag> flags = new ArrayList<>(List.of(flag("console.listen", "127.0.0.1:0")));
        flags.addAll(List.of(more));
        Settings settings = TalkingHost.settings(home, flags, FakeOpenAi.KEY);
        host = Parley.start(settings, home, box.ears(), box.mouth());
        console = Console.open(settings.console(), home, host);
        viewer = token("viewer", Role.VIEWER);
    }

    /** A token of that name with that role. */
    String token(String name, Role role) throws IOException {
        return new Access(home.resolve("access.json")).add(name, role);
    }

    /** A caller who hears nothing. */
    SimulatedChannel call() throws IOException {
        return asterisk.place(CallRequest.to(host.agiAddress(), OutgoingCall.to("parley", "100")), new Deaf());
    }

    /** A call from its beginning to its end; gives its id. */
    String called() throws Exception {
        call().await(SOON);
        await().atMost(SOON)
                .until(() -> host.callBook().list(50).stream()
                        .anyMatch(row -> row.endedAt() != null && !seen.contains(row.id())));
        String id = host.callBook().list(50).stream()
                .filter(row -> row.endedAt() != null && !seen.contains(row.id()))
                .findFirst()
                .orElseThrow()
                .id();
        seen.add(id);
        return id;
    }

    /** The id of the one call that runs. */
    String running() {
        await().atMost(SOON).until(() -> host.liveCalls().ids().size() == 1);
        return host.liveCalls().ids().getFirst();
    }

    HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://" + console.address() + path))
                .timeout(SOON)
                .header("Authorization", "Bearer " + token);
    }

    /** The viewer asks. */
    HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path, viewer);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** The viewer asks for JSON and gets it. */
    JsonNode json(String path) throws Exception {
        HttpResponse<byte[]> answer = get(path);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(body.toString()).isEqualTo(200);
        return body;
    }

    @Override
    public void close() {
        asterisk.close();
        host.close();
        console.close();
        client.close();
    }
}
