package org.parley.call;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.ai.Usage;
import org.parley.ai.Usage.Unit;
import org.parley.store.Pricing;

/** What providers cost, in whatever currency the settings mean. */
public final class Prices implements Pricing {
    /** Where nothing is known. */
    public static final Prices NONE = new Prices(Map.of(), Set.of());

    /** Who sends bills: what the box and servers of one's own do is paid for otherwise. */
    private static final Set<String> BILLING = Set.of("deepgram", "elevenlabs", "hume", "openai");

    private static final Pattern PRICE = Pattern.compile("(\\S+)\\.([a-z-]+)\\s*=\\s*(\\d{1,6}(?:\\.\\d{1,8})?)");

    private final Map<String, BigDecimal> ofOne; // by provider and unit, of one as it is counted
    private final Set<String> providers;

    private Prices(Map<String, BigDecimal> ofOne, Set<String> providers) {
        this.ofOne = Map.copyOf(ofOne);
        this.providers = Set.copyOf(providers);
    }

    /** What a price may be of. */
    private enum Per {
        MINUTE(Unit.TALK_MS, 60_000),
        HEARD_MINUTE(Unit.AUDIO_IN_MS, 60_000),
        SPOKEN_MINUTE(Unit.AUDIO_OUT_MS, 60_000),
        THOUSAND_CHARACTERS(Unit.CHARACTERS, 1000),
        MILLION_INPUT_TOKENS(Unit.INPUT_TOKENS, 1_000_000),
        MILLION_OUTPUT_TOKENS(Unit.OUTPUT_TOKENS, 1_000_000);

        private final Unit unit;
        private final int count;

        Per(Unit unit, int count) {
            this.unit = unit;
            this.count = count;
        }

        static Optional<Per> of(String word) {
            for (Per each : values()) {
                if (each.name()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('_', '-')
                        .equals(word)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Those written as PROVIDER.UNIT=PRICE.
     *
     * @throws IllegalArgumentException naming the one that is none
     */
    public static Prices of(List<String> written) {
        Map<String, BigDecimal> ofOne = new HashMap<>();
        Set<String> providers = new HashSet<>();
        for (String text : written) {
            Matcher parts = PRICE.matcher(text.strip());
            Optional<Per> per = parts.matches() ? Per.of(parts.group(2)) : Optional.empty();
            if (per.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected prices as PROVIDER.UNIT=PRICE, such as elevenlabs.minute=0.08, with the unit minute,"
                                + " heard-minute, spoken-minute, thousand-characters, million-input-tokens or"
                                + " million-output-tokens, but found '" + text + "'");
            }
            providers.add(parts.group(1));
            ofOne.put(
                    parts.group(1) + " " + per.get().unit,
                    new BigDecimal(parts.group(3)).divide(BigDecimal.valueOf(per.get().count), MathContext.DECIMAL64));
        }
        return new Prices(ofOne, providers);
    }

    /** What that costs; nothing where no price is known. */
    BigDecimal of(Usage used) {
        return of(used.provider(), used.unit().name(), used.amount()).orElse(BigDecimal.ZERO);
    }

    @Override
    public Optional<BigDecimal> of(String provider, String unit, long amount) {
        return Optional.ofNullable(ofOne.get(provider + " " + unit))
                .map(one -> one.multiply(BigDecimal.valueOf(amount)));
    }

    @Override
    public boolean lacks(String provider) {
        return bills(provider) && !knows(provider);
    }

    /** Whether that provider sends bills. */
    public static boolean bills(String provider) {
        return BILLING.contains(provider);
    }

    /** Whether some price of this provider is known. */
    public boolean knows(String provider) {
        return providers.contains(provider);
    }
}
