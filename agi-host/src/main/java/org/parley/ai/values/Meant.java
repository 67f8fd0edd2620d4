package org.parley.ai.values;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A value that was understood.
 *
 * @param text the value, in one spelling
 * @param amount a number or sum; null for other kinds
 * @param day null for other kinds than days
 */
public record Meant(
        String text, @Nullable BigDecimal amount, @Nullable LocalDate day) {

    static Meant text(String text) {
        return new Meant(text, null, null);
    }

    static Meant amount(BigDecimal amount) {
        return new Meant(amount.toPlainString(), amount, null);
    }

    static Meant day(LocalDate day) {
        return new Meant(day.toString(), null, day);
    }
}
