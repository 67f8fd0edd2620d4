package org.parley.store;

import java.math.BigDecimal;
import java.util.Optional;

/** What providers cost. */
public interface Pricing {
    /**
     * What so much of a provider's service costs; empty where no price is known.
     *
     * @param unit as parley_usage names it
     */
    Optional<BigDecimal> of(String provider, String unit, long amount);

    /** Whether the provider costs something, and no price of it is known. */
    boolean lacks(String provider);
}
