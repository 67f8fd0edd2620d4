package org.parley.ai.values;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads mail addresses, written or spoken: "john dot smith at gmail dot com". */
final class Emails {
    private static final Pattern WRITTEN =
            Pattern.compile("[a-z0-9](?:[a-z0-9._%+-]*[a-z0-9_])?@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,24}");
    private static final Pattern BEGINNING = Pattern.compile(
            "^(?:(?:yes|yeah|sure|okay|ok|um|uh|well|so|no)[ ,]+)*(?:(?:my|the) )?(?:(?:e ?-?mail|address)"
                    + "(?: address)? (?:is|would be) |it is |it's |its |that is |that's |you can use )?");
    private static final Pattern REMARK = Pattern.compile(
            "\\b(?:all (?:one word|in one word|together|lower ?case|small letters)|one word|no spaces?|lower ?case"
                    + "|spel[lt]e?d|please)\\b");
    private static final Pattern AT = Pattern.compile(" at(?: sign)? ");
    private static final Pattern NAKED_ENDING = Pattern.compile("(?<![.])(com|net|org|edu|gov)$");
    private static final int LENGTH_MAX = 254;

    private Emails() {}

    static Optional<String> spoken(String words) {
        String text = Said.latin(words).strip();
        Matcher written = WRITTEN.matcher(text.replaceAll(" ?@ ?", "@"));
        if (written.find()) {
            return valid(written.group());
        }
        String bare = BEGINNING.matcher(text).replaceFirst("");
        bare = REMARK.matcher(bare).replaceAll(" ").replace("@", " at ");
        bare = bare.replaceAll("[.]$", "")
                .replaceAll("(?<=\\w)[.](?=\\w)", " dot ")
                .replaceAll("(?<=\\w)-(?=\\w)", " dash ");
        Matcher at = AT.matcher(" " + bare.replaceAll("[^a-z0-9'_+-]+", " ").strip() + " ");
        int from = -1;
        int to = -1;
        while (at.find()) {
            from = at.start();
            to = at.end();
            at.region(at.end() - 1, at.regionEnd());
        }
        if (from < 0) {
            return Optional.empty();
        }
        String whole = " " + bare.replaceAll("[^a-z0-9'_+-]+", " ").strip() + " ";
        String host = joined(whole.substring(to));
        host = host.contains(".") ? host : NAKED_ENDING.matcher(host).replaceFirst(".$1");
        return valid(joined(whole.substring(0, from)) + "@" + host);
    }

    private static Optional<String> valid(String address) {
        boolean fits =
                address.length() <= LENGTH_MAX && WRITTEN.matcher(address).matches() && !address.contains("..");
        return fits ? Optional.of(address) : Optional.empty();
    }

    private static String joined(String part) {
        Said said = Said.of(part.replace("_", " underscore ").replace("+", " plus "));
        StringBuilder joined = new StringBuilder();
        int at = 0;
        while (at < said.size()) {
            String word = said.at(at);
            Optional<Letters.Spelt> letter = Letters.at(said, at, false);
            Optional<Said.Group> number = said.group(at);
            if (letter.isPresent() && (number.isEmpty() || !word.equals("oh"))) {
                joined.append(letter.get().letters());
                at = letter.get().end();
            } else if ((word.equals("double") || word.equals("triple"))
                    && said.group(at + 1).isPresent()) {
                Said.Group next = said.group(at + 1).orElseThrow();
                joined.append(next.figures().substring(0, 1).repeat(word.equals("double") ? 1 : 2))
                        .append(next.figures());
                at = next.end();
            } else if (number.isPresent()) {
                joined.append(number.get().figures());
                at = number.get().end();
            } else {
                joined.append(sign(word));
                at++;
            }
        }
        return joined.toString();
    }

    private static String sign(String word) {
        return switch (word) {
            case "dot", "period", "point" -> ".";
            case "dash", "hyphen", "minus" -> "-";
            case "underscore" -> "_";
            case "plus" -> "+";
            case "and", "then" -> word;
            default -> word.replace("'", "");
        };
    }
}
