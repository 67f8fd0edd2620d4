package org.parley.script;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the folder that are scripts: their state, cheaply, and their text. Sub-folders are not looked into. */
final class ScriptFolder {
    static final String SUFFIX = ".groovy";

    /** The longest text that is taken for a script. */
    static final int BYTES_MAX = 256 * 1024;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final Path folder;

    ScriptFolder(Path folder) {
        this.folder = folder;
    }

    /** By what a change of a file is noticed; a save by rename changes the key even when time and size agree. */
    record Stamp(long size, FileTime changed, @Nullable Object key) {
        /** True when the file may change again without its time changing. */
        boolean isFresh(long nowMillis) {
            return nowMillis - changed.toMillis() < 3_000;
        }
    }

    /** True for a name that a script may have, and by which AGI may ask for it. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Files by name, in order of names; hidden files, editors' copies and tests are left out. */
    SortedMap<String, Stamp> look() throws IOException {
        SortedMap<String, Stamp> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = Objects.requireNonNull(file.getFileName()).toString();
                if (name.startsWith(".") || name.startsWith("#") || name.endsWith(".test" + SUFFIX)) {
                    continue;
                }
                try {
                    BasicFileAttributes state = Files.readAttributes(file, BasicFileAttributes.class);
                    if (state.isRegularFile()) {
                        found.put(name, new Stamp(state.size(), state.lastModifiedTime(), state.fileKey()));
                    }
                } catch (NoSuchFileException gone) {
                    // deleted or renamed between the two looks: it shows at the next one
                }
            }
        } catch (java.nio.file.DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return found;
    }

    /**
     * The text of a file.
     *
     * @throws IOException in a sentence for the writer when it is too long or no UTF-8, or as the system says
     */
    String read(String file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(folder.resolve(file))) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        }
        if (bytes.length > BYTES_MAX) {
            throw new IOException("Expected a script of at most 256 kB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException wrong) {
            throw new IOException("Expected UTF-8; save the file with that encoding", wrong);
        }
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
