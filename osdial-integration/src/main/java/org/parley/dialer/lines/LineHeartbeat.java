package org.parley.dialer.lines;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.parley.dialer.DialerException;
import org.parley.dialer.lines.OurAgents.Live;
import org.parley.dialer.lines.OurAgents.Ours;
import org.parley.dialer.lines.OurAgents.Remote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps our lines alive where the dialer's AST_VDremote_agents does not run: makes them, gives them their heartbeat
 * every 2 s, frees them when their call is over, lets them go. Ours only, and never while that daemon is at work.
 */
public final class LineHeartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineHeartbeat.class);
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final int SWEEP = 5; // the daemon's slower work is done at each fifth beat

    private final Jdbi jdbi;
    private final Tables tables;
    private final Heartbeats beats;
    private final String serverIp;
    private final Duration watch;
    private final Map<String, NativeSigns> signs = new HashMap<>(); // by server
    private final Map<String, String> standing = new HashMap<>(); // by server: why we stand back, or ""
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("parley-heartbeat").daemon().unstarted(this::run);
    private long beat;
    private boolean failing;

    private LineHeartbeat(Jdbi jdbi, AgentLines lines, String serverIp, Duration watch) {
        this.jdbi = jdbi;
        this.tables = lines.tables();
        this.beats = new Heartbeats(tables);
        this.serverIp = serverIp;
        this.watch = watch;
    }

    /**
     * Begins.
     *
     * @param serverIp only agents on this server; "" for all
     * @param watch how long to look for the dialer's daemon before taking over
     */
    public static LineHeartbeat start(Jdbi jdbi, AgentLines lines, String serverIp, Duration watch) {
        LineHeartbeat heartbeat = new LineHeartbeat(jdbi, lines, serverIp, watch);
        heartbeat.thread.start();
        return heartbeat;
    }

    /** One that beats only when it is told to. */
    static LineHeartbeat idle(Jdbi jdbi, AgentLines lines, Duration watch) {
        return new LineHeartbeat(jdbi, lines, "", watch);
    }

    private void run() {
        try {
            do {
                try {
                    beat(System.nanoTime());
                    failing = false;
                } catch (DialerException away) {
                    if (!failing) {
                        LOG.warn("the lines have no heartbeat until the database is back: {}", away.getMessage());
                    }
                    failing = true;
                }
            } while (!closed.await(BEAT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            LOG.error("the lines have no heartbeat any more", broken);
        }
    }

    /** One beat, at that nano time. */
    synchronized void beat(long now) {
        AgentLines.run(jdbi, "give the lines their heartbeat", handle -> {
            beat(handle, now);
            return true;
        });
        beat++;
    }

    private void beat(Handle handle, long now) {
        List<Ours> agents = OurAgents.ours(handle).stream()
                .filter(agent -> serverIp.isEmpty() || agent.serverIp().equals(serverIp))
                .toList();
        if (agents.isEmpty()) {
            return;
        }
        List<Remote> remotes = OurAgents.remotes(handle, tables);
        for (String server : agents.stream().map(Ours::serverIp).distinct().toList()) {
            Map<String, Live> live = OurAgents.live(handle, tables, server);
            NativeSigns own = signs.computeIfAbsent(server, _ -> new NativeSigns(tables, watch, now));
            String why = own.look(handle, server, live, now);
            tell(server, why);
            if (why.isEmpty()) {
                agents.stream()
                        .filter(agent -> agent.serverIp().equals(server))
                        .forEach(agent -> keep(handle, agent, OurAgents.remoteOf(remotes, agent), live, own));
            }
        }
    }

    private void tell(String server, String why) {
        // the seconds in it change, the fact does not
        String fact = why.replaceAll("\\d+ s ago", "lately");
        if (!fact.equals(standing.put(server, fact))) {
            if (fact.isEmpty()) {
                LOG.info("lines on {}: kept alive by this host, AST_VDremote_agents is not at work", server);
            } else {
                LOG.info("lines on {}: left to the dialer, {}", server, fact);
            }
        }
    }

    /** Why the host leaves a server's lines alone; "" when it keeps them, or has not looked. */
    String standing(String server) {
        return standing.getOrDefault(server, "");
    }

    private void keep(Handle handle, Ours agent, Optional<Remote> remote, Map<String, Live> live, NativeSigns own) {
        int told = remote.map(Remote::lines).orElse(0);
        for (int i = 0; i < Math.max(agent.wanted(), told); i++) {
            boolean kept =
                    !agent.isRemoved() && remote.isPresent() && remote.get().keeps(i);
            Live line = live.get(agent.user(i));
            long number = ThreadLocalRandom.current().nextLong(10_000_000, 20_000_000);
            if (kept) {
                if (line == null) {
                    beats.make(handle, agent, remote.get(), i, number);
                } else {
                    beats.beat(handle, agent, remote.get(), i, number);
                }
                own.gave(agent.user(i), number);
                beats.joinInGroups(handle, agent, remote.get(), i);
            }
            if (line == null) {
                continue;
            }
            if (beat % SWEEP == 0 && line.status().equals("QUEUE")) {
                beats.promote(handle, agent, i, line);
            }
            if (!line.uniqueId().isEmpty() && !line.routed()) {
                beats.release(handle, agent, i, line, kept);
            }
            if (beat % SWEEP == 0 && !kept && line.status().equals("PAUSED")) {
                beats.delete(handle, agent, i);
            }
        }
    }

    /** The lines stay as they are, and grow stale by themselves. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
