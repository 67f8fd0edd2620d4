package org.parley.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a script allows its model. */
final class Allowances {
    private static final Pattern TARGET = Pattern.compile("[0-9A-Za-z*#_+-]{1,79}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final int TARGETS_MAX = 50;

    /** The name of the only extension, when it is given without one. */
    private static final String PERSON = "person";

    private Allowances() {}

    static Allowed of(Map<String, ?> options) {
        Map<String, String> transfer = Map.of();
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

    private static Map<String, String> targets(@Nullable Object given) {
        Map<String, String> targets = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> several) {
            several.forEach((name, extension) -> targets.put(String.valueOf(name), String.valueOf(extension)));
        } else {
            targets.put(PERSON, String.valueOf(given));
        }
        for (String extension : targets.values()) {
            if (targets.size() > TARGETS_MAX || !TARGET.matcher(extension).matches()) {
                throw new ScriptException(
                        "Expected transfer: with an extension, or up to " + TARGETS_MAX
                                + " by name such as [sales: '8500'], but found '" + extension + "'",
                        null);
            }
        }
        return targets;
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
