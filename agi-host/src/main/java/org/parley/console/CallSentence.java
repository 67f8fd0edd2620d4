package org.parley.console;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parley.store.CallRow;
import org.parley.store.CallState;
import org.parley.store.CallStory;
import org.parley.store.EventRow;

/** Why a call ended as it did, in one sentence for people. */
final class CallSentence {
    private CallSentence() {}

    static String of(CallStory story) {
        CallRow call = story.call();
        if (call.state() == CallState.RUNNING) {
            return "The call is running"
                    + step(story).map(" in the step '%s'"::formatted).orElse("") + ".";
        }
        String how = switch (call.endReason()) {
            case "CALLER" -> "The caller hung up";
            case "SCRIPT" -> "The script came to its end";
            case "AGENT" -> "The script hung up";
            case "TRANSFER" -> sentOn(story);
            case "TIME" -> "The longest time of a call was over";
            case "COST" -> "The call had cost as much as its script allows";
            case "SUPERVISOR" -> "A supervisor hung up";
            case "FAILED" ->
                "Something broke" + (call.error().isEmpty() ? "" : " (" + call.error() + ")")
                        + ", and the dialplan took the caller to a person";
            case "STOPPED" -> "The host was stopped, and the dialplan took the caller to a person";
            default -> call.state() == CallState.DIED ? "The host died during the call" : "The call ended";
        };
        String rule = last(story, "anytime").map(data -> text(data, "rule")).orElse("");
        return how
                + " after " + Duration.ofMillis(call.talkMs()).toSeconds() + " s"
                + step(story).map(" in the step '%s'"::formatted).orElse("")
                + (rule.isEmpty() ? "" : ", after the rule '" + rule + "'")
                + (call.disposition().isEmpty() ? ", without a status" : ", with the status " + call.disposition())
                + (call.dispositionComment().isEmpty() ? "" : " (" + call.dispositionComment() + ")")
                + ".";
    }

    private static String sentOn(CallStory story) {
        Map<String, ?> order = last(story, "supervisor")
                .filter(data -> text(data, "state").equals("done"))
                .orElse(Map.of());
        String by = text(order, "by");
        return switch (text(order, "act")) {
            case "takeover" ->
                "The " + text(order, "to") + " took the caller over, as a supervisor (" + by + ") wanted,";
            case "transfer" ->
                "A supervisor (" + by + ") sent the caller on to "
                        + text(order, "to").replaceFirst("^\\S+ ", "");
            default ->
                "The caller was sent on" + target(story).map(" to "::concat).orElse("");
        };
    }

    private static Optional<String> step(CallStory story) {
        return last(story, "step").map(data -> text(data, "name")).filter(name -> !name.isEmpty());
    }

    private static Optional<String> target(CallStory story) {
        return last(story, "transfer").map(data -> text(data, "extension")).filter(to -> !to.isEmpty());
    }

    private static Optional<Map<String, ?>> last(CallStory story, String kind) {
        List<EventRow> all = story.events();
        for (EventRow event : all.reversed()) {
            if (event.kind().equals(kind)) {
                return Optional.of(event.data());
            }
        }
        return Optional.empty();
    }

    private static String text(Map<String, ?> data, String key) {
        Object value = data.get(key);
        return value == null ? "" : value.toString();
    }
}
