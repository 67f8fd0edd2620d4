package org.parley.ai.values;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.parley.ai.Listening.Kind;
import org.parley.ai.Listening.Value;

/** Understands the values that callers say or key. */
public final class Values {
    private static final Set<Kind> BY_KEYS = Set.of(Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.PHONE);
    private static final int NUMBER_KEYS_MAX = 12;

    private Values() {}

    /**
     * What these words mean; empty when they mean nothing of that kind, or more than one thing.
     *
     * @param region the call's language, with the country that numbers, codes and days are written for
     */
    public static Optional<Meant> spoken(Value wanted, String words, Locale region, LocalDate today) {
        String country = region.getCountry();
        return switch (wanted.kind()) {
            case NUMBER ->
                Amounts.number(words)
                        .map(Values::plain)
                        .filter(number -> within(number, wanted))
                        .map(Meant::amount);
            case MONEY ->
                Amounts.money(words).filter(sum -> within(sum, wanted)).map(Meant::amount);
            case DATE -> Days.spoken(words, region, today).map(Meant::day);
            case PHONE -> PhoneNumbers.spoken(words, country).map(Meant::text);
            case EMAIL -> Emails.spoken(words).map(Meant::text);
            case POSTCODE -> Postcodes.spoken(words, country).map(Meant::text);
            case NAME -> Names.spoken(words).map(Meant::text);
            case ADDRESS -> Addresses.spoken(words).map(Meant::text);
        };
    }

    /** Whether keys are an answer as well. */
    public static boolean takesKeys(Kind kind, Locale region) {
        return BY_KEYS.contains(kind) || (kind == Kind.POSTCODE && isAmerican(region));
    }

    /** What these keys mean; {@code *} is the point, {@code #} was taken off. */
    public static Optional<Meant> keyed(Value wanted, String keys, Locale region, LocalDate today) {
        return switch (wanted.kind()) {
            case NUMBER, MONEY -> amount(wanted, keys);
            case DATE -> Days.keyed(keys, region, today).map(Meant::day);
            case PHONE -> PhoneNumbers.valid(keys, region.getCountry()).map(Meant::text);
            case POSTCODE -> Postcodes.valid(keys, region.getCountry()).map(Meant::text);
            case EMAIL, NAME, ADDRESS -> Optional.empty();
        };
    }

    private static Optional<Meant> amount(Value wanted, String keys) {
        boolean money = wanted.kind() == Kind.MONEY;
        if (keys.length() > NUMBER_KEYS_MAX || !keys.matches(money ? "\\d*(?:\\*\\d{0,2})?" : "\\d*(?:\\*\\d*)?")) {
            return Optional.empty();
        }
        String figures = keys.replace('*', '.');
        if (figures.isEmpty() || figures.equals(".")) {
            return Optional.empty();
        }
        BigDecimal amount = new BigDecimal(figures.endsWith(".") ? figures + "0" : figures);
        BigDecimal exact = money ? amount.setScale(2) : plain(amount);
        return within(exact, wanted) ? Optional.of(Meant.amount(exact)) : Optional.empty();
    }

    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal bare = amount.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }

    /** Whether no key can follow. */
    public static boolean isWhole(Kind kind, String keys, Locale region) {
        return switch (kind) {
            case DATE -> keys.length() >= 8;
            case PHONE -> PhoneNumbers.isWhole(keys, region.getCountry());
            case POSTCODE -> keys.length() >= 9;
            case NUMBER -> false;
            case MONEY -> keys.matches(".*\\*\\d\\d");
            case EMAIL, NAME, ADDRESS -> false;
        };
    }

    private static boolean isAmerican(Locale region) {
        return region.getCountry().equals("US") || region.getCountry().equals("PR");
    }

    private static boolean within(BigDecimal number, Value wanted) {
        BigDecimal min = wanted.min();
        BigDecimal max = wanted.max();
        return (min == null || number.compareTo(min) >= 0) && (max == null || number.compareTo(max) <= 0);
    }
}
