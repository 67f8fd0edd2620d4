package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.reports.Centre;
import org.parley.settings.Folders;
import org.parley.store.DatabaseSettings;

/** {@code parley reconcile} and {@code parley report} as an admin types them. */
final class ReportCommandsIT {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Centre centre;

    @BeforeEach
    void open() throws IOException {
        centre = new Centre(Kind.VICIDIAL, folder.resolve("journal"));
        DatabaseSettings database = centre.at.test().settings();
        Files.writeString(folder.resolve("parley.yaml"), """
                database:
                  url: %s
                  user: %s
                  password: ${env:DATABASE_PASSWORD}
                """.formatted(database.url(), database.user()));
        centre.call(centre.at.natives().routeOutbound(1, "9001"), How.AGENT, "SALE", 30);
        centre.call(centre.at.natives().routeInbound(2, "SUPPORT", "9002"), How.CALLER, "NI", 12);
    }

    @AfterEach
    void close() {
        centre.close();
    }

    private Ended parley(String... arguments) {
        Map<String, String> environment = Map.of(
                "PARLEY_DIALER_CONFIG",
                "none",
                "DATABASE_PASSWORD",
                centre.at.test().settings().password().reveal());
        return Ended.of(
                new Surroundings(new Folders(folder, folder.resolve("home"), folder), environment, false), arguments);
    }

    @Test
    void reconcileTellsRepairsAndEndsWithOneWhileADifferenceIsLeft() throws IOException {
        assertThat(parley("reconcile"))
                .isEqualTo(
                        new Ended(0, "2 calls compared: 0 differences left, 0 repaired, 0 changed by somebody\n", ""));
        centre.at.execute("UPDATE <log> SET status = 'XFER'");
        centre.at.execute("UPDATE <list> SET status = 'DNC' WHERE lead_id = 2");

        Ended seen = parley("reconcile", "--since", "2h");
        assertThat(seen.code()).isEqualTo(ExitCode.FAILED);
        assertThat(seen.out())
                .contains("is XFER of 9001, should be SALE of 9001\n    UPDATE vicidial_log SET ")
                .contains("changed by somebody  list 2 is DNC of 9002, should be NI of 9002\n")
                .endsWith("2 calls compared: 1 differences left, 0 repaired, 1 changed by somebody\n");

        Ended fixed = parley("reconcile", "--fix", "--json");
        assertThat(fixed.code()).isEqualTo(ExitCode.OK);
        JsonNode json = fixed.json();
        assertThat(json.path("repaired").asInt()).isEqualTo(1);
        assertThat(json.path("left").asInt()).isZero();
        assertThat(json.path("differences").findValuesAsText("kind")).containsExactlyInAnyOrder("status", "changed");
        assertThat(centre.at.value("SELECT status FROM <log>")).isEqualTo("SALE");
        assertThat(parley("reconcile").code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void reconcileSaysWhatItExpects() {
        assertThat(parley("reconcile", "--since", "yesterday").err())
                .startsWith(
                        "parley: --since: expected a time such as 30m, 24h or 7d, at most 366d, but was 'yesterday'");
        assertThat(parley("reconcile", "--since", "367d").code()).isEqualTo(ExitCode.USAGE);
        assertThat(parley("reconcile", "--limit", "0").code()).isEqualTo(ExitCode.USAGE);
        assertThat(parley("reconcile", "--database", "none").err()).contains("database.url is 'none'");
    }

    @Test
    void reportsComeAsTableCsvAndJson() throws IOException {
        centre.at.execute("UPDATE <users> SET full_name = 'Doe, \"AI\"' WHERE user = '9001'");
        centre.at.execute("UPDATE <agent_log> SET wait_sec = 7 WHERE lead_id > 0");
        Ended table = parley("report", "agents", "--from", "2020-01-01");
        assertThat(table.code()).isZero();
        assertThat(table.out().lines().skip(1).map(line -> line.replaceAll(" +", " ")))
                .startsWith("user name group calls time pause wait talk dispo dead averageTalk NI SALE")
                .contains("9001 Doe, \"AI\" ADMIN 1 37 0 7 30 0 0 30 0 1")
                .endsWith("total 2 56 0 14 42 0 0 21 1 1");
        Ended csv = parley("report", "agents", "--from", "2020-01-01", "--users", "9001-9002", "--csv");
        assertThat(csv.out()).isEqualTo("""
                        user,name,group,calls,time,pause,wait,talk,dispo,dead,averageTalk,NI,SALE
                        9001,"Doe, ""AI""\",ADMIN,1,37,0,7,30,0,0,30,0,1
                        9002,AI 1,ADMIN,1,19,0,7,12,0,0,12,1,0
                        """);
        Ended json = parley("report", "calls", "--from", "2020-01-01 08:00", "--json");
        assertThat(json.json().path("rows").findValuesAsText("name")).containsExactly("SALES", "SUPPORT");
        assertThat(json.json().path("total").path("calls").asInt()).isEqualTo(2);
        assertThat(json.json()
                        .path("rows")
                        .path(0)
                        .path("statuses")
                        .path("SALE")
                        .asInt())
                .isEqualTo(1);
        assertThat(json.json().path("from").asText()).isEqualTo("2020-01-01T08:00:00");
        assertThat(parley("report", "calls", "--users", "7777").out()).contains("no rows of AI users");
    }

    @Test
    void reportsSayWhatTheyExpect() {
        assertThat(parley("report", "calls", "--from", "03/01/2026").err())
                .startsWith("parley: --from: expected a day such as 2026-03-31");
        assertThat(parley("report", "calls", "--from", "2026-03-02", "--to", "2026-03-01")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(parley("report", "agents", "--users", "9005-9001").err())
                .startsWith("parley: --users: expected users such as 9001-9005,9010");
        assertThat(parley("report", "agents", "--csv", "--json").code()).isEqualTo(ExitCode.USAGE);
        assertThat(parley("report").out()).contains("agents", "calls");
    }
}
