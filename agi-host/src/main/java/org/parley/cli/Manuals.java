package org.parley.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import org.parley.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The pages of docs/ that are written from the code, so that they cannot differ from it. */
public final class Manuals {
    static final String WRITTEN = "<!-- Written by `./parley generate-docs`; change the code, not this page. -->";

    private Manuals() {}

    /** docs/configuration.md. */
    public static String configuration() {
        return Settings.reader().manual("""
                # Configuration

                %s

                Parley needs no configuration to serve one box. What you change goes into `parley.yaml`:

                ```yaml
                agi:
                  listen: 10.0.0.5:4573
                  allow: [10.0.0.0/24]
                database:
                  url: jdbc:mariadb://10.0.0.2:3306/asterisk
                  user: parley
                  password: ${file:/etc/parley/database-password}
                ```

                - **Order.** Defaults, then the file, then the environment, then flags; the later one wins.
                  `./parley doctor` shows what is in force and where it comes from.
                - **Which file.** `--config FILE`, else `PARLEY_CONFIG`, else `parley.yaml` in the current folder.
                - **Environment.** Each key has its variable: `agi.calls-max` is `PARLEY_AGI_CALLS_MAX`.
                - **Mistakes** stop the start, all told at once with their line; nothing is corrected or ignored.
                - **Durations** have a unit: `250ms`, `5s`, `2m`, `1h`, `1d`. **Lists** are YAML lists or have commas.
                - **Paths.** A relative path is relative to where it is written: to the folder of the settings
                  file, or to the current folder in flags and variables. Defaults are relative to Parley's home:
                  `PARLEY_HOME`, else `.parley` beside the launcher. `${home}` and `${program}` (the folder of the
                  launcher) may begin a path.
                - **Secrets** never stand in the file: write `${env:NAME}` or `${file:PATH}`, or set the variable.
                """.formatted(WRITTEN));
    }

    /** docs/commands.md. */
    public static String commands(CommandLine line) {
        StringBuilder page = new StringBuilder();
        page.append("# Commands\n\n").append(WRITTEN).append("\n\n```text\n");
        page.append(usage(line)).append("```\n");
        append(page, line);
        page.append("""

                ## Completion

                ```sh
                source <(./parley generate-completion)   # bash; in zsh first: autoload -U bashcompinit && bashcompinit
                ```
                """);
        return page.toString();
    }

    private static void append(StringBuilder page, CommandLine line) {
        Set<CommandLine> children = new LinkedHashSet<>(line.getSubcommands().values());
        for (CommandLine child : children) {
            if (child.getCommandSpec().usageMessage().hidden()) {
                continue;
            }
            page.append("\n## ").append(child.getCommandSpec().qualifiedName()).append("\n\n```text\n");
            page.append(usage(child)).append("```\n");
            append(page, child);
        }
    }

    private static String usage(CommandLine line) {
        return line.getUsageMessage(Ansi.OFF).replaceAll("[ \\t]+\\n", "\n");
    }
}
