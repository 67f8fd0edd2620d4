package org.parley.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads parley.yaml token by token, so that every mistake can be shown with its line, and aliases never unfold. */
final class YamlFile {
    private static final long BYTES_MAX = 1 << 20;
    private static final Pattern PLACE = Pattern.compile(", line (\\d{1,8}), column ");

    private final Path file;
    private final Catalog catalog;
    private final List<Problem> problems;
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private YamlFile(Path file, Catalog catalog, List<Problem> problems) {
        this.file = file;
        this.catalog = catalog;
        this.problems = problems;
    }

    /** What the file says for each key; mistakes are added to {@code problems}. */
    static Map<String, Given> read(Path file, Catalog catalog, List<Problem> problems) {
        YamlFile yaml = new YamlFile(file, catalog, problems);
        try {
            yaml.read();
        } catch (JsonProcessingException e) {
            yaml.problem(lineOf(e), file.getFileName() + "", "", "not YAML: " + firstWords(e));
        } catch (NoSuchFileException e) {
            yaml.problem(1, "--config", "", "expected a file but there is none at " + file.toAbsolutePath());
        } catch (IOException e) {
            yaml.problem(1, "--config", "", "expected a readable file: " + e);
        }
        return yaml.given;
    }

    private void read() throws IOException {
        long size = Files.size(file);
        if (size > BYTES_MAX) {
            problem(1, "--config", "", "expected at most %d bytes but the file has %d".formatted(BYTES_MAX, size));
            return;
        }
        try (YAMLParser parser = new YAMLFactory().createParser(Files.readString(file))) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                section("", parser);
                if (parser.nextToken() != null) {
                    problem(line(parser), "---", "", "expected one YAML document but a second begins here");
                }
            } else if (first != null
                    && first != JsonToken.VALUE_NULL
                    && !parser.getText().isBlank()) {
                problem(
                        line(parser),
                        file.getFileName() + "",
                        "",
                        "expected sections such as 'agi:' at the start of a line");
            }
        }
    }

    private void section(String prefix, YAMLParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            int line = line(parser);
            JsonToken value = parser.nextToken();
            Integer before = lines.putIfAbsent(name, line);
            if (before != null) {
                problem(line, name, "", "expected once but line %d has it already".formatted(before));
                parser.skipChildren();
                continue;
            }
            Key key = catalog.key(name);
            if (key != null) {
                value(key, line, value, parser);
            } else if (!catalog.isSection(name)) {
                problem(line, name, "", "unknown key" + catalog.suggestion(name));
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                section(name + ".", parser);
            } else if (value != JsonToken.VALUE_NULL) {
                problem(line, name, "", "expected keys of this section, indented below it");
                parser.skipChildren();
            }
        }
    }

    private void value(Key key, int line, JsonToken token, YAMLParser parser) throws IOException {
        boolean isList = key.component().getType() == List.class;
        if (token == JsonToken.START_ARRAY && isList) {
            List<String> items = items(key, parser);
            given.put(key.name(), new Given(key, items, true, new Origin.InFile(file, line)));
        } else if (token == JsonToken.VALUE_NULL) {
            problem(line, key.name(), "", "expected a value; remove the line for the default");
        } else if (!token.isScalarValue()) {
            parser.skipChildren();
            problem(
                    line,
                    key.name(),
                    "",
                    "expected one value but found " + (token == JsonToken.START_ARRAY ? "a list" : "keys"));
        } else {
            @Nullable String text = scalar(key, line, parser);
            if (text != null) {
                given.put(key.name(), Given.text(key, text, new Origin.InFile(file, line)));
            }
        }
    }

    private List<String> items(Key key, YAMLParser parser) throws IOException {
        List<String> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
                problem(line(parser), key.name(), "", "expected plain values in the list");
                parser.skipChildren();
                continue;
            }
            @Nullable String text = scalar(key, line(parser), parser);
            if (text != null) {
                items.add(text);
            }
        }
        return items;
    }

    private @Nullable String scalar(Key key, int line, YAMLParser parser) throws IOException {
        if (parser.isCurrentAlias()) {
            problem(line, key.name(), "", "expected a value but found an alias (*); write it out, or quote the star");
            return null;
        }
        return parser.getText();
    }

    private void problem(int line, String key, String value, String message) {
        problems.add(new Problem(new Origin.InFile(file, line), key, value, message));
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The line that the message names last; the exception's own location is that of the token before. */
    private static int lineOf(JsonProcessingException e) {
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
        Matcher place = PLACE.matcher(String.valueOf(e.getOriginalMessage()));
        while (place.find()) {
            line = Integer.parseInt(place.group(1));
        }
        return line;
    }

    /** The parser's own words without the excerpts that it prints below them. */
    private static String firstWords(JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(": "));
    }
}
