package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;

/** {@code parley talk --aloud}: what is written is spoken, recognised, answered and recorded. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TalkAloudIT {

    @TempDir
    Path folder;

    @BeforeEach
    void writeAScript() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("scripts")).resolve("sales.groovy"), """
                say "Hello ${lead.firstName}."
                def wanted = ask 'Would you like a quote?', yesNo
                dispose wanted.yes ? 'SALE' : 'NI'
                def code = ask 'And your code?', digits(2)
                note "code ${code.value}"
                ask 'Anything else?', yesNo
                """);
    }

    private Ended parley(String typed, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        try {
            Path home = folder.resolve("home");
            return Ended.of(
                    new Surroundings(
                            new Folders(folder, home, folder),
                            Map.of("PATH", folder.resolve("bin").toString()),
                            false),
                    arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void whatIsWrittenIsSpokenAndTheRecordingIsKeptAndPlayed() throws IOException {
        Path player = Files.createDirectories(folder.resolve("bin")).resolve("paplay");
        Files.writeString(player, "#!/bin/sh\nhead -c 4 \"$1\" > " + folder.resolve("played") + "\n");
        Files.setPosixFilePermissions(player, PosixFilePermissions.fromString("rwx------"));

        Ended ended = parley("yes please\n#42\n", "talk", "sales", "--aloud", "--play", "--lead", "firstName=Ana");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out())
                .containsSubsequence(
                        "agent>  Hello Ana.\n",
                        "agent>  Would you like a quote?\n",
                        "caller> yes please\n",
                        "heard>  yes please\n",
                        "caller> #42\n",
                        "caller> (hangs up)\n",
                        "recording  ",
                        "status     SALE\n",
                        "note       code 42\n",
                        "ended by   caller")
                .containsPattern("agent>  And your code\\?  \\(after [0-3]\\.\\d\\d s\\)\n");
        Matcher kept = Pattern.compile("recording  (.*\\.wav)").matcher(ended.out());
        assertThat(kept.find()).isTrue();
        assertThat(Path.of(kept.group(1))).isRegularFile().startsWith(folder.resolve("home"));
        assertThat(Files.size(Path.of(kept.group(1)))).isGreaterThan(50_000);
        assertThat(folder.resolve("played")).hasContent("RIFF");
    }

    @Test
    void withoutAPlayerOrASoundItIsSaidAtOnce() {
        assertThat(parley("", "talk", "sales", "--aloud", "--play").err())
                .contains("--play: expected one of paplay, pw-play, aplay on the PATH but there is none");
        assertThat(parley("", "talk", "sales", "--play").err()).contains("--play: expected with --aloud");
    }
}
