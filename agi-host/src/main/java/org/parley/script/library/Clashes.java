package org.parley.script.library;

import java.util.ArrayList;
import java.util.List;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;

/** What a script wants that others have already. */
public final class Clashes {
    private Clashes() {}

    /** What would be told of this text if it were in the library in its script's place. */
    public static List<ScriptProblem> of(Script text, ScriptLibrary library) {
        List<Script> all = new ArrayList<>();
        for (ScriptStatus each : library.status()) {
            if (!each.name().equals(text.name())) {
                library.named(each.name()).ifPresent(all::add);
            }
        }
        all.add(text); // the last has what the others leave
        return Routes.of(all, Routes.NONE).clashesOf(text.file());
    }
}
