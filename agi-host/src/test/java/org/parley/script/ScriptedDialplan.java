package org.parley.script;

import java.util.Map;
import java.util.function.Consumer;

/** The dialplan of a scripted call: its variables. */
record ScriptedDialplan(Map<String, String> variables, Consumer<String> did) implements Dialplan {

    @Override
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    @Override
    public void variable(String name, String value) {
        did.accept("var: " + name + "=" + value);
        variables.put(name, value);
    }

    @Override
    public void continueAt(String context, String extension, int priority) {}

    @Override
    public String agi(String command) {
        return "";
    }
}
