package org.parley.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.cli.ParleyCommand;
import org.parley.cli.Surroundings;
import org.parley.settings.Folders;
import org.parley.sim.CallerScript;
import picocli.CommandLine;

/** docs/tutorial.md, step by step: its files are written, its commands run, and their output is that of the page. */
class TutorialTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]*)\n(.*?)^```$");
    private static final String PROMPT = "$ ./parley ";
    private static final String CALLER = "caller> ";

    @TempDir
    Path program;

    private record Block(String kind, String text) {}

    @Test
    void everyStepOfTheTutorialDoesWhatItSays() throws IOException {
        Path folder = Files.createDirectories(program.resolve("scripts"));
        for (String file : List.of("ten-lines.groovy", "ten-lines.test.groovy")) {
            Files.copy(ShippedScripts.folder().resolve(file), folder.resolve(file));
        }
        Path script = folder.resolve("quote.groovy");
        Path tests = folder.resolve("quote.test.groovy");
        List<Block> page = blocks();
        List<String> code = of(page, "groovy");
        List<String> commands = of(page, "");
        assertThat(code).hasSize(4);
        assertThat(commands).hasSize(9);

        runs(commands.get(0));
        assertThat(script).hasContent(code.get(0));
        runs(commands.get(1));
        Files.writeString(script, code.get(1));
        runs(commands.get(2));
        Files.writeString(script, code.get(1).replace("feild", "field"));
        runs(commands.get(3));
        String shipped = Files.readString(tests);
        Files.writeString(tests, shipped + "\n" + code.get(2));
        runs(commands.get(4));
        Files.writeString(tests, shipped + "\n" + code.get(3));
        runs(commands.get(5));

        assertThat(CallerScript.read(write("caller.txt", of(page, "text").getFirst()))
                        .steps())
                .hasSize(6);
        // the rest needs a host that listens; CallIT and the tests of the library see those
        assertThat(commands.get(6)).startsWith(PROMPT + "run --database none\n");
        assertThat(commands.get(7)).startsWith(PROMPT + "call 8310 --database none --caller caller.txt\n");
        Files.writeString(script, code.get(1).replace("feild", "field").replace("dispose 'SALE'", "dispos 'SALE'"));
        assertThat(parley("", "talk", "quote").replaceAll("(?m)^ {6}", ""))
                .contains(commands.get(8).lines().skip(1).collect(Collectors.joining("\n")));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(program.resolve(name), text);
    }

    private static List<Block> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(ShippedScripts.root().resolve("docs/tutorial.md")))
                .results()
                .map(found -> new Block(found.group(1), found.group(2)))
                .toList();
    }

    private static List<String> of(List<Block> page, String kind) {
        return page.stream()
                .filter(block -> block.kind().equals(kind))
                .map(Block::text)
                .toList();
    }

    /** The command of a block prints what stands under it, but for how long it took. */
    private void runs(String block) {
        String command = block.lines().findFirst().orElseThrow();
        assertThat(command).startsWith(PROMPT);
        String said = block.lines()
                .filter(line -> line.startsWith(CALLER))
                .map(line -> line.substring(CALLER.length()) + "\n")
                .collect(Collectors.joining());

        String printed = parley(said, command.substring(PROMPT.length()).split(" ", -1));

        assertThat(steady(printed)).isEqualTo(steady(block.substring(command.length() + 1)));
    }

    private String steady(String text) {
        return text.replace(program.toString(), "/opt/parley")
                .replaceAll("failed, [0-9.]+ s", "failed")
                .strip();
    }

    private String parley(String input, String... arguments) {
        CommandLine line = ParleyCommand.line(
                new Surroundings(new Folders(program, program.resolve(".parley"), program), Map.of(), false));
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(new StringWriter(), true));
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            line.execute(arguments);
        } finally {
            System.setIn(before);
        }
        return out.toString();
    }
}
