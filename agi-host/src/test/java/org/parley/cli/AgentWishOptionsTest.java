package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parley.Settings;
import org.parley.settings.Folders;
import picocli.CommandLine;

/** Which script must serve the extension of new agents, by whatever leads to it. */
class AgentWishOptionsTest {
    @TempDir
    private Path folder;

    private String problems(String claims, String inGroups, String other) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("scripts"));
        Files.writeString(scripts.resolve("sales.groovy"), claims + "\nsay 'x'\n");
        Files.writeString(scripts.resolve("other.groovy"), other + "\nsay 'y'\n");
        AgentWishOptions wish = CommandLine.populateCommand(
                new AgentWishOptions(),
                "--user-start=9001",
                "--lines=2",
                "--extension=8300",
                "--campaign=SALES",
                "--script=sales",
                "--in-groups=" + inGroups);
        Settings settings = new SettingsOptions()
                .load(new Surroundings(new Folders(folder, folder.resolve("home"), folder), Map.of(), false))
                .value();
        return String.join("\n", wish.scriptProblems(settings));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extensions '8300' | SUPPORT,BILLING",
                "inGroups 'SUPPORT', 'BILL*' | SUPPORT,BILLING",
                "campaigns 'SALES' | SUPPORT",
                "extensions '_83XX' | SUPPORT",
            })
    void itIsReachedByExtensionInGroupOrCampaign(String claims, String inGroups) throws IOException {
        assertThat(problems(claims, inGroups, "")).isEmpty();
    }

    @Test
    void callsThatGoElsewhereAreTold() throws IOException {
        assertThat(problems("inGroups 'SUPPORT'", "SUPPORT,BILLING", ""))
                .isEqualTo("script: extension 8300 is answered by no script; write extensions '8300', or inGroups or"
                        + " campaigns of theirs, into sales.groovy");
        assertThat(problems("campaigns 'SALES'", "SUPPORT", "extensions '8300'"))
                .startsWith("script: extension 8300 is answered by another script");
    }
}
