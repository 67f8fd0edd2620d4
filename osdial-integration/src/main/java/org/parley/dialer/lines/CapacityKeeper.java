package org.parley.dialer.lines;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.parley.dialer.DialerException;
import org.parley.dialer.lines.Capacity.Offer;
import org.parley.dialer.lines.OurAgents.Live;
import org.parley.dialer.lines.OurAgents.Ours;
import org.parley.dialer.lines.OurAgents.Remote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps no more of our lines in routing than the host can serve. Looks every second, on one thread of its own: a line
 * too many is taken from the dialer's sight by telling it fewer lines, or none at all, and by pausing the idle line
 * itself, since the dialer would go on routing to it for up to a minute. A line with a call is never touched, and an
 * agent that is not ours neither.
 *
 * <p>What the admin wants stands in {@code parley_agent}; what somebody changes in the dialer's own pages becomes what
 * he wants.
 */
public final class CapacityKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CapacityKeeper.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final Tables tables;
    private final Capacity capacity;
    private final String serverIp;
    private final LineNews listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("parley-lines").daemon().unstarted(this::run);
    private volatile String stopping = "";
    private boolean failing;
    private volatile Map<String, LineState> told = Map.of(); // by server and user; replaced whole

    private CapacityKeeper(Jdbi jdbi, AgentLines lines, Capacity capacity, String serverIp, LineNews listener) {
        this.jdbi = jdbi;
        this.tables = lines.tables();
        this.capacity = capacity;
        this.serverIp = serverIp;
        this.listener = listener;
    }

    /**
     * Begins to look.
     *
     * @param serverIp only agents on this server; "" for all
     * @param listener told of each change
     */
    public static CapacityKeeper start(
            Jdbi jdbi, AgentLines lines, Capacity capacity, String serverIp, LineNews listener) {
        CapacityKeeper keeper = new CapacityKeeper(jdbi, lines, capacity, serverIp, listener);
        keeper.thread.start();
        return keeper;
    }

    /** One that looks only when it is told to. */
    static CapacityKeeper idle(Jdbi jdbi, AgentLines lines, Capacity capacity, LineNews listener) {
        return new CapacityKeeper(jdbi, lines, capacity, "", listener);
    }

    private void run() {
        try {
            do {
                try {
                    look();
                    failing = false;
                } catch (DialerException away) {
                    if (!failing) {
                        LOG.warn("the lines stay as they are until the database is back: {}", away.getMessage());
                    }
                    failing = true;
                }
            } while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            LOG.error("lines no longer follow what the host can serve", broken);
        }
    }

    /** How our lines stood at the last look. */
    public Collection<LineState> lines() {
        return told.values();
    }

    /** From now on nothing is offered; the idle lines are out of routing when this returns, if the database is up. */
    public void drain(String reason) {
        stopping = reason;
        try {
            look();
        } catch (DialerException away) {
            LOG.warn("the lines could not be taken out of routing: {}", away.getMessage());
        }
    }

    /** One look at all of ours. */
    synchronized void look() {
        AgentLines.run(jdbi, "look after the lines", handle -> {
            look(handle);
            return true;
        });
    }

    private void look(Handle handle) {
        List<Ours> agents = OurAgents.ours(handle).stream()
                .filter(agent -> !agent.isRemoved())
                .filter(agent -> serverIp.isEmpty() || agent.serverIp().equals(serverIp))
                .toList();
        if (agents.isEmpty()) {
            return;
        }
        List<Remote> remotes = OurAgents.remotes(handle, tables);
        Map<String, Map<String, Live>> live = new HashMap<>();
        agents.forEach(
                agent -> live.computeIfAbsent(agent.serverIp(), server -> OurAgents.live(handle, tables, server)));
        tell(agents, live);
        Offer calls = stopping.isEmpty() ? capacity.calls() : Offer.none(stopping);
        int free = Math.max(0, calls.calls() - onTheWay(agents, live));
        for (Ours agent : agents) {
            Optional<Remote> remote = OurAgents.remoteOf(remotes, agent);
            if (remote.isPresent()) {
                free -= look(handle, agent, remote.get(), live.getOrDefault(agent.serverIp(), Map.of()), free, calls);
            }
        }
    }

    /** Tells which lines stand otherwise than at the last look. */
    private void tell(List<Ours> agents, Map<String, Map<String, Live>> live) {
        Map<String, LineState> now = new HashMap<>();
        for (Ours agent : agents) {
            for (int i = 0; i < agent.wanted(); i++) {
                String user = agent.user(i);
                Live line = live.getOrDefault(agent.serverIp(), Map.of()).get(user);
                now.put(
                        agent.serverIp() + " " + user,
                        new LineState(
                                user,
                                agent.userStart(),
                                agent.serverIp(),
                                agent.campaign(),
                                agent.extension(),
                                line == null ? "-" : line.status(),
                                line == null ? "" : line.code()));
            }
        }
        now.forEach((line, state) -> {
            if (!state.equals(told.get(line))) {
                listener.stands(state);
            }
        });
        told = Map.copyOf(now);
    }

    /** Calls that the dialer has given us and that have not reached the host: they have a slot in sight already. */
    private static int onTheWay(List<Ours> agents, Map<String, Map<String, Live>> live) {
        int queued = 0;
        for (Ours agent : agents) {
            for (int i = 0; i < agent.wanted(); i++) {
                Live line = live.getOrDefault(agent.serverIp(), Map.of()).get(agent.user(i));
                queued += line != null && line.status().equals("QUEUE") ? 1 : 0;
            }
        }
        return queued;
    }

    /** Looks after one agent; the answer is how many free slots its idle lines take. */
    private int look(Handle handle, Ours noted, Remote told, Map<String, Live> live, int free, Offer calls) {
        Ours agent = adopt(handle, noted, told);
        Offer own = capacity.extension(agent.extension());
        boolean open = agent.isActive() && own.open() && calls.open();
        int lines = open ? within(agent, live, Math.min(free, own.calls())) : 0;
        if (agent.isActive()) {
            hold(handle, agent, told, lines, calls.open() && own.calls() < free ? own.reason() : calls.reason());
        }
        // what is told now decides which lines are surplus; each statement asks the dialer's row itself
        int last = Math.max(agent.wanted(), told.lines());
        int kept = 0;
        for (int i = 0; i < last; i++) {
            Live line = live.get(agent.user(i));
            boolean in = agent.isActive() && i < lines;
            if (line != null && line.isIdle() && line.status().equals("READY") && !in) {
                Writes.takeOut(handle, tables, agent, i);
            } else if (line != null && line.isIdle() && line.status().equals("PAUSED") && in) {
                Writes.giveBack(handle, tables, agent, i);
            }
            kept += in && (line == null || line.isIdle()) ? 1 : 0;
        }
        return kept;
    }

    /** The most lines from the first on of which no more than so many are idle. */
    private static int within(Ours agent, Map<String, Live> live, int idleMost) {
        int idle = 0;
        for (int i = 0; i < agent.wanted(); i++) {
            Live line = live.get(agent.user(i));
            idle += line == null || line.isIdle() ? 1 : 0;
            if (idle > idleMost) {
                return i;
            }
        }
        return agent.wanted();
    }

    private void hold(Handle handle, Ours agent, Remote told, int lines, String reason) {
        boolean all = lines >= agent.wanted();
        boolean active = lines > 0;
        int number = active ? lines : agent.wanted();
        int before = told.active() ? told.lines() : 0;
        boolean same = told.active() == active && told.lines() == number;
        if (all) {
            // first the dialer: were we killed between, lines would be held once more and not be paused for good
            if (same || Writes.tell(handle, tables, agent, told, true, number)) {
                if (agent.heldLines() != null) {
                    Writes.hold(handle, agent, -1, "");
                }
            }
        } else {
            if (agent.heldLines() == null
                    || agent.heldLines() != lines
                    || !agent.heldReason().equals(reason)) {
                Writes.hold(handle, agent, lines, reason);
            }
            if (!same) {
                Writes.tell(handle, tables, agent, told, active, number);
            }
        }
        if (!same) {
            listener.offered(new LineChange(
                    agent.userStart(),
                    agent.serverIp(),
                    agent.extension(),
                    before,
                    lines,
                    all ? "the host can serve all of them again" : reason));
        }
    }

    /** What was changed in the dialer's own pages is what the admin wants. */
    private Ours adopt(Handle handle, Ours agent, Remote told) {
        Integer held = agent.heldLines();
        int expected = held != null && held > 0 ? held : agent.wanted();
        int wanted = told.lines() == expected || told.lines() == agent.wanted() ? agent.wanted() : told.lines();
        boolean expectedActive = agent.isActive() && (held == null || held > 0);
        String state = agent.state();
        if (told.active() != expectedActive && !(agent.isActive() && told.active())) {
            state = told.active() ? "ACTIVE" : "PAUSED";
        }
        if (wanted == agent.wanted() && state.equals(agent.state())) {
            return agent;
        }
        Writes.note(handle, agent, state, wanted);
        listener.offered(new LineChange(
                agent.userStart(),
                agent.serverIp(),
                agent.extension(),
                expectedActive ? expected : 0,
                told.active() ? told.lines() : 0,
                "changed at the dialer"));
        return new Ours(
                agent.userStart(),
                agent.serverIp(),
                wanted,
                agent.extension(),
                agent.campaign(),
                agent.script(),
                state,
                held,
                agent.heldReason());
    }

    /** Stops looking; the lines stay as they are. */
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
