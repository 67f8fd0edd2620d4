package org.parley.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import org.parley.browser.Stage.Look;
import org.parley.cli.BackroomHost;
import org.parley.console.http.Role;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.store.CallState;
import org.parley.store.PastCallRows;
import org.parley.store.ScriptVersions;

/** A host at a dialer's database, with two agents, a week of calls and a few versions of its script, before Chromium. */
final class BackroomStage implements Visit.Place, AutoCloseable {
    private static final String SCRIPT = "description 'Sells cars'\nextensions '8300', '8322'\nsay 'Hello.'\n";

    private final Path home;
    private final BackroomHost host;
    private final Chromium chromium = Chromium.start();

    BackroomStage() {
        try {
            home = Files.createTempDirectory("backroom");
            host = new BackroomHost(Kind.VICIDIAL, home, SCRIPT, """
                    talk:
                      prices:
                        - openai.million-output-tokens=10
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected a host that starts", e);
        }
        host.at.remoteAgent(9001, 3, "8300", "SALES", "SUPPORT");
        host.at.remoteAgent(9011, 1, "8300", "SURVEY", "");
        for (String agent : List.of("'9001', 3, 'SALES'", "'9011', 1, 'SURVEY'")) {
            host.at.execute(
                    "INSERT INTO parley_agent (user_start, number_of_lines, campaign, server_ip, extension, script, state, changed_at)"
                            + " VALUES (" + agent + ", '127.0.0.1', '8300', 'sales', 'ACTIVE', NOW())");
        }
        for (int lead = 1; lead <= 4; lead++) {
            host.at.insert("hopper", "lead_id", lead, "campaign_id", "SALES", "status", "READY", "list_id", 101);
        }
        aWeekOfCalls();
        ScriptVersions versions = new ScriptVersions(host.at.jdbi());
        versions.keep("sales", "aaaa00000001", SCRIPT.replace("Hello", "Good day"), "box");
        versions.keep("sales", "bbbb00000002", "nothing 'good'", "box");
        versions.broken("sales", "bbbb00000002", "it divides by zero");
    }

    private void aWeekOfCalls() {
        PastCallRows past = new PastCallRows(host.at.jdbi());
        ZonedDateTime today = LocalDate.now(ZoneId.systemDefault()).atStartOfDay(ZoneId.systemDefault());
        for (int day = 0; day < 7; day++) {
            for (int call = 0; call < 6 + day; call++) {
                PastCallRows.One one = past.call(
                                today.minusDays(day)
                                        .plusSeconds(call)
                                        .toInstant()
                                        .toString(),
                                "sales")
                        .on(call % 2 == 0 ? "9001" : "9002", "SALES")
                        .answered(150 + call, 260 + 10L * call, 480 + 20L * call, 640 + 30L * call, 700 + 40L * call)
                        .used("openai", "OUTPUT_TOKENS", 900 + 100L * call)
                        .used("instant", "AUDIO_IN_MS", 2500)
                        .used("hume", "TALK_MS", 4000);
                switch (call % 5) {
                    case 0, 1 -> one.ended(CallState.DONE, "CALLER", "SALE", 60 + call);
                    case 2 -> one.ended(CallState.DONE, "SCRIPT", "NI", 30 + call);
                    case 3 -> one.ended(CallState.TRANSFERRED, "TRANSFER", "XFER", 45);
                    default -> one.ended(CallState.FAILED, "FAILED", "", 8);
                }
            }
        }
    }

    BackroomHost host() {
        return host;
    }

    /** The file of the script, to be edited. */
    Path script() {
        return home.resolve("scripts/sales.groovy");
    }

    /** The script as it was. */
    String text() {
        return SCRIPT;
    }

    @Override
    public String at(String path) {
        return "http://" + host.address() + path;
    }

    @Override
    public String token(Role role) {
        return host.token(role);
    }

    Visit visit(Look look) {
        return Visit.open(chromium, this, look);
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        host.close();
        try (var files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
