package org.parley.sim.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People whom a script calls for its caller, on a real Asterisk: who answers, who does not, and what each hears. */
@ExtendWith(AsteriskExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PersonsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Map<String, String> SCRIPTS = Map.ofEntries(
            script("8320", "extension: '9201', wait: 10.s"),
            script("8321", "extension: '9008', context: 'lab', wait: 10.s"),
            script("8322", "extension: '9209', wait: 2.s"),
            script("8323", "number: '+9201', wait: 10.s, warm: 'A caller wants a quote for two cars.'"),
            script("8324", "extension: '9202', wait: 10.s, warm: 'A caller wants a quote for two cars.'"),
            script("8325", "extension: '7', wait: 10.s"),
            Map.entry("8326.groovy", """
                    def t = transfer extension: '9201', wait: 10.s
                    log "outcome 8326 ${t.reason}"
                    transfer '9199'
                    """),
            script("8327", "extension: '9203', wait: 10.s, warm: 'A caller wants a quote for two cars.'"));

    private static Map.Entry<String, String> script(String extension, String options) {
        return Map.entry(extension + ".groovy", """
                def t = transfer %s
                log "outcome %s ${t.reason}"
                if (!t.ok) { say 'Nobody is there.'; transfer '9190' }
                """.formatted(options, extension));
    }

    @TempDir
    private static Path folder;

    // made before the first test
    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private HostProcess host;

    @BeforeAll
    void startHost() throws Exception {
        host = HostProcess.start(folder, SCRIPTS);
    }

    @Test
    void hasBothTogetherOnceSomebodyAnswers(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8320"))) {
            host.awaitLine("outcome 8320 ANSWERED", SOON);

            assertThat(route.step("Bridge", "parley-person")).isPresent();
            assertThat(hears(route, 1004)).isTrue();
            route.caller().hangUp();
            await().atMost(SOON).until(() -> isQuiet(lab));
        }
    }

    @Test
    void goesOnWithTheScriptWhenTheTelephoneIsInUse(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8321"))) {
            host.awaitLine("outcome 8321 BUSY", SOON);
            assertThat(route.transfer()).isEqualTo("9190");
        }
    }

    @Test
    void goesOnWithTheScriptWhenNobodyAnswers(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8322"))) {
            host.awaitLine("outcome 8322 NO_ANSWER", SOON);
            assertThat(route.transfer()).isEqualTo("9190");
        }
    }

    @Test
    void goesOnWithTheScriptWhenTheDialplanHasNoSuchExtension(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8325"))) {
            host.awaitLine("outcome 8325 UNKNOWN", SOON);
            assertThat(route.transfer()).isEqualTo("9190");
        }
    }

    @Test
    void tellsWhoAnswersWhatItIsAboutAndTakesSilenceForYes(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8323"))) {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(300), 0, SOON))
                    .as("music while he is told")
                    .isTrue();
            host.awaitLine("outcome 8323 ANSWERED", SOON);
            assertThat(route.step("Bridge", "parley-person")).isPresent();
            assertThat(hears(route, 1004)).isTrue();
        }
        await().atMost(SOON).until(() -> isQuiet(lab));
    }

    @Test
    void goesOnWithTheScriptWhenSomebodyDeclines(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8324"))) {
            host.awaitLine("outcome 8324 DECLINED", SOON);
            assertThat(route.transfer()).isEqualTo("9190");
        }
        await().atMost(SOON).until(() -> isQuiet(lab));
    }

    @Test
    void takesAHangUpForNo(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8327"))) {
            host.awaitLine("outcome 8327 DECLINED", SOON);
            assertThat(route.transfer()).isEqualTo("9190");
        }
    }

    @Test
    void letsGoWhoAnsweredWhenTheScriptSendsTheCallerElsewhere(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8326"))) {
            assertThat(route.transfer()).isEqualTo("9199");
            await().atMost(SOON)
                    .until(() -> !lab.cli("core show channels concise").contains("parley-answered"));
        }
    }

    @Test
    void endsWhoAnsweredWhenTheCallerHangsUpMeanwhile(AsteriskLab lab) throws Exception {
        try (Route route = Route.of(lab, host.call("8323"))) {
            assertThat(route.hearing().awaitSound(Duration.ofMillis(300), 0, SOON))
                    .isTrue();
            route.caller().hangUp();
            await().atMost(SOON).until(() -> isQuiet(lab));
        }
    }

    private static boolean hears(Route route, int hertz) throws InterruptedException {
        long now = System.nanoTime();
        boolean sound = route.hearing().awaitSound(Duration.ofMillis(1500), now, SOON);
        short[] all = route.hearing().samples();
        short[] last = Arrays.copyOfRange(all, Math.max(0, all.length - 8000), all.length);
        return sound && Tones.share(hertz, last) > 0.8;
    }

    private static boolean isQuiet(AsteriskLab lab) throws InterruptedException {
        return lab.cli("core show channels concise").isBlank();
    }
}
