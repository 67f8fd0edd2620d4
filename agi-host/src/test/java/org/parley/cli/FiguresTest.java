package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FiguresTest {

    @Test
    void numbersAreNamedByTheirPathAndListsByTheirVariants() throws IOException {
        String json =
                "{\"bench\":\"x\",\"calls\":200,\"variants\":[{\"variant\":\"nio\",\"cpu\":0.25,\"late\":[1,2]}]}";

        assertThat(Figures.of(new ObjectMapper().readTree(json)))
                .containsExactly(
                        Map.entry("calls", 200.0),
                        Map.entry("variants.nio.cpu", 0.25),
                        Map.entry("variants.nio.late.0", 1.0),
                        Map.entry("variants.nio.late.1", 2.0));
    }

    @Test
    void theRatioIsNewByOldAndMissingWhereThereIsNone() {
        assertThat(Figures.compared("cpu", 0.5, 0.25)).endsWith("0.250        0.500  x 2.00");
        assertThat(Figures.compared("stalls", 3, 0.0)).endsWith("0            3  x -");
        assertThat(Figures.compared("stalls", 0, 0.0)).endsWith("0            0  x 1.00");
        assertThat(Figures.compared("new", 7, null)).endsWith("-            7");
    }

    @Test
    void aRunIsComparedWithTheFileOfAnEarlierOne(@TempDir Path folder) throws IOException {
        Path earlier = Files.writeString(folder.resolve("earlier.json"), "{\"cpu\":2}");
        FigureOptions options = new FigureOptions();
        new CommandLine(options).parseArgs("--compare", earlier.toString());
        StringWriter out = new StringWriter();

        options.print(new PrintWriter(out, true), Map.of("cpu", 3));

        assertThat(out.toString()).contains("cpu", "x 1.50");
    }
}
