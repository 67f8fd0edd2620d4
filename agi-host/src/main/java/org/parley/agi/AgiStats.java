package org.parley.agi;

import java.util.Map;

/**
 * The server's figures at one moment. Totals count from the start.
 *
 * @param callsNow calls running
 * @param callsMax permits in all
 * @param callsTotal calls begun
 * @param handshakesNow connections whose request is not complete, or that are being told BUSY
 * @param failures handlers that threw
 * @param timeouts sessions ended because Asterisk did not answer, or the call lasted longer than it may
 * @param acceptFailures times the accept loop backed off, such as for want of descriptors
 * @param refused connections refused, for every reason
 */
public record AgiStats(
        int callsNow,
        int callsMax,
        long callsTotal,
        int handshakesNow,
        long failures,
        long timeouts,
        long acceptFailures,
        Map<Refusal, Long> refused) {
    public AgiStats {
        refused = Map.copyOf(refused);
    }

    public int permitsFree() {
        return callsMax - callsNow;
    }

    public long refused(Refusal reason) {
        return refused.getOrDefault(reason, 0L);
    }

    public long refusedTotal() {
        return refused.values().stream().mapToLong(Long::longValue).sum();
    }
}
