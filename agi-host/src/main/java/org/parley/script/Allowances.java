package org.parley.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.script.Allowed.Target;

/** Reads what a script allows its model. */
final class Allowances {
    private static final Pattern TARGET = Pattern.compile("[0-9A-Za-z*#_+-]{1,79}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final String IN_GROUP = "inGroup";
    private static final int TARGETS_MAX = 50;

    /** The name of the only extension, when it is given without one. */
    private static final String PERSON = "person";

    private Allowances() {}

    static Allowed of(Map<String, ?> options) {
        Map<String, Target> transfer = Map.of();
        boolean endCall = false;
        boolean callBack = false;
        boolean doNotCall = false;
        boolean digits = false;
        List<String> readLead = List.of();
        List<String> changeLead = List.of();
        for (Map.Entry<String, ?> option : options.entrySet()) {
            switch (option.getKey()) {
                case "transfer" -> transfer = targets(option.getValue());
                case "endCall" -> endCall = QuestionWords.value(option, Boolean.class);
                case "callBack" -> callBack = QuestionWords.value(option, Boolean.class);
                case "doNotCall" -> doNotCall = QuestionWords.value(option, Boolean.class);
                case "digits" -> digits = QuestionWords.value(option, Boolean.class);
                case "readLead" -> readLead = fields(option);
                case "changeLead" -> changeLead = fields(option);
                default ->
                    throw new ScriptException(
                            "Expected transfer, endCall, callBack, doNotCall, digits, readLead or changeLead but was '"
                                    + option.getKey() + "'",
                            null);
            }
        }
        return new Allowed(transfer, endCall, callBack, doNotCall, digits, readLead, changeLead);
    }

    private static Map<String, Target> targets(@Nullable Object given) {
        Map<String, Target> targets = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> several && !isInGroup(several)) {
            several.forEach((name, whom) -> targets.put(String.valueOf(name), target(whom)));
        } else {
            targets.put(PERSON, target(given));
        }
        if (targets.size() > TARGETS_MAX) {
            throw wrong("so many");
        }
        return targets;
    }

    private static boolean isInGroup(@Nullable Object given) {
        return given instanceof Map<?, ?> one && one.size() == 1 && one.containsKey(IN_GROUP);
    }

    private static Target target(@Nullable Object given) {
        boolean inGroup = given instanceof Map<?, ?> && isInGroup(given);
        String whom = String.valueOf(given instanceof Map<?, ?> one && inGroup ? one.get(IN_GROUP) : given);
        if (!TARGET.matcher(whom).matches()) {
            throw wrong(whom);
        }
        return inGroup ? new Target("", whom) : new Target(whom, "");
    }

    private static ScriptException wrong(String found) {
        return new ScriptException(
                "Expected transfer: with an extension or [inGroup: 'CLOSERS'], or up to " + TARGETS_MAX
                        + " by name such as [sales: '8500', closers: [inGroup: 'CLOSERS']], but found '" + found + "'",
                null);
    }

    private static List<String> fields(Map.Entry<String, ?> option) {
        List<?> given = QuestionWords.value(option, List.class);
        List<String> fields = given.stream().map(String::valueOf).toList();
        for (String field : fields) {
            if (!FIELD.matcher(field).matches()) {
                throw new ScriptException(
                        "Expected " + option.getKey() + ": with names of fields such as ['email'] but found '" + field
                                + "'",
                        null);
            }
        }
        return fields;
    }
}
