package org.parley.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.dialer.lines.AgentPlan;
import org.parley.dialer.lines.AgentWish;
import org.parley.dialer.lines.Change;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley agents add}: a remote agent with its lines. */
@Command(
        name = "add",
        description = "Add AI lines: the remote agent, a user for every line, its in-groups, and statuses that are"
                + " missing. Says all that speaks against it, and then does nothing. Can be run twice. The lines wait"
                + " for ./parley agents resume unless --active is given.")
final class AgentsAddCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    private AgentWishOptions wish = new AgentWishOptions();

    @Option(names = "--json", description = "Print one JSON object: wish, problems, warnings, changes.")
    private boolean json;

    AgentsAddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = options.load(surroundings).value();
        PrintWriter err = Specs.err(spec);
        AgentPlan plan = AgentDoor.in(settings, err, agents -> {
            AgentPlan made = wish.plan(settings, agents);
            if (made.problems().isEmpty()) {
                agents.carryOut(made);
            }
            return made;
        });
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, plan);
            return plan.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
        if (!say(plan, err)) {
            return ExitCode.FAILED;
        }
        AgentWish made = plan.wish();
        if (plan.isAlreadySo()) {
            out.println("already so: remote agent %s with %d lines at %s"
                    .formatted(made.userStart(), made.lines(), made.extension()));
        } else {
            plan.changes().forEach(change -> out.println("added  " + change.about()));
            if (!made.active()) {
                out.println(
                        "next   ./parley dialplan, for the extension; then ./parley agents resume " + made.userStart());
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    /** All that is to say against it; whether it can be done. */
    private static boolean say(AgentPlan plan, PrintWriter err) {
        plan.warnings().forEach(warning -> err.println("parley: note: " + warning));
        plan.problems().forEach(problem -> err.println("parley: " + problem));
        if (!plan.problems().isEmpty()) {
            err.println("parley: nothing was changed");
        }
        err.flush();
        return plan.problems().isEmpty();
    }

    /** {@code parley agents plan}: the same without doing it. */
    @Command(
            name = "plan",
            description = "Print the SQL that add would run, with its values, and the dialplan lines that it needs."
                    + " Changes nothing.")
    static final class Plan implements Callable<Integer> {
        private final Surroundings surroundings;

        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private SettingsOptions options = new SettingsOptions();

        @Mixin
        private AgentWishOptions wish = new AgentWishOptions();

        Plan(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            Settings settings = options.load(surroundings).value();
            PrintWriter err = Specs.err(spec);
            PrintWriter out = Specs.out(spec);
            return AgentDoor.in(settings, err, agents -> {
                AgentPlan plan = wish.plan(settings, agents);
                if (!say(plan, err)) {
                    return ExitCode.FAILED;
                }
                AgentWish made = plan.wish();
                out.println("-- " + agents.dialer() + (plan.isAlreadySo() ? ": already so, nothing to do" : ""));
                for (Change change : plan.changes()) {
                    out.println("-- " + change.about());
                    out.println(change.text());
                }
                out.println();
                out.println("; dialplan of %s, in the context %s; ./parley dialplan prints the whole file"
                        .formatted(made.serverIp(), agents.isOsdial() ? "parley-osdial" : "parley-vicidial"));
                out.print(DialplanFile.of(agents.isOsdial())
                        .entry(
                                made.extension(),
                                DialplanFile.about(made.campaign(), made.script(), made.userStart(), made.lines())));
                out.flush();
                return ExitCode.OK;
            });
        }
    }
}
