package org.parley.script;

import groovy.lang.Closure;
import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AskingWords;
import org.parley.ai.Folded;

/** What stands inside {@code menu('…') { … }}: its options, each with keys, words and code. */
public final class Menu {
    /** The value of an answer that asks to hear the menu again. */
    static final String AGAIN = "*";

    private static final Set<String> OPTIONS = Set.of("keys", "words");
    private static final int OPTIONS_MAX = 20;
    private static final Pattern ARABIC_LETTER = Pattern.compile("\\p{IsArabic}");

    private final Map<String, Option> options = new LinkedHashMap<>();
    private @Nullable Closure<?> otherwise;
    private int tries = 3;
    private @Nullable Duration noInput;

    private record Option(
            String keys, List<String> words, @Nullable Closure<?> code) {}

    Menu() {}

    /** A word that means itself: {@code option 'sales'}. */
    public void option(String name) {
        add(Map.of(), name, null);
    }

    /** A word that means itself, with what is done then: {@code option('sales') { transfer '8500' }}. */
    public void option(String name, Closure<?> code) {
        add(Map.of(), name, code);
    }

    /** An option with its keys and words: {@code option 'sales', keys: '1', words: ['sales', 'buy']}. */
    public void option(
            @NamedParams({
                        @NamedParam(value = "keys", type = CharSequence.class),
                        @NamedParam(value = "words", type = List.class)
                    })
                    Map<String, ?> choice,
            String name) {
        add(choice, name, null);
    }

    /** The same with what is done then: {@code option('sales', keys: '1') { goTo 'sales' }}. */
    public void option(
            @NamedParams({
                        @NamedParam(value = "keys", type = CharSequence.class),
                        @NamedParam(value = "words", type = List.class)
                    })
                    Map<String, ?> choice,
            String name,
            Closure<?> code) {
        add(choice, name, code);
    }

    /** What is done when the caller has chosen none of them: {@code otherwise { transfer '8500' }}. */
    public void otherwise(Closure<?> code) {
        otherwise = code;
    }

    /** How often the menu is asked in all, 1 to 10; 3 unless told otherwise: {@code tries 2}. */
    public void tries(int count) {
        tries = count;
    }

    /** The silence that counts as no answer: {@code noInput 8.s}. */
    public void noInput(Duration silence) {
        noInput = silence;
    }

    private void add(Map<String, ?> choice, String name, @Nullable Closure<?> code) {
        String keys = "";
        List<String> words = List.of(name);
        for (Map.Entry<String, ?> part : choice.entrySet()) {
            SpeechWords.only(part, OPTIONS);
            if (part.getKey().equals("keys")) {
                keys = QuestionWords.value(part, CharSequence.class).toString();
            } else {
                List<?> each = QuestionWords.value(part, List.class);
                words = each.stream().map(String::valueOf).toList();
            }
        }
        if (!keys.matches("[0-9*#]*") || name.isBlank() || name.equals(AGAIN)) {
            throw new ScriptException(
                    "Expected an option such as option 'sales', keys: '1', words: ['sales', 'buy'] but was '" + name
                            + "' with the keys '" + keys + "'",
                    null);
        }
        if (options.putIfAbsent(name, new Option(keys, words, code)) != null || options.size() > OPTIONS_MAX) {
            throw new ScriptException(
                    "Expected 1 to " + OPTIONS_MAX + " options, each once, but found '" + name + "' as well", null);
        }
    }

    int tries() {
        return tries;
    }

    /** The question that it is: one of its options, or to hear them again. */
    Question question(QuestionWords words, AskingWords asking) {
        if (options.isEmpty()) {
            throw new ScriptException("Expected options inside menu { … }: option 'sales', keys: '1'", null);
        }
        Map<String, List<String>> choices = new LinkedHashMap<>();
        options.forEach((name, option) -> {
            List<String> both = new ArrayList<>(option.words());
            option.keys().chars().forEach(key -> both.add(Character.toString(key)));
            choices.put(name, both);
        });
        Set<String> taken =
                choices.values().stream().flatMap(List::stream).map(Menu::plain).collect(Collectors.toSet());
        List<String> again = new ArrayList<>(asking.repeat());
        again.add("*");
        again.removeIf(word -> taken.contains(plain(word)));
        if (!again.isEmpty()) {
            choices.put(AGAIN, again);
        }
        Question one = words.choice(choices);
        return new Question(one.expected(), one.choices(), one.keys(), noInput, 1, false);
    }

    private static String plain(String word) {
        return word.equals("*") ? word : Folded.of(word);
    }

    /** What can be said and pressed, for a caller whom it did not understand. */
    String help(AskingWords asking, String language) {
        boolean arabic = language.equals("ar") || language.equals("fa");
        List<String> each = new ArrayList<>();
        options.forEach((name, option) -> {
            String word = option.words().stream()
                    .filter(said -> ARABIC_LETTER.matcher(said).find() == arabic)
                    .findFirst()
                    .orElse(option.words().isEmpty() ? name : option.words().getFirst());
            each.add(
                    option.keys().isEmpty()
                            ? word
                            : asking.press().formatted(word, option.keys().charAt(0)));
        });
        return asking.choose(each);
    }

    /** What is done with this answer. */
    Optional<Closure<?>> code(Answer answer) {
        Option chosen = answer.isOk() ? options.get(answer.value()) : null;
        return Optional.ofNullable(chosen == null ? otherwise : chosen.code());
    }
}
