package org.parley.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.sim.CallerStep.HangsUp;
import org.parley.sim.CallerStep.Hears;
import org.parley.sim.CallerStep.Interrupts;
import org.parley.sim.CallerStep.Presses;
import org.parley.sim.CallerStep.Says;
import org.parley.sim.CallerStep.Silent;

/**
 * What a simulated caller does, step by step. As a text file it has a step per line; empty lines and those with a
 * {@code #} in front are skipped:
 *
 * <pre>
 * hears                          # until the agent has spoken and is silent (700 ms; or: hears 900ms)
 * says yes please
 * interrupts 1500ms no thank you # once the agent has spoken for so long
 * presses 1234#
 * silent 2s
 * hangs up
 * </pre>
 *
 * A remark behind a step begins with a space and {@code # }. Without {@code hangs up} he waits for the agent to end the
 * call.
 */
public record CallerScript(List<CallerStep> steps) {

    /** Silence after which the agent has done speaking: longer than the pauses inside a sentence. */
    public static final Duration AGENT_SILENCE = Duration.ofMillis(700);

    private static final int STEPS_MAX = 500;
    private static final int BYTES_MAX = 65_536;
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)");

    public CallerScript {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > STEPS_MAX) {
            throw new IllegalArgumentException("Expected 1 to %d steps but was %d".formatted(STEPS_MAX, steps.size()));
        }
    }

    /** Says the answers in turn, each when the agent has spoken, and waits for the agent to end the call. */
    public static CallerScript answering(String... answers) {
        List<CallerStep> steps = new ArrayList<>();
        for (String answer : answers) {
            steps.add(new Hears(AGENT_SILENCE));
            steps.add(new Says(answer));
        }
        return new CallerScript(steps);
    }

    /**
     * Reads a caller's file.
     *
     * @throws IllegalArgumentException naming file and line of the first mistake
     */
    public static CallerScript read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "Expected a caller's script of at most " + BYTES_MAX + " bytes in " + file);
        }
        return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    }

    /** Reads a caller's steps from text; {@code name} stands in mistakes. */
    public static CallerScript parse(String text, String name) {
        List<CallerStep> steps = new ArrayList<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].replaceFirst("(^|\\s)# .*$|^#.*$", "").strip();
            if (!line.isEmpty()) {
                try {
                    steps.add(step(line));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("%s:%d: %s".formatted(name, i + 1, e.getMessage()), e);
                }
            }
        }
        if (steps.isEmpty()) {
            throw new IllegalArgumentException(name + ": expected at least one step, such as: says hello");
        }
        return new CallerScript(steps);
    }

    private static CallerStep step(String line) {
        String verb = line.split("\\s+", 2)[0];
        String rest = line.substring(verb.length()).strip();
        return switch (verb) {
            case "hears" -> new Hears(rest.isEmpty() ? AGENT_SILENCE : time(rest));
            case "says" -> new Says(words(rest));
            case "interrupts" -> {
                String[] parts = rest.split("\\s+", 2);
                yield new Interrupts(time(parts[0]), words(parts.length > 1 ? parts[1] : ""));
            }
            case "presses" -> new Presses(rest);
            case "silent" -> new Silent(time(rest));
            case "hangs" -> {
                if (!rest.equals("up")) {
                    throw new IllegalArgumentException("Expected 'hangs up' but was '" + line + "'");
                }
                yield new HangsUp();
            }
            default ->
                throw new IllegalArgumentException(
                        "Expected hears, says, interrupts, presses, silent or hangs up but was '" + verb + "'");
        };
    }

    private static String words(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Expected words to say");
        }
        return text;
    }

    private static Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected a time such as 700ms or 2s but was '" + text + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }

    /** Every text that is spoken, so that it can be synthesised before the call. */
    List<String> texts() {
        return steps.stream()
                .<String>mapMulti((step, add) -> {
                    switch (step) {
                        case Says(String text) -> add.accept(text);
                        case Interrupts(Duration _, String text) -> add.accept(text);
                        case Hears _, Presses _, Silent _, HangsUp _ -> {}
                    }
                })
                .distinct()
                .toList();
    }
}
