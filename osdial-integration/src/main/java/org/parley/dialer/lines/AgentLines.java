package org.parley.dialer.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.parley.dialer.DialerException;
import org.parley.dialer.lines.OurAgents.Live;
import org.parley.dialer.lines.OurAgents.Ours;
import org.parley.dialer.lines.OurAgents.Remote;
import org.parley.dialer.schema.Schema;

/**
 * The remote agents that are ours, for their admin: added, listed, paused, removed. Ours are those that were added
 * here; no other is touched. Holds nothing but what was read at start; any thread may call.
 */
public final class AgentLines {
    private static final Map<String, List<String>> NEEDS = Map.of(
            "remote_agents",
            List.of(
                    "user_start",
                    "number_of_lines",
                    "server_ip",
                    "conf_exten",
                    "status",
                    "campaign_id",
                    "closer_campaigns"),
            "live_agents",
            List.of(
                    "user",
                    "server_ip",
                    "extension",
                    "status",
                    "callerid",
                    "uniqueid",
                    "random_id",
                    "last_update_time"),
            "users",
            List.of("user", "full_name", "user_level", "user_group"),
            "campaigns",
            List.of("campaign_id", "active", "dial_method"),
            "inbound_groups",
            List.of("group_id", "active"),
            "inbound_group_agents",
            List.of("user", "group_id"),
            "servers",
            List.of("server_ip"));

    private final Jdbi jdbi;
    private final Tables tables;

    private AgentLines(Jdbi jdbi, Tables tables) {
        this.jdbi = jdbi;
        this.tables = tables;
    }

    /**
     * Looks for the dialer's tables.
     *
     * @throws DialerException naming what is missing
     */
    public static AgentLines of(Jdbi jdbi) {
        return new AgentLines(jdbi, run(jdbi, "look for the dialer's tables", handle -> {
            Schema schema = Schema.read(handle);
            schema.require(NEEDS);
            return Tables.of(handle, schema);
        }));
    }

    Tables tables() {
        return tables;
    }

    /** The dialer and its version. */
    public String dialer() {
        return tables.schema().description();
    }

    /** Whether it is OSDial, whose dialplan differs. */
    public boolean isOsdial() {
        return tables.schema().isOsdial();
    }

    /** What adding it would do, and all that speaks against it. Changes nothing. */
    public AgentPlan plan(AgentWish asked) {
        return run("plan an agent", handle -> {
            AgentWish wish = asked.serverIp().isEmpty() ? asked.on(onlyServer(handle)) : asked;
            List<Remote> remotes = OurAgents.remotes(handle, tables);
            Optional<Ours> ours = OurAgents.ours(handle, wish.userStart());
            Clashes clashes = new Clashes(handle, tables, wish, remotes, ours);
            clashes.look();
            List<String> problems = new ArrayList<>(clashes.problems());
            List<String> warnings = new ArrayList<>(clashes.warnings());
            remotes.stream()
                    .filter(remote -> remote.userStart().equals(wish.userStart()))
                    .filter(remote -> remote.serverIp().equals(wish.serverIp()))
                    .findFirst()
                    .ifPresent(remote -> compare(wish, remote, ours, problems, warnings));
            if (!problems.isEmpty()) {
                return new AgentPlan(wish, problems, warnings, List.of());
            }
            List<Change> changes = new ArrayList<>(Writes.add(handle, tables, wish));
            if (ours.filter(agent -> isNoted(agent, wish)).isPresent()) {
                changes.removeIf(change -> change.sql().startsWith("INSERT INTO parley_agent"));
            }
            if (ours.filter(Ours::isRemoved).isPresent()) {
                changes.addAll(0, Writes.wake(tables, wish.userStart(), wish.lines()));
            }
            return new AgentPlan(wish, problems, warnings, changes);
        });
    }

