package org.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.parley.Settings;
import org.parley.ai.LanguageModel;
import org.parley.ai.TextToSpeech;
import org.parley.ai.local.RuleModel;
import org.parley.aloud.AloudStage;
import org.parley.aloud.AloudStage.Talked;
import org.parley.aloud.Typed;
import org.parley.settings.Sources.Flag;
import org.parley.trial.Trial;
import org.parley.trial.TrialOutcome;

/** A talk through the whole audio path: what is written is spoken, and what is spoken is written and recorded. */
final class TalkAloud {
    private static final List<String> PLAYERS = List.of("paplay", "pw-play", "aplay");
    private static final Duration PLAYED_MAX = Duration.ofHours(1);

    private final Surroundings surroundings;
    private final SettingsOptions options;
    private final PrintWriter out;
    private final Optional<Path> player;

    /** With a program that plays the recording, when {@code played}. */
    TalkAloud(Surroundings surroundings, SettingsOptions options, PrintWriter out, boolean played) {
        this.surroundings = surroundings;
        this.options = options;
        this.out = out;
        this.player = played ? Optional.of(player()) : Optional.empty();
    }

    private Path player() {
        Programs programs = new Programs(surroundings.environment().getOrDefault("PATH", ""));
        return PLAYERS.stream()
                .flatMap(name -> programs.find(name).stream())
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "--play: expected one of " + String.join(", ", PLAYERS)
                                + " on the PATH but there is none; apt-get install pulseaudio-utils, or leave it out"));
    }

    /** Talks, and tells where the recording is. */
    TrialOutcome run(Settings settings, String script, Trial.Setting setting, Typed typed) {
        Path recordings = surroundings.folders().home().resolve(settings.calls().recordings());
        Talked talked;
        try (TemporaryFolder home = TemporaryFolder.make("parley-talk-");
                TextToSpeech caller = CallerFiles.voice(settings);
                LanguageModel model = new RuleModel();
                AloudStage stage = AloudStage.open(
                        staged(settings.scripts().folder(), home.path(), recordings),
                        home.path(),
                        setting.data(),
                        caller)) {
            if (surroundings.terminal()) {
                out.println("You write, and it is spoken at once, over the agent too; Ctrl-D hangs up.");
                out.println();
                out.flush();
            }
            talked = stage.talk(settings.scripts().folder().resolve(script + ".groovy"), setting, typed, model);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (!talked.recording().isEmpty()) {
            kept(recordings.resolve(talked.recording()));
        }
        return talked.outcome();
    }

    private Settings staged(Path folder, Path home, Path recordings) {
        List<Flag> flags = new ArrayList<>(AloudStage.settings(folder, home).stream()
                .filter(flag -> !flag.key().equals("calls.recordings"))
                .toList());
        flags.add(new Flag("--aloud", "calls.recordings", recordings.toString()));
        return options.load(surroundings, flags.toArray(Flag[]::new)).value();
    }

    private void kept(Path recording) {
        out.println();
        out.println("recording  " + recording);
        out.flush();
        player.ifPresent(program -> play(program, recording));
    }

    private void play(Path program, Path recording) {
        try {
            boolean whole =
                    Programs.output(PLAYED_MAX, program, recording.toString()).isPresent();
            if (!whole) {
                out.println("           " + program + " could not play it");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
