package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.parley.cli.BackroomHost.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.call.CallEvent;
import org.parley.console.http.Role;
import org.parley.dialer.DialerDatabase.Kind;

/** The figures of what stands behind the calls: lines, providers, the database. */
final class FiguresIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    @Test
    void linesByStateProvidersAndTheDatabasesTimeAreFigures() throws Exception {
        try (BackroomHost host = new BackroomHost(Kind.VICIDIAL, home, "extensions '8300'\nhangup()\n", "", true)) {
            assertThat(figures(host)).contains("parley_lines{state=\"ready\"} 0.0");
            json(201, host.ask(Role.ADMIN, "POST", "/api/lines", """
                    {"userStart": "9001", "lines": 3, "extension": "8300", "campaign": "SALES", "script": "sales",
                     "inGroups": ["SUPPORT"], "active": true}"""));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(figures(host)).contains("parley_lines{state=\"none\"} 3.0"));
            host.at.natives().daemonSweep();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(figures(host))
                            .contains("parley_lines{state=\"ready\"} 3.0", "parley_lines{state=\"none\"} 0.0"));
            host.at.execute("UPDATE <live_agents> SET status = 'INCALL' WHERE user = '9002'");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(figures(host)).contains("parley_lines{state=\"incall\"} 1.0"));
            assertThat(figures(host))
                    .contains("parley_provider_well{kind=\"")
                    .containsPattern("hikaricp_connections_usage_seconds_count\\{pool=\"\\S+\"} [1-9]");
            Path deploy = Files.isDirectory(Path.of("deploy")) ? Path.of("deploy") : Path.of("../deploy");
            assertThat(Files.readString(deploy.resolve("grafana/parley.json")))
                    .contains("hikaricp_connections_usage_seconds_sum", "hikaricp_connections_acquire_seconds_sum");
        }
    }

    @Test
    void aFailureIsCountedByWhoFailedAndUnknownNamesMakeNoSeries() throws Exception {
        try (BackroomHost host = new BackroomHost(Kind.OSDIAL, home, "extensions '8300'\nhangup()\n", "", false)) {
            String ears = host.host().backroom().providers().get().stream()
                    .filter(state -> state.kind().equals("recogniser"))
                    .findFirst()
                    .orElseThrow()
                    .name();
            for (String who : List.of(ears, "nobody", "nobody else")) {
                host.host()
                        .events()
                        .publish(new CallEvent(
                                "call", Instant.now(), 1, "hearing-failed", Map.of("reason", who + ": went away")));
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(figures(host))
                            .contains(
                                    "parley_failures_total{kind=\"hearing-failed\",provider=\"" + ears + "\"} 1.0",
                                    "parley_failures_total{kind=\"hearing-failed\",provider=\"\"} 2.0")
                            .doesNotContain("nobody"));
        }
    }

    private static String figures(BackroomHost host) throws Exception {
        return host.ask(Role.VIEWER, "GET", "/metrics", "").body();
    }
}
