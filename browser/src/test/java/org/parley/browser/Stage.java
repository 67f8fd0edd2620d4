package org.parley.browser;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ami.OutgoingCall;
import org.parley.call.CallEvent;
import org.parley.call.Deaf;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.console.doors.Access;
import org.parley.console.http.Role;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallRequest;
import org.parley.sim.CallerLine;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.store.CallRow;

/**
 * A host that serves calls, its console, and Chromium before it: one for all tests, since each takes seconds to start.
 * For one thread.
 */
final class Stage implements Visit.Place, AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(15);

    /** That of the user paula. */
    static final String PASSWORD = "a red car by the sea";

    private static final int CALLS_MAX = 1_000;
    private static final Map<Role, String> NAMES = Map.of(Role.VIEWER, "vera", Role.SUPERVISOR, "samira");

    /** How a page is looked at: its colours, language, and width in pixels. */
    record Look(ColorScheme colours, String language, int width) {
        static final int DESK = 1440;
        static final int PHONE = 390;
        static final Look USUAL = new Look(ColorScheme.LIGHT, "en", DESK);

        static List<Look> all() {
            List<Look> all = new ArrayList<>();
            for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                for (String language : List.of("en", "ar")) {
                    all.add(new Look(colours, language, DESK));
                }
            }
            return all;
        }

        /** And on a phone, which is as wide in each colour. */
        static List<Look> everywhere() {
            List<Look> all = new ArrayList<>(all());
            all.add(new Look(ColorScheme.LIGHT, "en", PHONE));
            all.add(new Look(ColorScheme.DARK, "ar", PHONE));
            return all;
        }

        @Override
        public String toString() {
            return "%s-%s-%d".formatted(colours.name().toLowerCase(Locale.ROOT), language, width);
        }
    }

    private final Path home;
    private final InstantVoice voice = new InstantVoice();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final Chromium chromium =
            Chromium.start("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");
    private final Parley host;
    private final Console console;
    private final Cable cable;
    private final Access access;
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private volatile @Nullable SimulatedChannel talking; // the newest call

    Stage() {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) SOON.toMillis());
        try {
            home = Files.createTempDirectory("stage");
            Path scripts = Files.createDirectories(home.resolve("scripts"));
            for (String name : List.of("chatter", "reads", "sales", "short", "survey", "tour", "waits", "broken")) {
                try (var script = Stage.class.getResourceAsStream(name + ".groovy")) {
                    Files.copy(Objects.requireNonNull(script, name), scripts.resolve(name + ".groovy"));
                }
            }
            Settings settings = Settings.load(new Sources(
                            null,
                            Map.of(),
                            List.of(
                                    flag("agi.listen", "127.0.0.1:0"),
                                    flag("audio.listen", "127.0.0.1:0"),
                                    flag("console.listen", "127.0.0.1:0"),
                                    flag("console.requests-max", "100000"),
                                    flag("database.url", "none"),
                                    flag("calls.drain", "0s")),
                            new Folders(home, home, home)))
                    .value();
            host = Parley.start(settings, home, voice.ears(), voice.mouth());
            console = Console.open(settings.console(), home, host);
            cable = new Cable(Integer.parseInt(console.address().replaceFirst(".*:", "")));
            host.events().subscribe(this::answer);
            access = new Access(home.resolve("access.json"));
            for (Map.Entry<Role, String> each : NAMES.entrySet()) {
                tokens.put(each.getKey(), access.add(each.getValue(), each.getKey()));
            }
            access.addUser("paula", Role.ADMIN, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a host that starts", e);
        }
    }

    private static Flag flag(String key, String value) {
        return new Flag("test", key, value);
    }

    /** The callers of the scripts that ask say yes, and one of them interrupts before. */
    private void answer(CallEvent event) {
        String text = String.valueOf(event.data().get("text"));
        if (event.kind().equals("agent-said") && text.endsWith("keep it for you?")) {
            speak("yes please");
        } else if (event.kind().equals("agent-says") && text.contains("its seats")) {
            speak("wait, which one do you mean");
        }
    }

    private void speak(String words) {
        voice.understands(words);
        Objects.requireNonNull(talking).play(InstantVoice.speech(Duration.ofMillis(900)));
    }

    @Override
    public String token(Role role) {
        return Objects.requireNonNull(tokens.get(role));
    }

    @Override
    public String at(String path) {
        return "http://" + cable.address() + path;
    }

    /** The newest call's caller says this, for so long, and its words are understood while he speaks. */
    void says(String words, Duration length) {
        voice.tellsWhileSpoken(true);
        voice.understands(words);
        Objects.requireNonNull(talking).play(InstantVoice.speech(length));
    }

    /** What lies between the browser and the console. */
    Cable cable() {
        return cable;
    }

    /** Takes somebody's token away, and with it his session, and gives him another. */
    void forget(Role role) {
        try {
            String name = Objects.requireNonNull(NAMES.get(role));
            access.remove(name);
            tokens.put(role, access.add(name, role));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls that extension. */
    SimulatedChannel call(String extension) {
        SimulatedChannel channel = asterisk.place(
                CallRequest.to(
                        host.agiAddress(),
                        OutgoingCall.to("parley", extension).callerId("Ann", "+4930555" + extension)),
                new Deaf());
        talking = channel;
        return channel;
    }

    /** Calls like that, and hears by this ear. */
    SimulatedChannel call(OutgoingCall like, CallerLine.Ear ear) {
        return asterisk.place(CallRequest.to(host.agiAddress(), like), ear);
    }

    /** Has everything told that happens in calls. */
    AutoCloseable follow(Consumer<CallEvent> listener) {
        return host.events().subscribe(listener);
    }

    /** Calls that extension, and gives the id of the call when it has ended. */
    String called(String extension) {
        List<String> before = ended(extension).stream().map(CallRow::id).toList();
        call(extension);
        await().atMost(SOON).until(() -> ended(extension).size() > before.size());
        return ended(extension).stream()
                .map(CallRow::id)
                .filter(Predicate.not(before::contains))
                .findFirst()
                .orElseThrow();
    }

    /** The id of a call with all that a page can show: it is made once. */
    String toured() {
        return ended("500").stream().findFirst().map(CallRow::id).orElseGet(() -> called("500"));
    }

    /** The id of a call that broke; it is made once. */
    String broke() {
        return ended("300").stream().findFirst().map(CallRow::id).orElseGet(() -> called("300"));
    }

    /** Has so many short calls been made, or more; how many there are. */
    int manyCalls(int count) {
        for (int i = ended("600").size(); i < count; i++) {
            call("600");
        }
        await().atMost(SOON)
                .until(() -> ended("600").size() >= count && running().isEmpty());
        return ended("600").size();
    }

    void awaitRunning(int count) {
        await().atMost(SOON).until(() -> running().size() == count);
    }

    private List<CallRow> ended(String extension) {
        return host.callBook().list(CALLS_MAX).stream()
                .filter(row -> row.endedAt() != null && row.extension().equals(extension))
                .toList();
    }

    /** The ids of the calls that run. */
    List<String> running() {
        return host.liveCalls().ids();
    }

    /** Ends that call. */
    void hangUp(String id) {
        host.liveCalls().hangUp(id, "the test");
    }

    /** Ends all calls that run, and waits until everybody has been told. */
    void hangUpAll() {
        voice.tellsWhileSpoken(false);
        running().forEach(id -> host.liveCalls().hangUp(id, "the test"));
        await().atMost(SOON)
                .until(() -> running().isEmpty()
                        && host.callBook().list(CALLS_MAX).stream().allMatch(row -> row.endedAt() != null));
    }

    /** A browser of its own, as somebody has it who looks at it so; nobody is signed in. */
    Visit visit(Look look) {
        return Visit.open(chromium, this, look);
    }

    /** The same, with all that the pages play kept. */
    Visit visitTapped(Look look) {
        return Visit.openTapped(chromium, this, look);
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        cable.close();
        asterisk.close();
        host.close();
        console.close();
        try (var files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
