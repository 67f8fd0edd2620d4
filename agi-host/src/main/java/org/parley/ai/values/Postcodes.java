package org.parley.ai.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads postal codes: five or nine figures in the US, those of Canada and Britain, else 3 to 10 signs. */
final class Postcodes {
    private static final Pattern CANADA = Pattern.compile("[A-Z]\\d[A-Z]\\d[A-Z]\\d");
    private static final Pattern BRITAIN = Pattern.compile("[A-Z]{1,2}\\d[A-Z\\d]?\\d[A-Z]{2}");
    private static final Pattern OTHER = Pattern.compile("(?=.*\\d)[A-Z\\d]{3,10}");
    private static final Set<String> AMONG = Set.of("dash", "hyphen", "space", "and", "then", "minus");

    private Postcodes() {}

    static Optional<String> spoken(String words, String country) {
        Said said = Said.of(words.replaceAll("(?<=\\d)-(?=\\d)", " "));
        List<String> codes = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        int times = 1;
        int at = 0;
        while (at < said.size()) {
            String word = said.at(at);
            Optional<Said.Group> number = said.group(at);
            boolean doubled = word.equals("double") || word.equals("triple");
            Optional<Letters.Spelt> letter = number.isPresent() ? Optional.empty() : Letters.at(said, at, true);
            if (doubled && said.group(at + 1).isPresent()) {
                times = word.equals("double") ? 2 : 3;
                at++;
            } else if (number.isPresent()) {
                String figures = number.get().figures();
                code.append(figures.substring(0, 1).repeat(times - 1)).append(figures);
                times = 1;
                at = number.get().end();
            } else if (letter.isPresent() && !isWordA(said, at)) {
                code.append(letter.get().letters());
                at = letter.get().end();
            } else {
                if (isPart(said, at, country)) {
                    code.append(word);
                } else if (!AMONG.contains(word)) {
                    codes.add(code.toString());
                    code.setLength(0);
                }
                at++;
            }
        }
        codes.add(code.toString());
        List<String> valid =
                codes.stream().flatMap(each -> valid(each, country).stream()).toList();
        return valid.size() == 1 ? Optional.of(valid.getFirst()) : Optional.empty();
    }

    /** Whether a word is a part of a code as it is written. */
    private static boolean isPart(Said said, int at, String country) {
        String word = said.at(at);
        boolean two = word.matches("[a-z]{2}") && (isNext(said, at) || isBritishEnd(said, at, country));
        return two || word.matches("(?=.*\\d)[a-z0-9]{2,7}");
    }

    /** "a" before a word is no letter. */
    private static boolean isWordA(Said said, int at) {
        return said.at(at).equals("a")
                && !said.at(at + 1).isEmpty()
                && !said.at(at + 1).equals("as")
                && said.group(at + 1).isEmpty()
                && Letters.at(said, at + 1, true).isEmpty();
    }

    /** "sw 1a 1aa": two letters before a figure. */
    private static boolean isNext(Said said, int at) {
        return !said.at(at + 1).isEmpty() && Character.isDigit(said.at(at + 1).charAt(0));
    }

    /** "m1 1 ae": two letters after the last figure. */
    private static boolean isBritishEnd(Said said, int at, String country) {
        return country.equals("GB") && at == said.size() - 1 && said.isNumber(at - 1);
    }

    /** The code as it is written in that country; empty when it is none. */
    static Optional<String> valid(String signs, String country) {
        String code = signs.toUpperCase(Locale.ROOT);
        boolean american = country.equals("US") || country.equals("PR");
        if (american && code.matches("\\d{5}(\\d{4})?")) {
            return Optional.of(code.length() == 9 ? code.substring(0, 5) + "-" + code.substring(5) : code);
        }
        boolean known = american || country.equals("GB") || country.equals("CA");
        if (CANADA.matcher(code).matches() && !country.equals("GB")) {
            return Optional.of(code.substring(0, 3) + " " + code.substring(3));
        }
        if (BRITAIN.matcher(code).matches() && !country.equals("CA")) {
            return Optional.of(code.substring(0, code.length() - 3) + " " + code.substring(code.length() - 3));
        }
        return !known && OTHER.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }
}
