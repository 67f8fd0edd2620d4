package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Settings;
import org.parley.cli.Check.Status;
import org.parley.settings.Folders;
import org.parley.settings.SettingsException;
import org.parley.settings.Sources;

/** What doctor says of languages. */
class LanguagesCheckTest {
    @TempDir
    private Path folder;

    private Settings settings(String... changes) {
        List<Sources.Flag> flags = new ArrayList<>();
        for (int i = 0; i < changes.length; i += 2) {
            flags.add(new Sources.Flag("--" + changes[i], changes[i], changes[i + 1]));
        }
        return Settings.load(new Sources(null, Map.of("KEY", "k"), flags, new Folders(folder, folder, folder)))
                .value();
    }

    private Check check(String... changes) {
        return LanguagesCheck.of(settings(changes), new Programs(folder.toString()));
    }

    private void installEspeak() throws IOException {
        Path program = Files.writeString(folder.resolve("espeak-ng"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void englishCallsNeedNothing() {
        assertThat(check().status()).isEqualTo(Status.OK);
        assertThat(check().finding()).contains("en-US", "heard in English only", "espeak-ng is missing");
    }

    @Test
    void callsThatTheBoxCannotSpeakFailAndThoseThatItCannotHearWarn() throws IOException {
        Check mute = check("calls.language", "ar");
        assertThat(mute.status()).isEqualTo(Status.FAIL);
        assertThat(mute.remedy()).contains("apt-get install espeak-ng", "cascade.questions: true");

        installEspeak();
        Check deaf = check("calls.language", "ar");
        assertThat(deaf.status()).isEqualTo(Status.WARN);
        assertThat(deaf.finding()).contains("keys in all", "spoken by espeak-ng");
        assertThat(deaf.remedy()).contains("a recogniser of Arabic");
    }

    @Test
    void withPartsForScriptsAllIsWell() throws IOException {
        installEspeak();
        Check well = check("calls.language", "fa-IR", "cascade.hearing", "whisper", "cascade.questions", "true");

        assertThat(well.status()).isEqualTo(Status.OK);
        assertThat(well.finding()).contains("fa-IR", "heard by whisper");
    }

    @Test
    void mistakesInSettingsAreToldInOneLine() {
        assertThatThrownBy(() -> settings("calls.language", "arabisch"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Expected a language as a tag such as en, ar or fa-IR but was 'arabisch'");
        assertThatThrownBy(() -> settings("cascade.voices", "arabic voice"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("voices as LANGUAGE=VOICE");
    }
}
