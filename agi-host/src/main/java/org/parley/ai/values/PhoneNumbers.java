package org.parley.ai.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads telephone numbers out of English, Arabic and Persian words and out of keys, for a country. National ones are
 * digits as they are dialled, without the 1 before those of North America; international ones begin with a plus.
 */
final class PhoneNumbers {
    private static final Set<String> AMONG =
            Set.of("and", "dash", "hyphen", "then", "area", "code", "dot", "point", "uh", "um");
    private static final Set<String> AFTER = Set.of("extension", "ext");
    private static final Set<String> NORTH_AMERICA = Set.of("US", "CA", "PR");
    private static final int MIN = 7;
    private static final int MAX = 15;

    private PhoneNumbers() {}

    /** The one number in these words. */
    static Optional<String> spoken(String words, String country) {
        Said said = Said.of(words.replaceAll("(?<=\\d)[.\\-/()]+(?=\\d)", " ").replace("+", " plus "));
        List<String> numbers = new ArrayList<>();
        StringBuilder number = new StringBuilder();
        int times = 1;
        int at = 0;
        while (at < said.size() && !AFTER.contains(said.at(at))) {
            String word = said.at(at);
            List<Said.Group> next = said.dialled(at).map(List::of).orElse(List.of());
            if (word.equals("double") || word.equals("triple")) {
                times = word.equals("double") ? 2 : 3;
                at++;
            } else if (word.equals("plus")) {
                take(number, numbers);
                number.append('+');
                at++;
            } else if (isSeveral(said, at)) {
                number.append(said.at(at + 2).repeat(Integer.parseInt(word)));
                at += 3;
            } else if (!next.isEmpty()) {
                number.append(repeated(next.getFirst().figures(), times));
                times = 1;
                at = next.getFirst().end();
            } else {
                if (!AMONG.contains(word)) {
                    take(number, numbers);
                }
                at++;
            }
        }
        take(number, numbers);
        List<String> valid =
                numbers.stream().flatMap(each -> valid(each, country).stream()).toList();
        return valid.size() == 1 ? Optional.of(valid.getFirst()) : Optional.empty();
    }

    /** Persian for "two fives": 2 تا 5. */
    private static boolean isSeveral(Said said, int at) {
        return said.at(at).matches("[23]")
                && said.at(at + 1).equals("تا")
                && said.at(at + 2).matches("\\d");
    }

    private static String repeated(String figures, int times) {
        return figures.substring(0, 1).repeat(times - 1) + figures;
    }

    private static void take(StringBuilder number, List<String> numbers) {
        if (!number.isEmpty()) {
            numbers.add(number.toString());
            number.setLength(0);
        }
    }

    /** The number as it is kept; empty when none is like that in that country. */
    static Optional<String> valid(String dialled, String country) {
        boolean american = NORTH_AMERICA.contains(country);
        String number = dialled;
        if (american && number.startsWith("011")) {
            number = "+" + number.substring(3);
        } else if (!american && number.startsWith("00")) {
            number = "+" + number.substring(2);
        }
        if (american && (number.startsWith("+1") || number.startsWith("1"))) {
            number = number.substring(number.indexOf('1') + 1);
        }
        boolean international = number.startsWith("+");
        int count = number.length() - (international ? 1 : 0);
        boolean fits = international
                ? count >= MIN && number.charAt(1) != '0'
                : !american || number.matches("[2-9]\\d{2}[2-9]\\d{6}");
        return fits && count >= MIN && count <= MAX ? Optional.of(number) : Optional.empty();
    }

    /** Whether no key is missing: a number of North America has ten digits, eleven with the 1 before. */
    static boolean isWhole(String keys, String country) {
        boolean american = NORTH_AMERICA.contains(country) && !keys.startsWith("0");
        return keys.length() >= (american ? (keys.startsWith("1") ? 11 : 10) : MAX + 3);
    }
}