    /** The agent is there: the same, or another that must not be changed by adding. */
    private static void compare(
            AgentWish wish, Remote remote, Optional<Ours> ours, List<String> problems, List<String> warnings) {
        List<String> differences = new ArrayList<>();
        if (!remote.extension().equals(wish.extension())) {
            differences.add("extension " + remote.extension());
        }
        if (!remote.campaign().equals(wish.campaign())) {
            differences.add("campaign " + remote.campaign());
        }
        if (!remote.closerCampaigns().strip().equals(wish.closerCampaigns().strip())) {
            differences.add("in-groups" + remote.closerCampaigns().replaceFirst(" -$", ""));
        }
        int lines = ours.map(Ours::wanted).orElse(remote.lines());
        if (lines != wish.lines()) {
            differences.add(lines + " lines (./parley agents set-lines changes that)");
        }
        if (!differences.isEmpty()) {
            problems.add("remote agent %s on %s is there already, with %s; remove it first, or wish the same"
                    .formatted(wish.userStart(), remote.serverIp(), String.join(", ", differences)));
        }
        if (remote.active() != wish.active()) {
            warnings.add("remote agent %s is %s already and is left so; ./parley agents %s changes that"
                    .formatted(
                            wish.userStart(),
                            remote.active() ? "active" : "inactive",
                            remote.active() ? "pause" : "resume"));
        }
    }

    private static boolean isNoted(Ours agent, AgentWish wish) {
        return !agent.isRemoved()
                && agent.wanted() == wish.lines()
                && agent.serverIp().equals(wish.serverIp())
                && agent.extension().equals(wish.extension())
                && agent.campaign().equals(wish.campaign())
                && agent.script().equals(wish.script());
    }

    private String onlyServer(Handle handle) {
        List<String> servers = handle.createQuery(tables.sql("SELECT server_ip FROM <servers>"))
                .mapTo(String.class)
                .list();
        return servers.size() == 1 ? servers.getFirst() : "";
    }

    /** Does what the plan says; each statement minds what it expects, so it can be done again. */
    public void carryOut(AgentPlan plan) {
        if (!plan.problems().isEmpty()) {
            throw new IllegalArgumentException("Expected a plan without problems but was " + plan.problems());
        }
        run("add an agent", handle -> {
            plan.changes().forEach(change -> change.carryOut(handle));
            return true;
        });
    }

    /** All of ours, by their first user. */
    public List<AgentView> list() {
        return run("list the agents", handle -> OurAgents.views(handle, tables));
    }

    /** One of ours. */
    public Optional<AgentView> show(String userStart) {
        return list().stream()
                .filter(agent -> agent.userStart().equals(userStart))
                .findFirst();
    }

    /** No new calls: the dialer is told, and idle lines are taken out at once. Calls in progress go on. */
    public void pause(String userStart) {
        run("pause an agent", handle -> {
            Ours agent = ours(handle, userStart);
            Remote remote = remote(handle, agent);
            tell(handle, agent, remote, false, remote.lines());
            Writes.note(handle, agent, "PAUSED", agent.wanted());
            sweep(handle, agent, remote.lines());
            return true;
        });
    }

    /** Calls again, as many as the host can serve. */
    public void resume(String userStart) {
        run("resume an agent", handle -> {
            Ours agent = ours(handle, userStart);
            Remote remote = remote(handle, agent);
            boolean held = agent.heldLines() != null && agent.heldLines() == 0;
            if (!held) {
                tell(handle, agent, remote, true, remote.lines());
            }
            Writes.note(handle, agent, "ACTIVE", agent.wanted());
            sweep(handle, agent, remote.lines());
            return true;
        });
    }

    /** More lines, with users for them, or fewer: idle ones go at once, those with a call when it has ended. */
    public void setLines(String userStart, int lines) {
        run("change the lines of an agent", handle -> {
            Ours agent = ours(handle, userStart);
            Remote remote = remote(handle, agent);
            AgentWish wish = new AgentWish(
                    userStart,
                    lines,
                    agent.extension(),
                    agent.campaign(),
                    inGroups(remote),
                    agent.script(),
                    agent.serverIp(),
                    userGroup(handle, userStart),
                    remote.active());
            Clashes clashes = new Clashes(handle, tables, wish, OurAgents.remotes(handle, tables), Optional.empty());
            clashes.lookAtLines(agent.wanted());
            if (!clashes.problems().isEmpty()) {
                throw new DialerException(String.join("\n", clashes.problems()), null);
            }
            for (int i = 0; i < lines; i++) {
                Writes.user(tables, wish, agent.user(i), i + 1).forEach(change -> change.carryOut(handle));
            }
            boolean cut = agent.heldLines() != null && agent.heldLines() > 0 && agent.heldLines() < lines;
            tell(handle, agent, remote, remote.active(), cut ? remote.lines() : lines);
            Writes.note(handle, agent, agent.state(), lines);
            sweep(handle, agent, Math.max(agent.wanted(), remote.lines()));
            return true;
        });
    }

