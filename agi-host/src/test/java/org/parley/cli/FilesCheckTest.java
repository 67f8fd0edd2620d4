package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Settings;
import org.parley.cli.Check.Status;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

class FilesCheckTest {
    @TempDir
    private Path home;

    @Test
    void aFolderOfBothIsWell() throws Exception {
        Path folder = folder("shared", "rwxrwxr-x");
        Check check = check("calls.files.folder=" + folder, "calls.files.asterisk-folder=/mnt/parley");
        assertThat(check.status()).isEqualTo(Status.OK);
        assertThat(check.finding()).contains(folder.toString(), "/mnt/parley");
    }

    @Test
    void aFolderThatIsNotThereIsSaidWithWhatToDo() throws Exception {
        Check check = check("calls.files.folder=" + home.resolve("none"));
        assertThat(check.status()).isEqualTo(Status.FAIL);
        assertThat(check.finding()).contains("does not exist");
        assertThat(check.remedy()).contains("mkdir", "group");
    }

    @Test
    void aFolderOfOursAloneIsNoneThatAsteriskRecordsInto() throws Exception {
        Check check = check("calls.files.folder=" + folder("own", "rwxr-xr-x"));
        assertThat(check.status()).isEqualTo(Status.FAIL);
        assertThat(check.finding()).contains("this account alone");
    }

    @Test
    void theSpoolOfTheAsteriskOfThisMachineIsUsedWhenNoneIsNamed() throws Exception {
        Path folder = folder("spool/parley", "rwxrwxr-x");
        asterisk("  Spool directory:             " + home.resolve("spool"));
        assertThat(check().finding()).contains(folder.toString());
        assertThat(check("calls.audio=files").status()).isEqualTo(Status.OK);
    }

    @Test
    void noFolderIsAFaultOnlyWhenItIsNeeded() throws Exception {
        asterisk("nothing of use");
        assertThat(check().status()).isEqualTo(Status.OK);
        assertThat(check("calls.audio=audiosocket").finding()).contains("not used");
        Check needed = check("calls.audio=files");
        assertThat(needed.status()).isEqualTo(Status.FAIL);
        assertThat(needed.remedy()).contains("calls.files.folder", "calls.files.asterisk-folder");
    }

    private Path folder(String name, String permissions) throws Exception {
        Path folder = Files.createDirectories(home.resolve(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    /** An Asterisk that answers in these words. */
    private void asterisk(String words) throws Exception {
        Path program = Files.createDirectories(home.resolve("bin")).resolve("asterisk");
        Files.writeString(program, "#!/bin/sh\necho '" + words + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Check check(String... flags) throws InterruptedException {
        List<Flag> given = Stream.of(flags)
                .map(text -> text.split("=", 2))
                .map(pair -> new Flag("test", pair[0], pair[1]))
                .toList();
        Settings settings = Settings.load(new Sources(null, Map.of(), given, new Folders(home, home, home)))
                .value();
        return FilesCheck.of(settings.calls(), new Programs(home.resolve("bin").toString()));
    }
}
