package org.parley;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiStats;
import org.parley.dialer.DialerException;
import org.parley.dialer.lines.AgentLines;
import org.parley.dialer.lines.Capacity;
import org.parley.dialer.lines.CapacityKeeper;
import org.parley.dialer.lines.LineHeartbeat;
import org.parley.dialer.lines.LineNews;
import org.parley.dialer.lines.LineState;
import org.parley.script.library.ScriptLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our lines at the dialer while the host runs: as many in routing as it can serve, alive where nobody sees to it. */
final class AgentRoom implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AgentRoom.class);

    private final @Nullable CapacityKeeper keeper;
    private final @Nullable LineHeartbeat heartbeat;

    private AgentRoom(@Nullable CapacityKeeper keeper, @Nullable LineHeartbeat heartbeat) {
        this.keeper = keeper;
        this.heartbeat = heartbeat;
    }

    /**
     * Begins to look after the lines; when the dialer lacks what that needs, says so and does nothing.
     *
     * @param trouble why no voice can take a call now, or ""
     * @param news hears what becomes of them
     */
    static AgentRoom open(
            Jdbi jdbi,
            DialerSettings settings,
            ScriptLibrary scripts,
            Supplier<AgiStats> calls,
            Supplier<String> trouble,
            LineNews news) {
        AgentLines lines;
        try {
            lines = AgentLines.of(jdbi);
        } catch (DialerException lacking) {
            log.warn("lines do not follow what the host can serve: {}", lacking.getMessage());
            return new AgentRoom(null, null);
        }
        CapacityKeeper keeper = settings.followCapacity()
                ? CapacityKeeper.start(jdbi, lines, capacity(scripts, calls, trouble), settings.serverIp(), news)
                : null;
        LineHeartbeat heartbeat = settings.keeper()
                ? LineHeartbeat.start(jdbi, lines, settings.serverIp(), settings.keeperWatch())
                : null;
        return new AgentRoom(keeper, heartbeat);
    }

    private static Capacity capacity(ScriptLibrary scripts, Supplier<AgiStats> calls, Supplier<String> trouble) {
        return new Capacity() {
            @Override
            public Offer calls() {
                String voices = trouble.get();
                if (!voices.isEmpty()) {
                    return Offer.none(voices);
                }
                AgiStats now = calls.get();
                return Offer.of(
                        now.permitsFree(), "%d of %d slots are free".formatted(now.permitsFree(), now.callsMax()));
            }

            @Override
            public Offer extension(String extension) {
                return scripts.mayAnswer(extension)
                        ? Offer.ANY
                        : Offer.none("no script that loads answers extension " + extension);
            }
        };
    }

    /** How our lines stood at the last look; none where they do not follow what the host can serve. */
    Collection<LineState> lines() {
        return keeper == null ? List.of() : keeper.lines();
    }

    /** Takes the idle lines out of routing, for good. */
    void drain() {
        if (keeper != null) {
            keeper.drain("the host is stopping");
        }
    }

    @Override
    public void close() {
        if (keeper != null) {
            keeper.close();
        }
        if (heartbeat != null) {
            heartbeat.close();
        }
    }
}
