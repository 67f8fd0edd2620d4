package org.parley.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.parley.Settings;
import org.parley.SiteDoubts;
import org.parley.script.Script;
import org.parley.script.ScriptException;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptStatus;

/** Whether the prices are known by which scripts limit what their calls cost. */
final class PricesCheck {
    private static final String NAME = "prices";

    private PricesCheck() {}

    static Check of(Settings settings) {
        int limited = 0;
        List<String> blind = new ArrayList<>();
        Set<String> unknown = new TreeSet<>();
        try (ScriptLibrary library = ScriptLibrary.open(settings.scripts())) {
            for (ScriptStatus status : library.status()) {
                Script script = library.named(status.name()).orElse(null);
                if (script == null || script.limits().cost() == null) {
                    continue;
                }
                limited++;
                Set<String> lacking = SiteDoubts.lacking(settings, script);
                unknown.addAll(lacking);
                if (!lacking.isEmpty()) {
                    blind.add(status.name());
                }
            }
        } catch (ScriptException unreadable) {
            return Check.ok(NAME, "not looked at, for the scripts cannot be read");
        }
        if (blind.isEmpty()) {
            return Check.ok(NAME, limited == 0 ? "no script limits its cost" : limited + " scripts limit their cost");
        }
        return Check.warn(
                NAME,
                "no price of %s is known, so limits cost: of %s does not count it"
                        .formatted(String.join(", ", unknown), String.join(", ", blind)),
                "set talk.prices, such as " + unknown.iterator().next() + ".minute=0.08");
    }
}
