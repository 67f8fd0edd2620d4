package org.parley.script.compile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What a script's file may be called, and its text. */
public final class ScriptFile {
    /** The longest text that is taken for a script. */
    public static final int BYTES_MAX = 256 * 1024;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private ScriptFile() {}

    /** True for a name that a script may have, and by which AGI may ask for it. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The first 12 hex digits of the SHA-256 of a text. */
    public static String version(String source) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("Every JDK has SHA-256", never);
        }
    }

    /**
     * The text of a file.
     *
     * @throws IOException in a sentence for the writer when it is too long or no UTF-8, or as the system says
     */
    public static String read(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
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
}
