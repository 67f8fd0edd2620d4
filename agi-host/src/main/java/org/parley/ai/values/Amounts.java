package org.parley.ai.values;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.parley.ai.values.Said.Group;

/** Reads numbers of things, and sums, out of English, Arabic and Persian words: "twenty five fifty" is 25.50. */
final class Amounts {
    private static final Set<String> WHOLE =
            Set.of("dollar", "dollars", "buck", "bucks", "pound", "pounds", "euro", "euros", "quid");
    private static final Set<String> HUNDREDTHS = Set.of("cent", "cents", "penny", "pennies", "pence", "p");
    private static final int FIGURES_MAX = 12;
    private static final int DECIMALS_MAX = 6;

    private final Said said;
    private int at;

    private Amounts(Said said) {
        this.said = said;
    }

    /** The one number in these words; empty when there is none, or more than one. */
    static Optional<BigDecimal> number(String words) {
        return new Amounts(Said.of(words)).only(false);
    }

    /** The one sum in these words, with two decimals; empty when there is none, or more than one, or less than 0. */
    static Optional<BigDecimal> money(String words) {
        return new Amounts(Said.of(words))
                .only(true)
                .filter(sum -> sum.signum() >= 0)
                .map(BigDecimal::stripTrailingZeros)
                .filter(sum -> sum.scale() <= 2)
                .map(sum -> sum.setScale(2));
    }

    private Optional<BigDecimal> only(boolean money) {
        Optional<BigDecimal> found = Optional.empty();
        while (at < said.size()) {
            boolean negative = said.at(at).equals("minus") || said.at(at).equals("negative");
            if (negative) {
                at++;
            }
            int from = at;
            Optional<BigDecimal> next = isBegun() ? (money ? sum() : amount(false)) : Optional.empty();
            if (next.isPresent() && found.isPresent()) {
                return Optional.empty();
            }
            if (next.isPresent()) {
                found = negative ? next.map(BigDecimal::negate) : next;
            } else if (at > from) {
                return Optional.empty(); // figures that are no number
            } else {
                at++;
            }
        }
        return found;
    }

    private boolean isBegun() {
        return said.group(at).isPresent()
                || (said.at(at).equals("half") && !said.at(at + 1).equals("past"))
                || (said.at(at).equals("point") && said.isNumber(at + 1))
                || (said.at(at).equals("a") && WHOLE.contains(said.at(at + 1)));
    }

    /** "twenty five dollars and fifty cents", "twenty five fifty", "fifty cents", "a buck fifty". */
    private Optional<BigDecimal> sum() {
        Optional<BigDecimal> whole;
        if (said.at(at).equals("a") && WHOLE.contains(said.at(at + 1))) {
            at++;
            whole = Optional.of(BigDecimal.ONE);
        } else {
            whole = amount(true);
        }
        if (whole.isPresent() && HUNDREDTHS.contains(said.at(at))) {
            at++;
            return whole.map(cents -> cents.movePointLeft(2));
        }
        if (whole.isEmpty() || !WHOLE.contains(said.at(at))) {
            return whole;
        }
        at++;
        int before = at;
        if (said.at(at).equals("and")) {
            at++;
        }
        if ((said.at(at).equals("a") && said.at(at + 1).equals("half"))
                || said.at(at).equals("half")) {
            at += said.at(at).equals("a") ? 2 : 1;
            return whole.map(sum -> sum.add(new BigDecimal("0.5")));
        }
        List<Group> rest = said.run(at);
        if (rest.size() == 1 && rest.getFirst().plain() && rest.getFirst().value() < 100) {
            at = rest.getFirst().end();
            if (HUNDREDTHS.contains(said.at(at))) {
                at++;
            }
            BigDecimal cents = BigDecimal.valueOf(rest.getFirst().value(), 2);
            return whole.map(sum -> sum.add(cents));
        }
        at = before;
        return whole;
    }

    /** Several numbers in a row are one, as they are keyed; in money the last two figures of some are the decimals. */
    private Optional<BigDecimal> amount(boolean money) {
        List<Group> run = said.run(at);
        Optional<BigDecimal> whole = Optional.of(BigDecimal.ZERO);
        if (!run.isEmpty()) {
            at = run.getLast().end();
            Group last = run.getLast();
            boolean decimals =
                    money && run.size() == 2 && last.plain() && last.figures().length() == 2 && noDecimals();
            whole = decimals
                    ? Optional.of(BigDecimal.valueOf(run.getFirst().value()).add(BigDecimal.valueOf(last.value(), 2)))
                    : joined(run);
        }
        if (said.at(at).equals("point") || said.at(at).equals("dot")) {
            List<Group> decimals = said.decimals(at + 1);
            String figures = figures(decimals);
            if (!figures.isEmpty()) {
                at = decimals.getLast().end();
                boolean exact = figures.length() <= DECIMALS_MAX;
                long scale = said.scale(at);
                at += scale > 1 ? 1 : 0;
                return exact
                        ? whole.map(number ->
                                number.add(new BigDecimal("0." + figures)).multiply(BigDecimal.valueOf(scale)))
                        : Optional.empty();
            }
        }
        boolean and = said.at(at).equals("and") && !run.isEmpty();
        int half = at + (and ? 1 : 0) + (and && said.at(at + 1).equals("a") ? 1 : 0);
        if (said.at(half).equals("half") && (and || run.isEmpty())) {
            long before = said.scale(half - (said.at(half - 1).equals("a") ? 3 : 2)); // "a million and a half"
            long scale = said.scale(half + 1); // "one and a half million"
            at = half + (scale > 1 ? 2 : 1);
            BigDecimal more = new BigDecimal("0.5").multiply(BigDecimal.valueOf(and ? before : 1));
            return whole.map(number -> number.add(more).multiply(BigDecimal.valueOf(scale)));
        }
        return whole;
    }

    private boolean noDecimals() {
        return !said.at(at).equals("point") && !HUNDREDTHS.contains(said.at(at)) && !WHOLE.contains(said.at(at));
    }

    private static Optional<BigDecimal> joined(List<Group> run) {
        if (run.size() == 1) {
            return Optional.of(BigDecimal.valueOf(run.getFirst().value()));
        }
        String figures = figures(run);
        return run.stream().allMatch(Group::plain) && figures.length() <= FIGURES_MAX
                ? Optional.of(new BigDecimal(figures))
                : Optional.empty();
    }

    private static String figures(List<Group> run) {
        return run.stream().map(Group::figures).collect(Collectors.joining());
    }
}
