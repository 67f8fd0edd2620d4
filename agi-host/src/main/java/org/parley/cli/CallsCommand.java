package org.parley.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.parley.Settings;
import org.parley.demo.Terminal;
import org.parley.store.CallBook;
import org.parley.store.CallRow;
import org.parley.store.CallStory;
import org.parley.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley calls}: the newest calls, or one as a timeline. */
@Command(
        name = "calls",
        description = "List the newest calls, or show one as a timeline: what was said, what happened, and when."
                + " Works beside a running host. Ends with 1 when the call is not known.")
final class CallsCommand implements Callable<Integer> {
    private static final int LIMIT_MAX = 10_000;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The call to show, as the list names it.")
    private @Nullable String id;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many to list. Default: 20.")
    private int limit;

    @Option(names = "--json", description = "Print one JSON document: an array of calls, or one call with all of it.")
    private boolean json;

    CallsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new CommandFailure(ExitCode.USAGE, "--limit: expected 1 to " + LIMIT_MAX + " but was " + limit);
        }
        Settings settings = options.load(surroundings).value();
        String asked = id;
        if (asked == null) {
            return list(inBook(settings, book -> book.list(limit)));
        }
        CallStory story = inBook(settings, book -> book.show(asked))
                .orElseThrow(() ->
                        new CommandFailure(ExitCode.FAILED, "no call " + asked + "; ./parley calls lists the newest"));
        return show(story);
    }

    private <R> R inBook(Settings settings, Function<CallBook, R> read) {
        String url = settings.database().url();
        boolean neverUsed =
                url.equals("embedded") && !Files.exists(settings.database().embeddedFolder());
        if (url.equals("none") || neverUsed) {
            return read.apply(new CallBook(settings.database().journalFolder(), null));
        }
        PrintWriter err = Specs.err(spec);
        try (Progress _ = Progress.of(err, "opening the database");
                Database database = Database.join(settings.database(), _ -> {})) {
            return read.apply(new CallBook(settings.database().journalFolder(), database.jdbi()));
        }
    }

    private int list(List<CallRow> calls) {
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, calls);
            return ExitCode.OK;
        }
        if (calls.isEmpty()) {
            out.println("no calls yet");
        }
        for (CallRow call : calls) {
            out.println("%s  %-8s  %-20s  %-11s  %-6s  %6s  %s"
                    .formatted(
                            MOMENT.format(call.startedAt()),
                            call.extension(),
                            call.script(),
                            call.state().name().toLowerCase(Locale.ROOT),
                            call.disposition().isEmpty() ? "-" : call.disposition(),
                            seconds(call.talkMs()),
                            call.id()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private int show(CallStory story) {
        PrintWriter out = Specs.out(spec);
        if (json) {
            JsonOutput.print(out, story);
            return ExitCode.OK;
        }
        CallRow call = story.call();
        line(out, "call", call.id());
        line(out, "started", MOMENT.format(call.startedAt()));
        line(out, "extension", call.extension() + ", script " + call.script() + " " + call.scriptVersion());
        line(out, "caller", call.callerNumber());
        line(out, "lead", call.leadId() == 0 ? "" : call.leadId() + " " + call.campaign());
        String how = call.endReason().isEmpty() ? "" : ", " + call.endReason();
        line(out, "state", call.state().name().toLowerCase(Locale.ROOT) + how);
        line(out, "disposition", (call.disposition() + " " + Terminal.shown(call.dispositionComment())).strip());
        line(out, "talk", seconds(call.talkMs()));
        line(out, "first audio", call.firstAudioMs() == null ? "" : call.firstAudioMs() + " ms");
        line(out, "recording", call.recording());
        line(out, "error", Terminal.shown(call.error()));
        out.println();
        for (CallTimelineLine moment : CallTimelineLine.of(story)) {
            out.println(moment.render());
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void line(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.println("%-12s %s".formatted(name, value));
        }
    }

    private static String seconds(long millis) {
        return Duration.ofMillis(millis).toSeconds() + " s";
    }
}
