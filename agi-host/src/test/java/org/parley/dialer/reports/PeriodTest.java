package org.parley.dialer.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeriodTest {
    private static final LocalDateTime NOW = LocalDateTime.parse("2026-03-29T14:30:15");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 2026-03-29 00:00:00 to 2026-03-29 23:59:59",
                "2026-03-01, -, 2026-03-01 00:00:00 to 2026-03-29 23:59:59",
                "-, 2026-02-28, 2026-02-28 00:00:00 to 2026-02-28 23:59:59",
                "2026-03-01, 2026-03-01, 2026-03-01 00:00:00 to 2026-03-01 23:59:59",
                "2026-03-01 08:30, 2026-03-01T09:00:30, 2026-03-01 08:30:00 to 2026-03-01 09:00:30",
            })
    void aDayStandsForAllOfIt(String from, String to, String period) {
        assertThat(Period.of(from, to, NOW)).hasToString(period);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "today", "03/01/2026", "2026-02-30", "2026-03-01 25:00", "2026-03-01 08", "0001-01-01"})
    void anythingElseIsAnsweredWithWhatIsExpected(String text) {
        assertThatThrownBy(() -> Period.of(text, null, NOW))
                .hasMessage("--from: expected a day such as 2026-03-31 or a time such as '2026-03-31 14:30', on the"
                        + " dialer's clock, but was '" + text + "'");
    }

    @Test
    void theEndIsNotBeforeTheBeginning() {
        assertThatThrownBy(() -> Period.of("2026-03-02", "2026-03-01", NOW))
                .hasMessage(
                        "--to: expected a time after --from, which is 2026-03-02 00:00:00, but was 2026-03-01 23:59:59");
        assertThatThrownBy(() -> Period.of("2026-04-02", null, NOW))
                .hasMessageContaining("the end of today on the dialer's clock");
    }
}
