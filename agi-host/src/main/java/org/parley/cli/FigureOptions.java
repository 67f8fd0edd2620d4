package org.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a benchmark shows its figures: a line each, as JSON, or beside those of an earlier run. */
final class FigureOptions {
    @Option(names = "--json", description = "Print one JSON object; keep it in a file for --compare.")
    private boolean json;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "The JSON of an earlier run: print both figures and the ratio, new by old.")
    private @Nullable Path compare;

    void print(PrintWriter out, Object result) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        JsonNode now = mapper.valueToTree(result);
        if (compare != null) {
            Map<String, Double> before = Figures.of(earlier(mapper, compare));
            Figures.of(now).forEach((name, figure) -> out.println(Figures.compared(name, figure, before.get(name))));
        } else if (!json) {
            Figures.of(now).forEach((name, figure) -> out.println("%-56s %s".formatted(name, Figures.text(figure))));
        }
        if (json) {
            out.println(mapper.writeValueAsString(now));
        }
        out.flush();
    }

    private static JsonNode earlier(ObjectMapper mapper, Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CommandFailure(ExitCode.USAGE, "--compare: expected a readable file but was " + file);
        }
        try {
            return mapper.readTree(file.toFile());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--compare: expected the JSON that --json prints but " + file + " is other text");
        }
    }
}