    /**
     * Takes the agent away, if no call is on its lines: first it gets no new calls, and once the last has ended its
     * rows go. Its users stay, so that reports of the past stay whole.
     *
     * @return how many lines have a call still; 0 when the agent is gone
     */
    public int remove(String userStart) {
        return run("remove an agent", handle -> {
            Ours agent = ours(handle, userStart);
            Optional<Remote> remote = OurAgents.remoteOf(OurAgents.remotes(handle, tables), agent);
            int lines = Math.max(agent.wanted(), remote.map(Remote::lines).orElse(0));
            if (remote.isPresent()) {
                tell(handle, agent, remote.get(), false, remote.get().lines());
                Writes.note(handle, agent, "PAUSED", agent.wanted());
                sweep(handle, agent, lines);
            }
            Map<String, Live> live = OurAgents.live(handle, tables, agent.serverIp());
            int busy = 0;
            for (int i = 0; i < lines; i++) {
                Live line = live.get(agent.user(i));
                busy += line != null && !line.isIdle() ? 1 : 0;
            }
            if (busy == 0) {
                sweep(handle, agent, lines);
                Writes.remove(tables, agent, lines).forEach(change -> change.carryOut(handle));
                Writes.note(handle, agent, "REMOVED", agent.wanted());
            }
            return busy;
        });
    }

    /** Whether removal puts the users to rest; OSDial's users know no such thing. */
    public boolean usersRest() {
        return tables.schema().has("users", "active");
    }

    private void tell(Handle handle, Ours agent, Remote remote, boolean active, int lines) {
        boolean same = remote.active() == active && remote.lines() == lines;
        if (!same && !Writes.tell(handle, tables, agent, remote, active, lines)) {
            throw new DialerException(
                    "remote agent %s was changed by somebody else at the same moment; try again"
                            .formatted(agent.userStart()),
                    null);
        }
    }

    private void sweep(Handle handle, Ours agent, int lines) {
        for (int i = 0; i < lines; i++) {
            Writes.takeOut(handle, tables, agent, i);
        }
    }

    private Ours ours(Handle handle, String userStart) {
        return OurAgents.ours(handle, userStart)
                .filter(agent -> !agent.isRemoved())
                .orElseThrow(() -> {
                    List<String> known = OurAgents.ours(handle).stream()
                            .filter(agent -> !agent.isRemoved())
                            .map(Ours::userStart)
                            .toList();
                    return new DialerException(
                            "no agent of ours begins with user %s; there %s"
                                    .formatted(
                                            userStart.length() <= 40 ? userStart : userStart.substring(0, 40) + "…",
                                            known.isEmpty() ? "is none" : "are " + String.join(", ", known)),
                            null);
                });
    }

    private Remote remote(Handle handle, Ours agent) {
        return OurAgents.remoteOf(OurAgents.remotes(handle, tables), agent)
                .orElseThrow(() -> new DialerException(
                        "the row of agent %s is gone from %s; ./parley agents add writes it again"
                                .formatted(agent.userStart(), tables.schema().table("remote_agents")),
                        null));
    }

    private String userGroup(Handle handle, String user) {
        return handle.createQuery(tables.sql("SELECT COALESCE(user_group, '') FROM <users> WHERE user = :user"))
                .bind("user", user)
                .mapTo(String.class)
                .findFirst()
                .orElse("");
    }

    private static List<String> inGroups(Remote remote) {
        String names = remote.closerCampaigns().replaceFirst(" ?-$", "").strip();
        return names.isEmpty() ? List.of() : List.of(names.split(" +", -1));
    }

    private <T> T run(String act, Function<Handle, T> work) {
        return run(jdbi, act, work);
    }

    static <T> T run(Jdbi jdbi, String act, Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new DialerException("The dialer's database could not " + act + ": " + root.getMessage(), e);
        }
    }
}
