package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;
import org.parley.store.DatabaseSettings;
import org.parley.store.TestDatabase;

/** The names that only the dialer's tables know. */
class CheckCommandIT {
    @TempDir
    Path folder;

    @Test
    void statusesAndInGroupsThatTheDialerDoesNotHaveAreShown() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("scripts")).resolve("sales.groovy"), """
                if (lead.id) finish 'NI'
                def sent = transfer inGroup: 'NOWHERE', wait: 5.s
                dispose sent.ok ? 'SALE' : 'NOPE'
                """);
        try (TestDatabase test = TestDatabase.open()) {
            test.loadDemoWithCalls();
            DatabaseSettings database = test.settings();
            Surroundings surroundings = new Surroundings(
                    new Folders(folder, folder.resolve("home"), folder),
                    Map.of(
                            "PARLEY_DATABASE_USER",
                            database.user(),
                            "PARLEY_DATABASE_PASSWORD",
                            database.password().reveal()),
                    false);

            Ended ended = Ended.of(surroundings, "check", "--format", "sarif", "--database", database.url());

            assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
            assertThat(StreamSupport.stream(ended.json().at("/runs/0/results").spliterator(), false)
                            .map(each -> each.path("level").asText() + " "
                                    + each.at("/message/text").asText()))
                    .containsExactly(
                            "error The dialer has no status 'NOPE'; add it to the campaign's statuses, or take one that"
                                    + " it has",
                            "warning The dialer has no in-group 'NOWHERE'; take one that it has; the reason of such a"
                                    + " transfer is UNKNOWN");
        }
    }
}
