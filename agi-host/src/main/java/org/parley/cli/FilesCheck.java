package org.parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.call.AudioChoice;
import org.parley.call.CallSettings;

/** Whether the folder is there that host and Asterisk share where the audio goes by files. Changes nothing. */
final class FilesCheck {
    private static final String NAME = "audio-files";
    private static final Duration PROGRAM_TIME = Duration.ofSeconds(5);
    private static final Pattern SPOOL = Pattern.compile("(?m)^\\s*Spool directory:\\s*(/\\S+)\\s*$");

    private FilesCheck() {}

    static Check of(CallSettings settings, Programs programs) throws InterruptedException {
        if (settings.audio() == AudioChoice.Way.AUDIOSOCKET) {
            return Check.ok(NAME, "not used: calls.audio is audiosocket");
        }
        String named = settings.files().folder();
        String folder = named.isEmpty() ? ofSpool(programs).orElse("") : named;
        boolean needed = settings.audio() == AudioChoice.Way.FILES;
        if (folder.isEmpty()) {
            return needed
                    ? Check.fail(
                            NAME,
                            "no folder is named, and no Asterisk of this machine tells its spool",
                            "share a folder with Asterisk's machine, and set calls.files.folder and"
                                    + " calls.files.asterisk-folder to its names here and there")
                    : Check.ok(NAME, "no folder; only an Asterisk without AudioSocket needs one");
        }
        String asterisk = settings.files().asteriskFolder().isEmpty()
                ? folder
                : settings.files().asteriskFolder();
        return look(Path.of(folder), asterisk, needed || !named.isEmpty());
    }

    private static Check look(Path folder, String asterisk, boolean wanted) {
        String found;
        if (!Files.isDirectory(folder)) {
            found = folder + " does not exist";
        } else if (!Files.isWritable(folder)) {
            found = folder + " is not writable for this account";
        } else if (!isForOthers(folder)) {
            found = folder + " is writable for this account alone, and Asterisk records into it";
        } else {
            return Check.ok(NAME, "%s is writable; Asterisk must see it as %s".formatted(folder, asterisk));
        }
        return wanted
                ? Check.fail(
                        NAME,
                        found,
                        "mkdir -p %s, chown this account and the group of Asterisk's, chmod 2770; Asterisk must see it"
                                        .formatted(folder)
                                + " as " + asterisk)
                : Check.ok(NAME, found + "; only an Asterisk without AudioSocket needs it");
    }

    private static boolean isForOthers(Path folder) {
        try {
            Set<PosixFilePermission> may = Files.getPosixFilePermissions(folder);
            return may.contains(PosixFilePermission.GROUP_WRITE) || may.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return true; // a file system without them
        }
    }

    private static Optional<String> ofSpool(Programs programs) throws InterruptedException {
        Optional<Path> asterisk = programs.find("asterisk");
        if (asterisk.isEmpty()) {
            return Optional.empty();
        }
        return Programs.output(PROGRAM_TIME, asterisk.get(), "-rx", "core show settings")
                .map(SPOOL::matcher)
                .filter(Matcher::find)
                .map(spool -> spool.group(1) + AudioChoice.OUR_FOLDER);
    }
}
