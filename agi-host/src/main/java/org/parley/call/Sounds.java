package org.parley.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;
import org.parley.audio.SoundLoop;
import org.parley.audio.WavFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sounds of a host's scripts: WAV files in one folder, and what callers on hold hear. Any thread may use it. */
public final class Sounds {
    private static final Logger log = LoggerFactory.getLogger(Sounds.class);
    /** Music is kept in memory; so many bytes at 8 kHz are some ten minutes, at CD quality one and a half. */
    private static final long MUSIC_BYTES_MAX = 16L << 20;

    private final Path folder;
    private final String music;
    private @Nullable SoundLoop loop; // null before it was asked for; guarded by this
    private FileTime madeOf = FileTime.fromMillis(0); // the time of the file that it is made of; guarded by this

    /** The sounds in that folder; {@code music} is the name of the one for callers on hold, without its ending. */
    public Sounds(Path folder, String music) {
        this.folder = folder;
        this.music = music;
    }

    /** The sound of that name; empty when the folder has none such. */
    Optional<Pcm> named(String name) {
        Path file = folder.resolve(name + ".wav");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(WavFile.read(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Expected a WAV sound in " + file, unreadable);
        }
    }

    /** What callers on hold hear: the file, as it is now, or soft tones of ours where there is none to be used. */
    synchronized SoundLoop onHold() {
        Path file = folder.resolve(music + ".wav");
        FileTime now = changed(file);
        SoundLoop known = loop;
        if (known == null || !now.equals(madeOf)) {
            known = read(file);
            loop = known;
            madeOf = now;
        }
        return known;
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException absent) {
            return FileTime.fromMillis(0);
        }
    }

    private static SoundLoop read(Path file) {
        try {
            if (Files.isRegularFile(file)) {
                if (Files.size(file) > MUSIC_BYTES_MAX) {
                    throw new AudioException("Expected music of at most 16 MB but " + file + " has more; convert it:"
                            + " sox IN -r 8000 -c 1 -b 16 OUT.wav");
                }
                return SoundLoop.of(WavFile.read(file));
            }
        } catch (IOException | AudioException unusable) {
            log.warn("callers on hold hear tones: {}", unusable.getMessage());
        }
        return SoundLoop.of(HoldTones.make());
    }
}
