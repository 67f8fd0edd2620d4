package org.parley.dialer.lines;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.lines.OurAgents.Live;

/**
 * Whether the dialer's own keeper of lines is at work on a server. Sure when it has signed its name within the minute
 * (OSDial), or when idle lines have got a new random number at two looks in a row that we have not given them: nobody
 * else does that to them. That it is away is as sure as the time of watching: it moves every line each 2 s.
 */
final class NativeSigns {
    private static final int LOOKS = 2;

    private final Tables tables;
    private final long watchNanos;
    private final Map<String, Long> numbers = new HashMap<>(); // of idle lines, as last seen or given
    private int moved;
    private long quietSince;

    NativeSigns(Tables tables, Duration watch, long now) {
        this.tables = tables;
        this.watchNanos = watch.toNanos();
        this.quietSince = now;
    }

    /**
     * One look.
     *
     * @return what speaks for it, or "" when nothing has for long enough
     */
    String look(Handle handle, String serverIp, Map<String, Live> live, long now) {
        String signed = signed(handle, serverIp);
        boolean moves = false;
        for (Live line : live.values()) {
            Long before = line.isReady() ? numbers.get(line.user()) : null;
            // VICIdial's dialer gives 10 to lines that it finds silent
            moves |= before != null && before != line.randomId() && line.randomId() > 10;
        }
        remember(live);
        moved = moves ? moved + 1 : 0;
        if (!signed.isEmpty() || moves) {
            quietSince = now;
        }
        if (!signed.isEmpty()) {
            return signed;
        }
        if (moved >= LOOKS) {
            return "somebody else gives the lines their heartbeat";
        }
        return now - quietSince < watchNanos ? "not watched for long enough" : "";
    }

    private void remember(Map<String, Live> live) {
        numbers.clear();
        live.values().stream().filter(Live::isReady).forEach(line -> numbers.put(line.user(), line.randomId()));
    }

    /** We have given the line this number ourselves. */
    void gave(String user, long number) {
        numbers.put(user, number);
    }

    private String signed(Handle handle, String serverIp) {
        if (!tables.schema().has("server_keepalive_processes", "last_checkin")) {
            return "";
        }
        return handle.createQuery(tables.sql("""
                        SELECT CONCAT(name, ' has signed in ',
                                      UNIX_TIMESTAMP() - UNIX_TIMESTAMP(last_checkin), ' s ago')
                          FROM <server_keepalive_processes>
                         WHERE server_ip = :server
                           AND name LIKE '%remote_agents%'
                           AND last_checkin > NOW() - INTERVAL 60 SECOND
                        """))
                .bind("server", serverIp)
                .mapTo(String.class)
                .findFirst()
                .orElse("");
    }
}
