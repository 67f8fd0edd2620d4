package org.parley.script;

import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Listening;

/**
 * The words by which a script says what it expects to hear: {@code yesNo}, {@code choice}, {@code digits},
 * {@code futureTime}, {@code anything}, and values such as {@code money} and {@code phone}. A question is a value; it
 * may be kept in a variable and asked again.
 */
public abstract class QuestionWords extends groovy.lang.Script {

    /** How often a question is asked in all, when the script does not say. */
    static final int TRIES = 2;

    /** The most digits that one question may take. */
    static final int DIGITS_MAX = 32;

    private static final int PHRASES_MAX = 200;

    /**
     * Yes or no, in the words of the call's language; the keys 1 and 2 count as well.
     * <pre>
     * def medicare = ask 'Do you have parts A and B?', yesNo
     * if (medicare.no) …
     * </pre>
     */
    public Question getYesNo() {
        return with(Map.of("tries", TRIES), Question.yesNo());
    }

    /**
     * One of several things, each with the words that mean it; a word of one key ({@code 0-9*#}) is that key.
     * The answer's {@code value} is the name.
     * <pre>
     * def what = ask 'Sales or support?', choice(sales: ['sales', 'buy', '1'], support: ['support', 'help', '2'])
     * </pre>
     *
     * @throws ScriptException when a choice has no words, or the same word means two things
     */
    public Question choice(Map<String, ?> choices) {
        Map<String, List<String>> spoken = new LinkedHashMap<>();
        Map<Character, String> keys = new LinkedHashMap<>();
        Map<String, String> owners = new LinkedHashMap<>();
        choices.forEach((name, words) -> {
            List<String> phrases = new ArrayList<>();
            for (String word : words(words)) {
                String owner = owners.putIfAbsent(word, name);
                if (owner != null && !owner.equals(name)) {
                    throw new ScriptException("'" + word + "' means both '" + owner + "' and '" + name + "'", null);
                }
                if (word.matches("[0-9*#]")) {
                    keys.put(word.charAt(0), name);
                } else {
                    phrases.add(word);
                }
            }
            if (phrases.isEmpty() && !keys.containsValue(name)) {
                throw new ScriptException("Choice '" + name + "' has no words; give some: " + name + ": ['…']", null);
            }
            spoken.put(name, phrases);
        });
        if (spoken.isEmpty() || owners.size() > PHRASES_MAX) {
            throw new ScriptException(
                    "Expected 1 to " + PHRASES_MAX + " words in a choice but found " + owners.size(), null);
        }
        return new Question(phrases(spoken), spoken, keys, null, TRIES, false);
    }

    /** One of several words that mean themselves: {@code choice('sales', 'support')}. */
    public Question choice(String... words) {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        for (String word : words) {
            choices.put(word, List.of(word));
        }
        return choice(choices);
    }

    /** Digits, spoken one by one or keyed, any number up to 32; {@code #} ends them. */
    public Question getDigits() {
        return digits(1, DIGITS_MAX);
    }

    /** Exactly so many digits, spoken one by one or keyed: {@code digits(5)}. The answer's value is the digits. */
    public Question digits(int count) {
        return digits(count, count);
    }

    /** At least and at most so many digits, 1 to 32: {@code digits(4, 6)}. */
    public Question digits(int min, int max) {
        if (min < 1 || max < min || max > DIGITS_MAX) {
            throw new ScriptException("Expected 1 to 32 digits but was digits(" + min + ", " + max + ")", null);
        }
        return free(new Listening.Digits(min, max));
    }

    /**
     * A day and time to come, such as "tomorrow at three"; the answer has it as {@code at}.
     * <pre>
     * def later = ask 'When may we call you?', futureTime
     * if (later.ok) callback later
     * </pre>
     */
    public Question getFutureTime() {
        return free(new Listening.FutureTime());
    }

    /** A number of things: {@code def cars = ask 'How many cars?', number}; the answer has it as {@code amount}. */
    public Question getNumber() {
        return value(Listening.Kind.NUMBER);
    }

