package org.parley.ai.values;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Listening.Kind;

/**
 * Says a value back, the more exactly the more often it was not right: first as people say it, then sign by sign, then
 * in short groups and with spelling words, "S as in Sierra".
 */
public final class ReadBack {
    private static final int SIGN_BY_SIGN = 1;
    private static final int SPELT = 2;

    private final ValueWords words;
    private final Locale region;
    private final int exactness;

    private ReadBack(Locale region, int exactness) {
        this.words = ValueWords.of(region);
        this.region = region;
        this.exactness = exactness;
    }

    /**
     * A value as it is said.
     *
     * @param day that the value is, null for other kinds than days
     * @param exactness 0 for the first time, and more for each time after it
     */
    public static String of(Kind kind, String value, @Nullable LocalDate day, Locale region, int exactness) {
        ReadBack back = new ReadBack(region, exactness);
        return switch (kind) {
            case NUMBER -> back.number(value);
            case MONEY -> back.money(value);
            case DATE -> day == null ? value : back.date(day);
            case PHONE -> back.phone(value);
            case EMAIL -> back.email(value);
            case POSTCODE -> back.code(value);
            case NAME -> back.name(value);
            case ADDRESS -> back.address(value);
        };
    }

    /** Digits one by one; when they were not right, in groups with pauses between them. */
    public static String digits(String digits, int exactness) {
        return exactness < SIGN_BY_SIGN ? spaced(digits) : grouped(digits, exactness);
    }

    private static String grouped(String digits, int exactness) {
        int size = exactness >= SPELT ? 2 : 3;
        List<String> groups = new ArrayList<>();
        for (int at = 0; at < digits.length(); at += size) {
            groups.add(spaced(digits.substring(at, Math.min(digits.length(), at + size))));
        }
        return String.join(exactness >= SPELT ? ". " : ", ", groups);
    }

    private static String spaced(String signs) {
        return signs.replaceAll("(?<=.)(?=.)", " ");
    }

    private String number(String value) {
        if (exactness < SIGN_BY_SIGN) {
            return value;
        }
        return spaced(value).replace(".", words.point());
    }

    private String money(String value) {
        int point = value.indexOf('.');
        String whole = value.substring(0, point);
        String hundredths = value.substring(point + 1);
        String figures = exactness < SIGN_BY_SIGN || whole.length() < 2 ? whole : digits(whole, exactness);
        if (!isInDollars() && words.asIn().contains("as in")) {
            return figures + (hundredths.equals("00") ? "" : " " + words.point() + " " + spaced(hundredths));
        }
        String cents = exactness < SIGN_BY_SIGN ? hundredths.replaceFirst("^0(?=.)", "") : spaced(hundredths);
        return words.dollars().formatted(figures)
                + (hundredths.equals("00") ? "" : words.cents().formatted(cents));
    }

    private boolean isInDollars() {
        return List.of("", "US", "CA", "AU", "NZ", "PR").contains(region.getCountry());
    }

    private String date(LocalDate day) {
        String pattern = Days.isMonthFirst(region) && !Days.isYearFirst(region) ? "MMMM d" : "d MMMM";
        String spoken = DateTimeFormatter.ofPattern(pattern, region).format(day);
        if (exactness < SIGN_BY_SIGN) {
            return spoken + (words.asIn().contains("as in") ? ", " : " ") + day.getYear();
        }
        String weekday = DateTimeFormatter.ofPattern("EEEE", region).format(day);
        String pause = exactness >= SPELT ? ". " : ", ";
        return weekday + pause + spoken + pause + spaced(String.valueOf(day.getYear()));
    }

    private String phone(String value) {
        boolean international = value.startsWith("+");
        String number = international ? value.substring(1) : value;
        String pause = exactness >= SIGN_BY_SIGN ? ". " : ", ";
        List<String> groups = new ArrayList<>();
        int size = exactness >= SPELT ? 2 : 3;
        int left = number.length();
        int at = 0;
        while (left > 0) {
            int next = left == 4 && size == 3 ? 4 : Math.min(size, left); // 813 555 0123
            groups.add(spaced(number.substring(at, at + next)));
            at += next;
            left -= next;
        }
        return (international ? words.plus() + " " : "") + String.join(pause, groups);
    }

    private String email(String value) {
        int at = value.indexOf('@');
        String local = value.substring(0, at);
        String site = value.substring(at + 1).replace(".", " " + words.dot() + " ");
        String said = exactness < SIGN_BY_SIGN ? parts(local) : spelt(local);
        return said + " " + words.at() + " " + site.replace("-", " " + words.dash() + " ");
    }

    private String parts(String local) {
        return local.codePoints()
                .mapToObj(Character::toString)
                .map(sign -> sign.matches("[a-z0-9]") ? sign : " " + sign(sign) + " ")
                .collect(Collectors.joining())
                .strip();
    }

    private String spelt(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(sign -> exactness >= SPELT && sign.length() == 1 && Character.isLetter(sign.charAt(0))
                        ? Letters.asIn(sign.charAt(0), words.asIn())
                        : sign(sign.toUpperCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
    }

    private String sign(String sign) {
        return switch (sign) {
            case "." -> words.dot();
            case "-" -> words.dash();
            case "_" -> words.underscore();
            case "+" -> words.plus();
            default -> sign;
        };
    }

    private String code(String value) {
        String[] halves = value.split("[ -]", -1);
        if (halves.length == 1 && Said.isFigures(value)) {
            return digits(value, exactness);
        }
        List<String> said = new ArrayList<>();
        for (String half : halves) {
            said.add(exactness >= SPELT ? spelt(half) : spaced(half));
        }
        return String.join(exactness >= SIGN_BY_SIGN ? ". " : ", ", said);
    }

    private String name(String value) {
        if (exactness < SIGN_BY_SIGN) {
            return value;
        }
        List<String> said = new ArrayList<>();
        for (String word : value.split(" ", -1)) {
            said.add(word + ", " + (exactness >= SPELT ? spelt(word) : spaced(word.toUpperCase(region))));
        }
        return String.join(". ", said);
    }

    private String address(String value) {
        if (exactness < SIGN_BY_SIGN) {
            return value;
        }
        List<String> said = new ArrayList<>();
        for (String word : value.split(" ", -1)) {
            boolean number = Character.isDigit(word.charAt(0));
            said.add(number ? spaced(word) : exactness >= SPELT ? word + ", " + spelt(word.replace(",", "")) : word);
        }
        return String.join(exactness >= SPELT ? ". " : " ", said);
    }
}
