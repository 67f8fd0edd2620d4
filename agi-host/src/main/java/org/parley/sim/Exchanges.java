package org.parley.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.sim.Caller.Exchange;

/** Measures by the caller's ear how the agent takes his words. One thread writes, any reads. */
final class Exchanges {
    private final List<Exchange> done = new ArrayList<>();
    private int silence = AgentEar.PAUSE_TICKS;
    // the caller's last words until the agent has answered them; null in between
    private @Nullable Exchange open;

    synchronized List<Exchange> all() {
        List<Exchange> all = new ArrayList<>(done);
        if (open != null) {
            all.add(open);
        }
        return all;
    }

    /** The caller begins to say this. */
    synchronized void begin(String text, boolean interrupting, long tick) {
        if (open != null) {
            done.add(open);
        }
        open = new Exchange(text, interrupting, millis(tick), -1, -1, -1);
    }

    /** His words are out. */
    synchronized void end(long tick) {
        if (open != null && open.endMillis() < 0) {
            open = new Exchange(
                    open.text(), open.interrupting(), open.startMillis(), millis(tick), -1, open.yieldMillis());
        }
    }

    /** One tick of the line. */
    synchronized void tick(boolean agentSpeaks, long tick) {
        Exchange now = open;
        int before = silence;
        silence = agentSpeaks ? 0 : silence + 1;
        if (now == null) {
            return;
        }
        if (now.interrupting() && now.yieldMillis() < 0 && silence == AgentEar.PAUSE_TICKS) {
            long yield = millis(tick - AgentEar.PAUSE_TICKS + 1) - now.startMillis();
            open = new Exchange(now.text(), true, now.startMillis(), now.endMillis(), -1, Math.max(0, yield));
        } else if (agentSpeaks && now.endMillis() >= 0 && before >= AgentEar.PAUSE_TICKS) {
            long response = millis(tick) - now.endMillis();
            done.add(new Exchange(
                    now.text(), now.interrupting(), now.startMillis(), now.endMillis(), response, now.yieldMillis()));
            open = null;
        }
    }

    private static long millis(long tick) {
        return tick * CallerLine.TICK_MILLIS;
    }
}
