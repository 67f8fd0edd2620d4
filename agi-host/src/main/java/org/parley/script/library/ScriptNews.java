package org.parley.script.library;

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
}
