package org.parley.store;

import java.math.BigDecimal;

/** What providers cost. */
public interface Pricing {
    /** What so much of a provider's service costs, as parley_usage counts it; nothing where no price is known. */
    BigDecimal of(String provider, String unit, long amount);

    /** Whether some price of this provider is known. */
    boolean knows(String provider);
}
