package org.parley;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.ai.LanguageModel;
import org.parley.ai.local.RuleModel;
import org.parley.call.ReadOnlyData;
import org.parley.console.host.TextTrial;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerException;
import org.parley.dialer.Lead;
import org.parley.releases.Site;
import org.parley.script.Data;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.trial.Trial;
import org.parley.trial.TrialCaller;
import org.parley.trial.TrialLead;
import org.parley.trial.TrialOutcome;
import org.parley.trial.TrialSettings;

/** What scripts find on this host, for those who look them over and try them. Any thread may use it. */
final class ScriptSite implements Site, TextTrial {
    private static final String EXTENSION = "8300";

    private final Settings settings;
    private final Path home;
    private final @Nullable Dialer dialer; // null without a dialer
    private final Data data;

    /** {@code home} is the folder that relative paths of the settings start from. */
    ScriptSite(Settings settings, Path home, @Nullable Dialer dialer, Data data) {
        this.settings = settings;
        this.home = home;
        this.dialer = dialer;
        this.data = new ReadOnlyData(data);
    }

    @Override
    public Doubts of(Script script) {
        Dialer asked = dialer;
        if (asked != null) {
            try {
                List<ScriptProblem> all =
                        new ArrayList<>(doubts(Optional.of(asked)).of(script));
                all.addAll(script.unknownStatuses(asked.statuses()));
                return new Doubts(all, "");
            } catch (DialerException away) {
                return new Doubts(
                        doubts(Optional.empty()).of(script),
                        "The dialer's statuses and in-groups were not checked: " + away.getMessage());
            }
        }
        return new Doubts(doubts(Optional.empty()).of(script), "");
    }

    private SiteDoubts doubts(Optional<Dialer> asked) {
        return new SiteDoubts(settings, home, SiteDoubts.ASTERISK_SOUNDS, asked.map(Dialer::staff));
    }

    @Override
    public TrialOutcome of(Script script, Map<String, String> fields, TrialCaller caller) {
        Lead lead = TrialLead.of(fields);
        ZoneOffset clock = lead.clock();
        Trial.Setting setting = new Trial.Setting(
                lead, EXTENSION, LocalDateTime.now(clock == null ? ZoneOffset.UTC : clock), Map.of(), Map.of(), data);
        try (LanguageModel model = new RuleModel()) {
            return Trial.run(
                    script,
                    setting,
                    TrialSettings.of(settings.calls(), settings.agi().callMax()),
                    caller,
                    model,
                    _ -> {});
        }
    }
}
