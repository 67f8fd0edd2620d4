package org.parley.cli;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The launcher's top command: {@code parley COMMAND}. */
@Command(
        name = "parley",
        description = "AI voice agents as native remote agents of OSDial and VICIdial.",
        synopsisSubcommandLabel = "COMMAND",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0    all went well",
            "  1    the command ran and found something wrong, or failed",
            "  2    the command line or the settings cannot be used",
            "  3    this machine lacks something that the command needs",
            "  130  interrupted (Ctrl-C)",
            "  143  ended by SIGTERM, after the running calls",
            "",
            "Settings: docs/configuration.md. The first steps: ./parley demo, then ./parley doctor."
        })
public final class ParleyCommand implements Runnable {
    private static final Set<String> LOG_LEVELS = Set.of("trace", "debug", "info", "warn", "error");
    private static final Set<String> LOG_FORMATS = Set.of("text", "json");

    @Spec
    private @Nullable CommandSpec spec;

    /** The program. Ends the process with an exit code of {@link ExitCode}. */
    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        int code = configureLogs(surroundings, arguments);
        if (code == ExitCode.OK) {
            code = line(surroundings).execute(arguments);
        }
        System.out.flush();
        System.err.flush();
        System.exit(code);
    }

    /** The command line with all commands. */
    public static CommandLine line(Surroundings surroundings) {
        CommandLine line = new CommandLine(new ParleyCommand());
        line.addSubcommand(new DemoCommand(surroundings));
        line.addSubcommand(new RunCommand(surroundings));
        line.addSubcommand(new CallCommand(surroundings));
        line.addSubcommand(new NewCommand(surroundings));
        line.addSubcommand(new CheckCommand(surroundings));
        line.addSubcommand(new TalkCommand(surroundings));
        line.addSubcommand(new TestScriptsCommand(surroundings));
        line.addSubcommand(ScriptsCommand.line(surroundings));
        line.addSubcommand(new EditorCommand(surroundings));
        line.addSubcommand(UsersCommand.line(surroundings));
        line.addSubcommand(TokensCommand.line(surroundings));
        line.addSubcommand(new CallsCommand(surroundings));
        line.addSubcommand(AgentsCommand.line(surroundings));
        line.addSubcommand(new DialplanCommand(surroundings));
        line.addSubcommand(new ReconcileCommand(surroundings));
        line.addSubcommand(ReportCommand.line(surroundings));
        line.addSubcommand(new DoctorCommand(surroundings));
        line.addSubcommand(benches());
        line.addSubcommand(new TestCommand());
        line.addSubcommand(new VersionCommand(surroundings));
        line.addSubcommand(new CompletionCommand());
        line.addSubcommand(new GenerateDocsCommand(surroundings));
        Errors errors = new Errors(surroundings.traced());
        addHelp(line);
        line.setExecutionExceptionHandler(errors::ofExecution);
        line.setParameterExceptionHandler(errors::ofUsage);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.terminal() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(100);
        line.setUsageHelpLongOptionsMaxWidth(34);
        line.setAbbreviatedOptionsAllowed(false);
        return line;
    }

    private static CommandLine benches() {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new BenchCommand.AudioSocket())
                .addSubcommand(new BenchCommand.Agi())
                .addSubcommand(new BenchCommand.Turn())
                .addSubcommand(new VoiceBenches.BargeIn())
                .addSubcommand(new VoiceBenches.Talk())
                .addSubcommand(new VoiceBenches.Greeting())
                .addSubcommand(new VoiceBenches.Hearing())
                .addSubcommand(new ScriptsBench())
                .addSubcommand(new ConsoleBenchCommand())
                .addSubcommand(new BenchCommand.DialerTables());
    }

    /** Every command answers to -h and --help. */
    private static void addHelp(CommandLine command) {
        if (!command.getCommandSpec().optionsMap().containsKey("--help")) {
            command.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this help.")
                            .build());
        }
        command.getSubcommands().values().forEach(ParleyCommand::addHelp);
    }

    /** {@code parley} alone shows the help, as a question and not as a mistake. */
    @Override
    public void run() {
        Specs.command(spec).usage(Specs.out(spec));
    }

    /** The host tells what it does; the other commands say by themselves what is wrong. */
    private static int configureLogs(Surroundings surroundings, String[] arguments) {
        String level = surroundings.environment().getOrDefault("PARLEY_LOG_LEVEL", "");
        String format = surroundings.environment().getOrDefault("PARLEY_LOG_FORMAT", "text");
        if (!level.isEmpty() && !LOG_LEVELS.contains(level)) {
            System.err.println(
                    "parley: PARLEY_LOG_LEVEL=" + level + ": expected one of trace, debug, info, warn, error");
            return ExitCode.USAGE;
        }
        if (!LOG_FORMATS.contains(format)) {
            System.err.println("parley: PARLEY_LOG_FORMAT=" + format + ": expected text or json");
            return ExitCode.USAGE;
        }
        String command = arguments.length > 0 ? arguments[0] : "";
        if (level.isEmpty() && !command.equals("run")) {
            // logback looks at properties before variables
            System.setProperty("PARLEY_LOG_LEVEL", command.equals("demo") ? "warn" : "error");
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return ExitCode.OK;
    }
}
