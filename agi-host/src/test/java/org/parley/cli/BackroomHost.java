package org.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.settings.Folders;
import org.parley.settings.Loaded;
import org.parley.settings.Sources;
import org.parley.store.DatabaseSettings;

/** A host with its console at a real dialer's database, an account in each role, and the same settings for commands. */
public final class BackroomHost implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    public final DialerDatabase at;
    private final Path home;
    private final Parley host;
    private final Console console;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);

    /** With the script of that text, {@code sales}, and more of the settings file. */
    public BackroomHost(Kind kind, Path home, String script, String settings) throws IOException {
        this(kind, home, script, settings, false);
    }

    /** The same, with lines in routing as the host can serve, or left as they are. */
    BackroomHost(Kind kind, Path home, String script, String settings, boolean followCapacity) throws IOException {
        this.at = DialerDatabase.open(kind, Mode.LENIENT);
        this.home = home;
        Files.writeString(Files.createDirectories(home.resolve("scripts")).resolve("sales.groovy"), script);
        DatabaseSettings database = at.account();
        Files.writeString(home.resolve("parley.yaml"), """
                agi:
                  listen: 127.0.0.1:0
                audio:
                  listen: 127.0.0.1:0
                console:
                  listen: 127.0.0.1:0
                dialer:
                  follow-capacity: %s
                calls:
                  drain: 0s
                database:
                  url: %s
                  user: %s
                  password: ${env:DATABASE_PASSWORD}
                """.formatted(followCapacity, database.url(), database.user()) + settings);
        Loaded<Settings> loaded = Settings.load(new Sources(
                List.of(),
                home.resolve("parley.yaml"),
                surroundings().environment(),
                List.of(),
                surroundings().folders()));
        InstantVoice box = new InstantVoice();
        this.host = Parley.start(loaded.value(), home, box.ears(), box.mouth());
        this.console = Console.open(loaded.value().console(), home, host, new HostInstallation(loaded, surroundings()));
        Access access = new Access(home.resolve("access.json"));
        for (Role role : new Role[] {Role.VIEWER, Role.SUPERVISOR, Role.ADMIN}) {
            tokens.put(role, access.add(role.word(), role));
        }
    }

    private Surroundings surroundings() {
        return new Surroundings(
                new Folders(home, home, home),
                Map.of(
                        "PARLEY_DIALER_CONFIG",
                        "none",
                        "DATABASE_PASSWORD",
                        at.account().password().reveal()),
                false);
    }

    /** Where the console listens. */
    public String address() {
        return console.address();
    }

    /** The token of the one who has that role. */
    public String token(Role role) {
        return String.valueOf(tokens.get(role));
    }

    /** The host itself. */
    public Parley host() {
        return host;
    }

    /** A command on the same settings. */
    Ended parley(String... arguments) {
        return Ended.of(surroundings(), arguments);
    }

    /** Anything, by somebody; null for nobody, and for no body. */
    HttpResponse<String> ask(Role role, String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address() + path))
                .timeout(LIMIT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (role != Role.ANYONE) {
            request.header("Authorization", "Bearer " + token(role));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** What a viewer reads. */
    JsonNode get(String path) throws Exception {
        return json(200, ask(Role.VIEWER, "GET", path, ""));
    }

    /** The body of an answer of that status. */
    static JsonNode json(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new AssertionError("Expected " + status + " but was " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        host.close();
        console.close();
        client.close();
        at.close();
    }
}
