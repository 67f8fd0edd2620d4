package org.parley.trial;

import org.parley.script.Dialplan;

/** The dialplan of a trial: variables, and what was asked of it. */
record RecordedDialplan(RecordedCall call) implements Dialplan {

    @Override
    public String variable(String name) {
        return call.decided().variables.getOrDefault(name, "");
    }

    @Override
    public void variable(String name, String value) {
        call.verb("var: " + name + "=" + value);
        call.decided().variables.put(name, value);
    }

    @Override
    public void continueAt(String context, String extension, int priority) {
        call.verb("continue at: %s,%s,%d".formatted(context, extension, priority));
    }

    @Override
    public String agi(String command) {
        call.verb("agi: " + command);
        return "200 result=0";
    }
}
