package org.parley.script.library;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parley.script.Script;

/** Hears what becomes of scripts, on the library's thread; must not wait. */
public interface ScriptNews {
    /** For who need not know. */
    ScriptNews NONE = new ScriptNews() {
        @Override
        public void live(Script script) {}

        @Override
        public void out(Script script, String why) {}
    };

    /** New calls get this version. */
    void live(Script script);

    /** New calls do not get this version any more, because it broke down too often. */
    void out(Script script, String why);

    /** A script stands otherwise than before; the look-ups know it already. */
    default void stands(ScriptStatus now) {}

    /** The file of that script is gone, and calls do not get it. */
    default void gone(String name) {}

    /** Tells what has changed. */
    default void compare(List<ScriptStatus> before, List<ScriptStatus> now) {
        now.stream().filter(each -> !before.contains(each)).forEach(this::stands);
        Set<String> names = now.stream().map(ScriptStatus::name).collect(Collectors.toSet());
        before.stream()
                .map(ScriptStatus::name)
                .filter(name -> !names.contains(name))
                .forEach(this::gone);
    }
}
