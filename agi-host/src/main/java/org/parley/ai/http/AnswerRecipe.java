package org.parley.ai.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** How the answer of a service is read. */
final class AnswerRecipe {
    private static final Pointers NOWHERE = new Pointers(List.of());

    final Pointers at;
    final List<JsonTest> ok;
    final Pointers messages;
    final List<KindRule> kinds;
    final List<JsonTest> pending;
    final Pointers id;
    final Template poll;
    final Duration every;

    /** From the settings; {@code request} knows where to ask again. */
    AnswerRecipe(HttpAnswerSettings settings, Draft draft, RequestRecipe request) {
        at = pointers(draft, "answer.at", settings.at());
        messages = pointers(draft, "answer.messages", settings.messages());
        id = pointers(draft, "answer.id", settings.id());
        ok = read(draft, "answer.ok", () -> JsonTest.of(draft.list("answer.ok", settings.ok())));
        pending = read(draft, "answer.pending", () -> JsonTest.of(draft.list("answer.pending", settings.pending())));
        kinds = read(draft, "answer.kinds", () -> KindRule.of(draft.list("answer.kinds", settings.kinds())));
        every = settings.every();
        Set<String> names = new TreeSet<>(RequestRecipe.NAMES);
        names.add("id");
        String again = draft.text("answer.poll", settings.poll());
        poll = draft.read("answer.poll", () -> request.line(again.isEmpty() ? "/" : again, names))
                .orElse(new Template("/", Place.URL));
        if (!pending.isEmpty() && again.isEmpty()) {
            draft.mistake("answer.poll", "a path to ask again by, since answer.pending is set");
        }
        if (!pending.isEmpty() && id.isEmpty()) {
            draft.mistake("answer.id", "where the id of a pending answer is, since answer.pending is set");
        }
    }

    private static Pointers pointers(Draft draft, String key, List<String> set) {
        return draft.read(key, () -> Pointers.of(draft.list(key, set))).orElse(NOWHERE);
    }

    private static <T> List<T> read(Draft draft, String key, Supplier<List<T>> parser) {
        return draft.read(key, parser).orElse(List.of());
    }

    /** Whether what is wanted is not there, and will be later. */
    boolean isPending(JsonNode answer) {
        return answer.isMissingNode()
                || (at.first(answer).isEmpty() && pending.stream().anyMatch(test -> test.holds(answer)));
    }

    /** Whether it is not what it must be. */
    boolean isWrong(JsonNode answer) {
        return ok.stream().anyMatch(test -> !test.holds(answer));
    }
}
