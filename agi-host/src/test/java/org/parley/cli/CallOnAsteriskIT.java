package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.Hiccups;
import org.parley.Parley;
import org.parley.Settings;
import org.parley.ami.AsteriskSettings;
import org.parley.settings.Folders;
import org.parley.settings.HostPort;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;
import org.parley.sim.lab.AsteriskLab;
import org.parley.sim.lab.LabSettings;

/** {@code parley call} through an Asterisk of one's own, by the account that docs/asterisk.md describes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // one test takes a module away
@SuppressWarnings("NullAway.Init") // made before the first test
class CallOnAsteriskIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    @TempDir
    private static Path home;

    private Parley host;
    private AsteriskLab lab;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    void start() throws Exception {
        Path scripts = Files.createDirectories(home.resolve("scripts"));
        Files.writeString(scripts.resolve("8300.groovy"), """
                def number = ask 'Please key your number.', digits(2), tries: 1
                dispose number.value == '42' ? 'SALE' : 'NI'
                say 'Goodbye.'
                """);
        Files.writeString(scripts.resolve("8301.groovy"), "say 'Hello.'\ndispose 'SALE'\n");
        Files.writeString(scripts.resolve("8302.groovy"), "say 'Hello.'\ntransfer '9002', context: 'lab'\n");
        Files.writeString(scripts.resolve("8303.groovy"), """
                say 'Hello.'
                wait 60.s
                """);
        Files.writeString(home.resolve("keys.txt"), "hears\npresses 42\n");
        Files.writeString(home.resolve("hears.txt"), "hears\nhangs up\n");
        Settings settings = Settings.load(new Sources(
                        null,
                        Map.of(),
                        List.of(
                                new Flag("test", "agi.listen", "127.0.0.1:0"),
                                new Flag("test", "audio.listen", "127.0.0.1:0"),
                                new Flag("test", "database.url", "none"),
                                new Flag("test", "calls.drain", "0s")),
                        folders()))
                .value();
        host = Parley.start(settings, home);
        lab = AsteriskLab.start(
                LabSettings.standard(new HostPort("127.0.0.1", host.agiAddress().getPort())));
        AsteriskSettings account = lab.manager("parley");
        environment.put("PARLEY_ASTERISK_MANAGER", account.manager().toString());
        environment.put("PARLEY_ASTERISK_USER", account.user());
        environment.put("PARLEY_ASTERISK_SECRET", account.secret().reveal());
    }

    @AfterAll
    void stop() {
        lab.close();
        host.close();
    }

    private static Folders folders() {
        return new Folders(home, home, home);
    }

    private Ended parley(Map<String, String> more, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--database", "none"));
        return Ended.of(new Surroundings(folders(), all, false), words.toArray(String[]::new));
    }

    private Ended parley(String... arguments) {
        return parley(Map.of(), arguments);
    }

    @Test
    void aSimulatedCallerCallsThroughTheAsterisk() throws IOException {
        Ended ended = parley("call", "8300", "--asterisk", "--caller", home.resolve("keys.txt") + "", "--json");

        assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.OK);
        assertThat(ended.out()).contains("agent   “Please key your number.”", "dialplan     DONE, AGISTATUS SUCCESS");
        JsonNode json = ended.json();
        assertThat(json.path("ok").asBoolean()).isTrue();
        assertThat(json.path("route").asText()).isEqualTo("DONE");
        assertThat(json.path("caller").asText()).isEqualTo("CONTENT");
        assertThat(json.path("firstAudioMs").asLong()).isBetween(0L, 10_000L);
        assertThat(json.path("faults")).isEmpty();
        assertThat(json.at("/call/disposition").asText()).isEqualTo("SALE");
        assertThat(json.path("turns")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aTransferIsToldWithItsTarget() {
        Ended ended =
                parley("call", "8302", "--asterisk", "--context", "lab", "--caller", home.resolve("hears.txt") + "");

        assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.OK);
        assertThat(ended.out()).contains("dialplan     TRANSFER to 9002, AGISTATUS SUCCESS");
    }

    @Test
    void aTelephoneRingsAndDialsTheExtension() throws IOException {
        Ended ended = parley("call", "8301", "--phone", "Local/9002@lab", "--json");

        assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.OK);
        assertThat(ended.out())
                .startsWith("ringing      Local/9002@lab")
                .contains("agent   “Hello.”", "dialplan     DONE, AGISTATUS SUCCESS");
        assertThat(ended.json().has("caller")).isFalse();
        assertThat(ended.json().at("/call/disposition").asText()).isEqualTo("SALE");
    }

    @ParameterizedTest
    @CsvSource({"Local/9009@lab, ringing, 9009", "Local/9002@lab, agent, 8303"})
    void ctrlCHangsUpTheTelephone(String phone, String shown, String extension) throws Exception {
        Process command = start("call", "8303", "--phone", phone, "--database", "none");
        try (BufferedReader printed = command.inputReader()) {
            assertThat(printed.lines().filter(line -> line.contains(shown)).findFirst())
                    .isPresent();
            await().atMost(SOON).until(() -> channelsOf(extension), channels -> !channels.isEmpty());
            long begun = System.nanoTime();
            try (Hiccups hiccups = Hiccups.watch()) {
                assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(command.pid()))
                                .start()
                                .waitFor())
                        .isZero();
                await().atMost(SOON).pollInterval(LOOK).until(() -> lab.ami().channels(), List::isEmpty);
                Duration left = Duration.ofNanos(System.nanoTime() - begun);
                assertThat(left.minus(hiccups.total())).isLessThan(Duration.ofSeconds(1));
            }
            assertThat(command.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(command.exitValue()).isEqualTo(130);
            assertThat(printed.lines()).noneMatch(line -> line.contains("cannot ring") || line.contains("Exception"));
        } finally {
            command.destroyForcibly();
        }
    }

    private List<String> channelsOf(String extension) {
        return lab.ami().command("core show channels concise").stream()
                .filter(line -> line.contains("!" + extension + "!"))
                .toList();
    }

    /** In a process of its own, for which Ctrl-C means what it does in a terminal, however the tests were started. */
    private Process start(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                ParleyCommand.class.getName()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("PARLEY_HOME", home.toString());
        return builder.start();
    }

    @Test
    void anExtensionWithoutAScriptIsNotServed() {
        Ended ended = parley("call", "8398", "--asterisk", "--caller", home.resolve("hears.txt") + "");

        assertThat(ended.code()).as(ended.toString()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out()).contains("dialplan     HUMAN", "is there a script for extension 8398?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parley | 8300 --phone Local/9008@lab | Local/9008@lab is busy",
                "parley | 8300 --phone PJSIP/nobody | Asterisk cannot ring PJSIP/nobody; is there such a channel",
                "parley | 7777 --phone Local/9002@lab | Context parley-agents has no extension 7777; name another",
                "parley | 7777 --asterisk | Context parley-agents has no extension 7777; name another",
                "parley | 8300 --asterisk --context nowhere | The dialplan has no context nowhere; correct",
                "nobody | 8300 --asterisk | refuses the user 'nobody'; correct asterisk.user and asterisk.secret",
                "watcher | 8300 --asterisk | Asterisk refuses AMI's Originate to the user 'watcher': permission denied; give",
                "watcher | 8300 --phone PJSIP/sipp | Asterisk refuses AMI's Originate to the user 'watcher': permission",
            })
    void whatCannotBeIsSaidInOneLine(String user, String call, String said) {
        Ended ended = parley(Map.of("PARLEY_ASTERISK_USER", user), ("call " + call).split(" "));

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err()).startsWith("parley: ").contains(said).hasLineCount(1);
    }

    @Test
    void aWrongSecretAndSomethingElseThanAmiAreToldApart() {
        Ended secret = parley(Map.of("PARLEY_ASTERISK_SECRET", "wrong"), "call", "8300", "--asterisk");
        Ended agi = parley(
                Map.of(
                        "PARLEY_ASTERISK_MANAGER",
                        "127.0.0.1:" + host.agiAddress().getPort()),
                "call",
                "8300",
                "--asterisk");

        assertThat(secret.err()).contains("refuses the user 'parley'").doesNotContain("wrong;");
        assertThat(agi.err()).contains("No AMI at 127.0.0.1:").hasLineCount(1);
        assertThat(List.of(secret.code(), agi.code())).containsOnly(ExitCode.FAILED);
    }

    @Test
    void doctorAndCallTellThatAudioSocketIsNotLoaded() throws InterruptedException {
        assertThat(doctor()).contains("ok    asterisk-ami", "has context parley-agents, with AudioSocket");
        String unloaded = lab.cli("module unload app_audiosocket.so");
        try {
            assertThat(doctor()).as(unloaded).contains("FAIL  asterisk-ami   This Asterisk has not loaded");
            assertThat(parley("call", "8300", "--asterisk").err())
                    .isEqualTo(
                            "parley: This Asterisk has not loaded the application AudioSocket; load res_audiosocket.so"
                                    + " and app_audiosocket.so (modules.conf); they come with Asterisk 18 and newer\n");
        } finally {
            assertThat(lab.cli("module load app_audiosocket.so")).contains("Loaded");
        }
    }

    private String doctor() {
        return parley("doctor", "--agi", "127.0.0.1:0", "--audio", "127.0.0.1:0")
                .out();
    }
}