    /** A number within bounds: {@code ask 'How many of you?', number(1, 12)}. */
    public Question number(Number min, Number max) {
        BigDecimal least = new BigDecimal(min.toString());
        BigDecimal most = new BigDecimal(max.toString());
        if (least.compareTo(most) > 0) {
            throw new ScriptException(
                    "Expected number with the lower bound first but was number(" + min + ", " + max + ")", null);
        }
        return free(new Listening.Value(Listening.Kind.NUMBER, least, most));
    }

    /** A sum of money, with two decimals: {@code def paid = capture money}; the answer has it as {@code amount}. */
    public Question getMoney() {
        return value(Listening.Kind.MONEY);
    }

    /**
     * A day, past or future, as a birth date or a promise: {@code def born = capture date}; the answer has it as
     * {@code day}, a LocalDate.
     */
    public Question getDate() {
        return value(Listening.Kind.DATE);
    }

    /**
     * A telephone number: {@code capture phone, confirm: true}; the value is its national digits, or {@code +} and all
     * of them for another country.
     */
    public Question getPhone() {
        return value(Listening.Kind.PHONE);
    }

    /** A mail address, such as {@code john.smith@example.com}: {@code capture email, confirm: true}. */
    public Question getEmail() {
        return value(Listening.Kind.EMAIL);
    }

    /** A postal code of the caller's country, such as {@code K1A 0B6}: {@code capture postcode, confirm: true}. */
    public Question getPostcode() {
        return value(Listening.Kind.POSTCODE);
    }

    /** A person's name, said or spelt: {@code def who = capture name, confirm: true}. */
    public Question getName() {
        return value(Listening.Kind.NAME);
    }

    /** House number and street, with what else is said of the address: {@code def home = capture address}. */
    public Question getAddress() {
        return value(Listening.Kind.ADDRESS);
    }

    private static Question value(Listening.Kind kind) {
        return free(new Listening.Value(kind));
    }

    /** Any words: {@code ask 'What happened?', anything}; the answer's value is what was said. */
    public Question getAnything() {
        return free(new Listening.Anything());
    }

    /** The question with the options that a verb was given. */
    static Question with(
            @NamedParams({
                        @NamedParam(value = "tries", type = Integer.class),
                        @NamedParam(value = "noInput", type = Duration.class),
                        @NamedParam(value = "confirm", type = Boolean.class)
                    })
                    Map<String, ?> options,
            Question question) {
        Duration noInput = question.noInput();
        int tries = question.tries();
        boolean confirm = question.confirm();
        for (Map.Entry<String, ?> option : options.entrySet()) {
            switch (option.getKey()) {
                case "tries" -> tries = value(option, Integer.class);
                case "noInput" -> noInput = value(option, Duration.class);
                case "confirm" -> confirm = value(option, Boolean.class);
                default ->
                    throw new ScriptException(
                            "Expected the options tries, noInput or confirm but found '" + option.getKey() + "'", null);
            }
        }
        if (tries < 1 || tries > 10) {
            throw new ScriptException("Expected tries: 1 to 10 but was " + tries, null);
        }
        if (noInput != null && (noInput.isNegative() || noInput.compareTo(Duration.ofMinutes(2)) > 0)) {
            throw new ScriptException("Expected noInput: up to 2.min but was " + noInput, null);
        }
        return new Question(
                question.expected(), question.choices(), question.keys(), noInput, tries, confirm, question.before());
    }

    /** The value of an option, if it has the type that it must have. */
    static <T> T value(Map.Entry<String, ?> option, Class<T> type) {
        @Nullable Object value = option.getValue();
        if (!type.isInstance(value)) {
            throw new ScriptException(
                    "Expected " + option.getKey() + ": with a " + type.getSimpleName() + " but was " + value, null);
        }
        return type.cast(value);
    }

    private static Question free(Listening.Expected expected) {
        return new Question(expected, Map.of(), Map.of(), null, TRIES, false);
    }

    private static Listening.Phrases phrases(Map<String, List<String>> choices) {
        return new Listening.Phrases(
                choices.values().stream().flatMap(List::stream).distinct().toList());
    }

    private static List<String> words(@Nullable Object words) {
        Collection<?> each = words instanceof Collection<?> many ? many : words == null ? List.of() : List.of(words);
        return each.stream()
                .map(word -> String.valueOf(word).strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
