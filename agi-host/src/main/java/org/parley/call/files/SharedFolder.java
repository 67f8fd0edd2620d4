package org.parley.call.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.parley.audio.AudioException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which host and Asterisk exchange sound: linear samples of 16 bits at 8 kHz without a header, which
 * every Asterisk knows as {@code sln}. What is said whole is kept under a name made of its samples, so that the same
 * words in the same voice are one file; the files used least recently go when there are too many. Any thread may use
 * it.
 */
public final class SharedFolder {
    /** The name of the format, and the ending of its files. */
    static final String FORMAT = "sln";

    private static final Logger log = LoggerFactory.getLogger(SharedFolder.class);
    private static final String SAID = "said-";
    private static final String PART = "part-";
    private static final String HEARD = "heard-";
    /** No recording of ours is longer than some seconds; what is larger is none. */
    private static final long BYTES_MAX = 2L << 20;
    /** What a call that was cut off has left behind is deleted when it is so old. */
    private static final long ORPHAN_SECONDS = 600;

    private final Path folder;
    private final String inAsterisk;
    private final long keptMax;
    private long tidiedNanos; // when it was tidied up last; guarded by this
    private long kept = -1; // bytes of the files that are kept; -1 before they were counted; guarded by this

    /**
     * The folder as this machine and as Asterisk see it.
     *
     * @param keptMax bytes of what was said that are kept
     */
    public SharedFolder(Path folder, String inAsterisk, long keptMax) {
        this.folder = folder;
        this.inAsterisk = inAsterisk;
        this.keptMax = keptMax;
    }

    /** A sound in the folder. */
    record Sound(Path file, String name) {}

    /** Both its names, for messages. */
    @Override
    public String toString() {
        return folder + " (for Asterisk " + inAsterisk + ")";
    }

    /** The samples as a file of the folder; {@code again} when they may come again and are worth keeping. */
    Sound put(short[] samples, boolean again) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        Sound sound = sound(again ? SAID + hash(bytes.array()) : PART + UUID.randomUUID());
        try {
            if (again && Files.exists(sound.file())) {
                Files.setLastModifiedTime(sound.file(), FileTime.from(Instant.now()));
                return sound;
            }
            make();
            Path making = folder.resolve(PART + UUID.randomUUID() + ".tmp");
            Files.write(making, bytes.array());
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(making, sound.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
        if (again) {
            keep(bytes.capacity());
        }
        return sound;
    }

    /** Where the caller is recorded next. */
    Sound recording() {
        try {
            make();
        } catch (IOException failure) {
            throw unwritable(failure);
        }
        return sound(HEARD + UUID.randomUUID());
    }

    /** Makes the folder, for this account and its group; who else may look into it is for an admin to say. */
    private void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
        }
    }

    private AudioException unwritable(IOException failure) {
        return new AudioException(
                "Expected to write sound for Asterisk into " + folder + " (setting calls.files.folder) but: " + failure,
                failure);
    }

    private Sound sound(String name) {
        return new Sound(folder.resolve(name + "." + FORMAT), inAsterisk + "/" + name);
    }

    /** What Asterisk has recorded there; the file is gone then. */
    short[] take(Sound recording) {
        try {
            long size = Files.size(recording.file());
            if (size > BYTES_MAX) {
                throw new AudioException("Expected a recording of at most " + BYTES_MAX + " bytes in "
                        + recording.file() + " but it has " + size);
            }
            ByteBuffer bytes =
                    ByteBuffer.wrap(Files.readAllBytes(recording.file())).order(ByteOrder.LITTLE_ENDIAN);
            short[] samples = new short[bytes.remaining() / 2];
            bytes.asShortBuffer().get(samples);
            return samples;
        } catch (NoSuchFileException absent) {
            throw new AudioException("Asterisk has recorded the caller as " + recording.name() + "." + FORMAT
                    + " but this host sees no " + recording.file() + "; " + remedy());
        } catch (IOException failure) {
            throw new AudioException("Expected to read what Asterisk has recorded but: " + failure, failure);
        } finally {
            drop(recording);
        }
    }

    /** Deletes it. */
    void drop(Sound sound) {
        try {
            Files.deleteIfExists(sound.file());
        } catch (IOException failure) {
            log.warn("a sound of a call is left behind, which this account may not delete: {}", failure.toString());
        }
    }

    /** What to do when one of the two does not see the files of the other. */
    static String remedy() {
        return "let both see one folder (settings calls.files.folder and calls.files.asterisk-folder, see"
                + " docs/asterisk.md)";
    }

    private synchronized void keep(long bytes) {
        if (kept >= 0) {
            kept += bytes;
        }
        long now = System.nanoTime();
        if (kept >= 0 && kept <= keptMax && now - tidiedNanos < ORPHAN_SECONDS * 1_000_000_000L) {
            return;
        }
        tidiedNanos = now;
        record Kept(Path file, long size, FileTime used) {}
        List<Kept> all = new ArrayList<>();
        Instant orphaned = Instant.now().minusSeconds(ORPHAN_SECONDS);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "{" + SAID + "," + PART + "," + HEARD + "}*")) {
            for (Path file : files) {
                FileTime used = Files.getLastModifiedTime(file);
                if (file.getFileName().toString().startsWith(SAID)) {
                    all.add(new Kept(file, Files.size(file), used));
                } else if (used.toInstant().isBefore(orphaned)) {
                    Files.deleteIfExists(file);
                }
            }
            all.sort(Comparator.comparing(Kept::used));
            kept = all.stream().mapToLong(Kept::size).sum();
            for (Kept oldest : all) {
                // some room is made at once; what was used in the last minutes may be playing
                if (kept <= keptMax - keptMax / 5 || oldest.used().toInstant().isAfter(orphaned)) {
                    break;
                }
                Files.deleteIfExists(oldest.file());
                kept -= oldest.size();
            }
        } catch (IOException failure) {
            log.warn("the folder {} could not be tidied up: {}", folder, failure.toString());
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
