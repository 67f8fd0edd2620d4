package org.parley.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one folder of the knowledge base, cut into pieces of a size that a model reads and an agent says. */
final class Documents {
    private static final Logger log = LoggerFactory.getLogger(Documents.class);
    private static final int FILES_MAX = 2_000;
    private static final long BYTES_MAX = 4 * 1024 * 1024;
    private static final int PIECE = 800; // characters
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
    private static final List<String> ENDINGS = List.of(".md", ".txt", ".csv");

    private Documents() {}

    /** A piece of a file, with the heading above it. */
    record Piece(String text, String source, String title) {}

    /** The files, by name, with what changes when they do; at most 2,000 of them. */
    static Map<Path, String> stamps(Path folder) {
        Map<Path, String> stamps = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder, 4)) {
            all.filter(file -> ENDINGS.stream().anyMatch(file.getFileName().toString()::endsWith))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .limit(FILES_MAX)
                    .forEach(file -> stamps.put(file, stamp(file)));
        } catch (IOException | UncheckedIOException gone) {
            log.warn("knowledge base: {} cannot be read: {}", folder.getFileName(), gone.toString());
        }
        return stamps;
    }

    private static String stamp(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return "";
        }
    }

    /** The pieces of these files. */
    static List<Piece> pieces(Path folder, Iterable<Path> files) {
        List<Piece> pieces = new ArrayList<>();
        for (Path file : files) {
            try {
                if (Files.size(file) > BYTES_MAX) {
                    log.warn("knowledge base: {} is larger than {} bytes and left out", file.getFileName(), BYTES_MAX);
                    continue;
                }
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                cut(text, folder.relativize(file).toString(), pieces);
            } catch (IOException gone) {
                log.warn("knowledge base: {} cannot be read: {}", file.getFileName(), gone.toString());
            }
        }
        return pieces;
    }

    /** A heading begins a piece; paragraphs are joined while they fit into one; a line of a table is a piece. */
    static void cut(String text, String source, List<Piece> pieces) {
        StringBuilder piece = new StringBuilder();
        String title = "";
        for (String paragraph : text.split(source.endsWith(".csv") ? "\\R" : "\\R\\s*\\R|\\R(?=#{1,6}\\s)", -1)) {
            String rest = paragraph.strip();
            String first = rest.lines().findFirst().orElse("");
            Matcher heading = HEADING.matcher(first);
            boolean headed = heading.matches();
            if (headed || source.endsWith(".csv") || piece.length() + rest.length() > PIECE) {
                add(piece, source, title, pieces);
            }
            if (headed) {
                title = heading.group(1);
                rest = rest.substring(first.length()).strip();
            }
            while (rest.length() > PIECE) {
                int end = rest.lastIndexOf(' ', PIECE);
                end = end > PIECE / 2 ? end : PIECE;
                piece.append(rest, 0, end);
                add(piece, source, title, pieces);
                rest = rest.substring(end).strip();
            }
            piece.append(piece.isEmpty() || rest.isEmpty() ? "" : "\n").append(rest);
        }
        add(piece, source, title, pieces);
    }

    private static void add(StringBuilder piece, String source, String title, List<Piece> pieces) {
        if (!piece.isEmpty()) {
            pieces.add(new Piece(piece.toString(), source, title));
            piece.setLength(0);
        }
    }
}
