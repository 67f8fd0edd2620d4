package org.parley.ai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recordings of a client's own voice: one folder for each language, by its tag, with a text {@code greeting.txt}
 * beside each recording. They are read again when a file changes. Any thread may use it.
 */
public final class Clips {
    private static final Logger log = LoggerFactory.getLogger(Clips.class);

    private static final String TEXT = ".txt";
    private static final int CLIPS_MAX = 2_000; // of a language
    private static final int TEXT_BYTES_MAX = 4_000;
    private static final long SOUND_BYTES_MAX = 16L << 20; // of a file: some minutes
    private static final long KEPT_BYTES_MAX = 64L << 20; // of samples in memory
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path folder;
    private Map<String, List<Clip>> clips = Map.of(); // by tag, the longest first; guarded by this
    private Map<Path, FileTime> seen = Map.of(); // guarded by this
    private final Map<Path, Pcm> sounds = new HashMap<>(); // guarded by this
    private long kept; // bytes of them
    private long lookedNanos;
    private boolean looked;

    /** What a text is spoken from: a recording, or words for a synthesiser when the sound is null. */
    record Part(String words, @Nullable Pcm sound) {}

    /** Those in that folder, which may not be there. */
    public Clips(Path folder) {
        this.folder = folder;
    }

    /** All of them, by the tag of their language. */
    public synchronized Map<String, List<Clip>> all() {
        look();
        return clips;
    }

    /** The clip of that name in that language: of the very country, else of the language. */
    public Optional<Clip> named(String name, Locale language) {
        return of(language).stream().filter(clip -> clip.name().equals(name)).findFirst();
    }

    private List<Clip> of(Locale language) {
        Map<String, List<Clip>> all = all();
        List<Clip> exactly = all.get(language.toLanguageTag());
        return exactly == null ? all.getOrDefault(language.getLanguage(), List.of()) : exactly;
    }

    /** The text by parts: those that were recorded, and what is between them; one part when none was. */
    List<Part> parts(String text, Locale language) {
        return parts(text, of(language));
    }

    private List<Part> parts(String text, List<Clip> among) {
        if (text.isBlank()) {
            return List.of();
        }
        for (Clip clip : among) {
            Matcher found = clip.said().matcher(text);
            if (found.find()) {
                Optional<List<Part>> spoken = spoken(clip, found);
                if (spoken.isPresent()) {
                    List<Part> parts = new ArrayList<>(parts(text.substring(0, found.start()), among));
                    parts.addAll(spoken.get());
                    parts.addAll(parts(text.substring(found.end()), among));
                    return parts;
                }
            }
        }
        return List.of(new Part(text.strip(), null));
    }

    /** Empty when a recording is missing: half a sentence in another voice is worse than a whole one. */
    private Optional<List<Part>> spoken(Clip clip, Matcher found) {
        List<Part> parts = new ArrayList<>();
        int slot = 0;
        for (Clip.Piece piece : clip.pieces()) {
            switch (piece) {
                case Clip.Piece.Recorded(String words, Path file) -> {
                    Pcm sound = sound(file);
                    if (sound == null) {
                        return Optional.empty();
                    }
                    parts.add(new Part(words, sound));
                }
                case Clip.Piece.Slot _ -> parts.add(new Part(found.group(++slot), null));
                case Clip.Piece.Marks _ -> {} // nobody speaks them
            }
        }
        return Optional.of(parts);
    }

    private synchronized @Nullable Pcm sound(Path file) {
        Pcm known = sounds.get(file);
        if (known != null || !Files.isRegularFile(file)) {
            return known;
        }
        try {
            if (Files.size(file) > SOUND_BYTES_MAX) {
                throw new AudioException("Expected at most 16 MB");
            }
            Pcm read = WavFile.read(file);
            long bytes = 2L * read.samples().length;
            if (kept + bytes <= KEPT_BYTES_MAX) {
                kept += bytes;
                sounds.put(file, read);
            }
            return read;
        } catch (IOException | AudioException unusable) {
            log.warn("the clip {} is synthesised: {}", file, unusable.getMessage());
            return null;
        }
    }

    /** Reads the folder again when something in it has changed; looks once a second. */
    private void look() {
        long now = System.nanoTime();
        if (looked && now - lookedNanos < LOOK_NANOS) {
            return;
        }
        looked = true;
        lookedNanos = now;
        Map<Path, FileTime> there = new TreeMap<>();
        try {
            for (Path language : among(folder)) {
                if (Files.isDirectory(language)) {
                    for (Path file : among(language)) {
                        there.put(file, Files.getLastModifiedTime(file));
                    }
                }
            }
        } catch (IOException unreadable) {
            log.warn("the clips are as they were: {}", unreadable.toString());
            return;
        }
        if (!there.equals(seen)) {
            seen = there;
            sounds.clear();
            kept = 0;
            clips = read(there);
        }
    }

    private static List<Path> among(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                files.forEach(found::add);
            }
        }
        return found;
    }

    private static Map<String, List<Clip>> read(Map<Path, FileTime> files) {
        Map<String, List<Clip>> read = new TreeMap<>();
        for (Path file : files.keySet()) {
            Path language = file.getParent();
            String name = String.valueOf(file.getFileName());
            if (language == null || !name.endsWith(TEXT)) {
                continue;
            }
            List<Clip> same = read.computeIfAbsent(String.valueOf(language.getFileName()), _ -> new ArrayList<>());
            try {
                if (Files.size(file) <= TEXT_BYTES_MAX && same.size() < CLIPS_MAX) {
                    String text = Files.readString(file, StandardCharsets.UTF_8);
                    same.add(Clip.of(name.substring(0, name.length() - TEXT.length()), text, language));
                } else {
                    log.warn("the clip {} is left out: a text has at most 4 kB, a language 2000 clips", file);
                }
            } catch (IOException unreadable) {
                log.warn("the clip {} is left out: {}", file, unreadable.toString());
            }
        }
        read.values()
                .forEach(
                        each -> each.sort(Comparator.comparingInt(Clip::written).reversed()));
        return read;
    }
}
