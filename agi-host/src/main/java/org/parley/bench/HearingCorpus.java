package org.parley.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.ai.Listening.Anything;
import org.parley.ai.Listening.Digits;
import org.parley.ai.Listening.Expected;
import org.parley.ai.Listening.FutureTime;
import org.parley.ai.Listening.Phrases;

/** The sentences of {@link HearingBench}, from the text {@code hearing.txt} beside this class. */
final class HearingCorpus {
    /** The category of sentences that no grammar has. */
    static final String FREE = "free";

    private static final String FILE = "hearing.txt";
    private static final Pattern HEADING = Pattern.compile("\\[([a-z-]+): ([a-z-]+)(?: (\\d+) (\\d+))?]");

    private HearingCorpus() {}

    /** A sentence, and what the recogniser is told before it. */
    record Line(String category, Expected expected, String text) {}

    /** All lines, at most so many of each category. */
    static List<Line> lines(int ofEachMax) throws IOException {
        Map<String, Category> categories = new LinkedHashMap<>();
        Category current = null;
        for (String line : text().split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                current = new Category(heading, new ArrayList<>());
                categories.put(heading.group(1), current);
            } else if (current != null) {
                current.texts().add(line.strip());
            } else {
                throw new IOException(FILE + ": expected a heading such as [name: phrases] before '" + line + "'");
            }
        }
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, Category> each : categories.entrySet()) {
            Expected expected = each.getValue().expected();
            each.getValue().texts().stream()
                    .limit(ofEachMax)
                    .forEach(text -> lines.add(new Line(each.getKey(), expected, text)));
        }
        return lines;
    }

    private record Category(Matcher heading, List<String> texts) {
        Expected expected() throws IOException {
            return switch (heading.group(2)) {
                case "phrases" -> new Phrases(texts);
                case "digits" -> new Digits(Integer.parseInt(heading.group(3)), Integer.parseInt(heading.group(4)));
                case "future-time" -> new FutureTime();
                case "anything" -> new Anything();
                default ->
                    throw new IOException(
                            FILE + ": expected phrases, digits, future-time or anything but was " + heading.group(2));
            };
        }
    }

    private static String text() throws IOException {
        try (InputStream file = HearingCorpus.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException("Expected the resource " + FILE);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
