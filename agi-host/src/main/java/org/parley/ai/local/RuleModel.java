package org.parley.ai.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.parley.ai.AgentSpec;
import org.parley.ai.AgentSpec.Intent;
import org.parley.ai.ChatTurn;
import org.parley.ai.ChatTurn.Role;
import org.parley.ai.LanguageModel;
import org.parley.ai.Reply;

/**
 * A language model without a model: it answers by the intents of the spec. The longest phrase whose words all stand
 * in the caller's sentence, in that order, decides. What it does not understand it asks again, in other words.
 */
public final class RuleModel implements LanguageModel {
    /** Words that tell nothing about what somebody wants. */
    private static final Set<String> FILLERS =
            Set.of("a", "an", "the", "please", "uh", "um", "well", "just", "so", "to", "of", "my", "is", "it");

    private static final List<String> AGAIN = List.of(
            "Sorry, I did not get that. Could you say it in other words?",
            "I am sorry, I still did not understand. What can I do for you?");
    private static final int WORDS_MAX = 200;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Reply reply(AgentSpec spec, List<ChatTurn> history, Consumer<String> text) {
        List<String> said =
                history.isEmpty() ? List.of() : words(history.getLast().text());
        Optional<Intent> meant = said.isEmpty() ? Optional.empty() : best(spec.intents(), said);
        String answer =
                meant.map(Intent::answer).orElseGet(() -> AGAIN.get(Math.min(missesBefore(history), AGAIN.size() - 1)));
        text.accept(answer);
        return new Reply(answer, List.of(), meant.map(Intent::name).orElse(""), List.of());
    }

    private static Optional<Intent> best(List<Intent> intents, List<String> said) {
        Intent best = null;
        int longest = 0;
        for (Intent intent : intents) {
            for (String phrase : intent.phrases()) {
                List<String> wanted = words(phrase);
                if (wanted.size() > longest && inOrder(wanted, said)) {
                    best = intent;
                    longest = wanted.size();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean inOrder(List<String> wanted, List<String> said) {
        int found = 0;
        for (String word : said) {
            if (found < wanted.size() && word.equals(wanted.get(found))) {
                found++;
            }
        }
        return found == wanted.size();
    }

    private static List<String> words(String sentence) {
        List<String> all = Stream.of(sentence.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+", -1))
                .filter(word -> !word.isEmpty())
                .limit(WORDS_MAX)
                .toList();
        List<String> telling =
                all.stream().filter(word -> !FILLERS.contains(word)).toList();
        return telling.isEmpty() ? all : telling;
    }

    private static int missesBefore(List<ChatTurn> history) {
        int misses = 0;
        List<ChatTurn> ours = new ArrayList<>(
                history.stream().filter(turn -> turn.role() == Role.AGENT).toList());
        while (!ours.isEmpty() && AGAIN.contains(ours.removeLast().text())) {
            misses++;
        }
        return misses;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
