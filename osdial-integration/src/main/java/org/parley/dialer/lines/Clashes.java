package org.parley.dialer.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.parley.dialer.lines.OurAgents.Ours;
import org.parley.dialer.lines.OurAgents.Remote;
import org.parley.dialer.schema.Column;

/** Finds all that speaks against a remote agent, and what its admin should know beside. */
final class Clashes {
    /** The daemons add to the first user as to a number: no letters, no zeros in front, and exact as a double. */
    private static final Pattern USER_START = Pattern.compile("[1-9]\\d{1,14}");

    private static final Pattern EXTENSION = Pattern.compile("[1-9]\\d{1,18}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,20}");
    /** Extensions that both dialers' own dialplans give a meaning. */
    private static final Pattern BUILT_IN = Pattern.compile("83\\d\\d|85\\d{2,}|[79]?86\\d{3,}|99\\d*|88\\d|900\\d");

    private final Handle handle;
    private final Tables tables;
    private final AgentWish wish;
    private final List<Remote> remotes;
    private final Optional<Ours> ours;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Clashes(Handle handle, Tables tables, AgentWish wish, List<Remote> remotes, Optional<Ours> ours) {
        this.handle = handle;
        this.tables = tables;
        this.wish = wish;
        this.remotes = remotes;
        this.ours = ours;
    }

    List<String> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }

    void look() {
        server();
        boolean numbered = userStart();
        int most = mostLines();
        if (wish.lines() < 1 || wish.lines() > most) {
            problems.add(tooMany(most));
        } else if (numbered) {
            ranges();
            if (ours.isEmpty() && remotes.stream().noneMatch(this::isWished)) {
                users(0);
            } else if (ours.isPresent()) {
                users(ours.get().wanted());
            }
        }
        extension();
        campaign();
        inGroups();
        userGroup();
    }

    /** Only what more or fewer lines can clash with; lines up to {@code had} are ours. */
    void lookAtLines(int had) {
        int most = mostLines();
        if (wish.lines() < 1 || wish.lines() > most) {
            problems.add(tooMany(most));
            return;
        }
        ranges();
        users(had);
    }

    private String tooMany(int most) {
        return "lines: expected 1 to %d, as many as number_of_lines in %s can hold, but was %d"
                .formatted(most, tables.schema().table("remote_agents"), wish.lines());
    }

    private void server() {
        List<String> known = words("SELECT server_ip AS w FROM <servers> ORDER BY server_ip", Map.of());
        if (!known.contains(wish.serverIp())) {
            problems.add("server: expected %s but was '%s'; name it with --server-ip"
                    .formatted(
                            known.isEmpty() ? "a row in servers" : "one of " + String.join(", ", known),
                            wish.serverIp()));
        }
    }

    private boolean userStart() {
        String start = wish.userStart();
        if (USER_START.matcher(start).matches()) {
            return true;
        }
        String why = "";
        if (start.startsWith("va") || start.startsWith("tmp")) {
            why = "; OSDial keeps users that begin with va and tmp for its own virtual agents";
        } else if (start.startsWith("0")) {
            why = "; the dialer counts lines up as numbers and would lose the zero in front";
        }
        problems.add("user start: expected a number of 2 to 15 digits such as 9001 but was '%s'%s"
                .formatted(cut(start), why));
        return false;
    }

    private int mostLines() {
        String type = tables.schema()
                .column("remote_agents", "number_of_lines")
                .map(Column::type)
                .orElse("");
        boolean unsigned = type.contains("unsigned");
        if (type.startsWith("tinyint")) {
            return unsigned ? 255 : 127;
        }
        return 1000; // smallint and more could hold it, but no box could
    }

    /** Two definitions of one line would fight over it. */
    private void ranges() {
        long first = Long.parseLong(wish.userStart());
        long last = first + wish.lines() - 1;
        for (Remote other : remotes) {
            boolean same = other.userStart().equals(wish.userStart())
                    && other.serverIp().equals(wish.serverIp());
            if (!same && other.isNumeric() && first <= other.first() + other.lines() - 1 && last >= other.first()) {
                problems.add("users %d to %d: remote agent %s on %s has %d to %d; take others"
                        .formatted(
                                first,
                                last,
                                other.userStart(),
                                other.serverIp(),
                                other.first(),
                                other.first() + other.lines() - 1));
            }
        }
        for (Ours other : OurAgents.ours(handle)) {
            long start = Long.parseLong(other.userStart());
            boolean told =
                    remotes.stream().anyMatch(remote -> remote.userStart().equals(other.userStart()));
            if (!other.isRemoved()
                    && !told
                    && !other.userStart().equals(wish.userStart())
                    && first <= start + other.wanted() - 1
                    && last >= start) {
                problems.add("users %d to %d: our agent %s has %d to %d; take others"
                        .formatted(first, last, other.userStart(), start, start + other.wanted() - 1));
            }
        }
    }

    /** Those that are there belong to somebody. */
    private void users(int from) {
        long first = Long.parseLong(wish.userStart());
        Map<Long, String> taken = new TreeMap<>();
        for (int i = from; i < wish.lines(); i++) {
            long user = first + i;
            words("SELECT COALESCE(full_name, '') AS w FROM <users> WHERE user = :user", Map.of("user", "" + user))
                    .forEach(name -> taken.put(user, name));
        }
        taken.forEach((user, name) ->
                problems.add("user %d: exists already ('%s'); take other numbers".formatted(user, cut(name))));
    }

    private boolean isWished(Remote remote) {
        return remote.userStart().equals(wish.userStart())
                && remote.serverIp().equals(wish.serverIp())
                && remote.extension().equals(wish.extension())
                && remote.campaign().equals(wish.campaign());
    }

    private void extension() {
        String extension = wish.extension();
        boolean osdial = tables.schema().isOsdial();
        if (!EXTENSION.matcher(extension).matches()) {
            problems.add("extension: expected 2 to 19 digits such as 8300 but was '%s'".formatted(cut(extension)));
            return;
        }
        if (extension.contains("999999999999") || extension.equals("888888888888")) {
            problems.add("extension: %s has a meaning of its own for the dialer; take another".formatted(extension));
        }
        if (osdial && extension.matches("(87|687|767)\\d*")) {
            problems.add("extension: OSDial keeps numbers that begin with 87, 687 and 767 for its virtual agents;"
                    + " take another than " + extension);
        }
        if (osdial && extension.length() == 3) {
            problems.add("extension: three digits with OSDial's 7 or 9 in front, as in 7%s, listen in to stations;"
                            .formatted(extension)
                    + " take four or more");
        }
        for (Remote other : remotes) {
            boolean same = other.userStart().equals(wish.userStart())
                    && other.serverIp().equals(wish.serverIp());
            if (!same && other.serverIp().equals(wish.serverIp()) && meet(other.extension(), extension, osdial)) {
                problems.add("extension: %s is that of remote agent %s (%s) on %s"
                        .formatted(extension, other.userStart(), other.extension(), other.serverIp()));
            }
        }
        Map<String, String> here = Map.of("extension", extension, "server", wish.serverIp());
        if (tables.schema().has("phones", "dialplan_number")) {
            words("""
                    SELECT extension AS w FROM <phones>
                     WHERE (dialplan_number = :extension OR extension = :extension)
                       AND server_ip = :server
                       AND COALESCE(protocol, '') <> 'EXTERNAL'
                    """, here)
                    .forEach(phone -> problems.add(
                            "extension: %s is phone %s on %s".formatted(extension, cut(phone), wish.serverIp())));
        }
        for (String table : conferenceTables()) {
            words(
                            "SELECT conf_exten AS w FROM " + table
                                    + " WHERE conf_exten = :extension AND server_ip = :server",
                            here)
                    .forEach(found -> problems.add(
                            "extension: %s is a conference on %s (%s)".formatted(found, wish.serverIp(), table)));
        }
        if (BUILT_IN.matcher(extension).matches()) {
            warnings.add("extension %s is among those that the dialers' sample dialplans use themselves; see that"
                            .formatted(extension)
                    + " 'dialplan show %s@%s' shows Parley's first"
                            .formatted(extension, osdial ? "osdial" : "default"));
        }
    }

    /** OSDial also reaches an extension with a 7 or a 9 in front. */
    private static boolean meet(String one, String other, boolean osdial) {
        return one.equals(other)
                || (osdial
                        && (one.equals("7" + other)
                                || one.equals("9" + other)
                                || other.equals("7" + one)
                                || other.equals("9" + one)));
    }

    /** The agents' own rooms have the dialer's prefix, or not, or go by another name. */
    private List<String> conferenceTables() {
        return words("""
                SELECT TABLE_NAME AS w
                  FROM information_schema.COLUMNS
                 WHERE TABLE_SCHEMA = DATABASE()
                   AND COLUMN_NAME = 'conf_exten'
                   AND (TABLE_NAME LIKE '%conferences' OR TABLE_NAME LIKE '%confbridges')
                """, Map.of()).stream()
                .filter(name -> name.matches("\\w+"))
                .toList();
    }

    private void campaign() {
        if (!WORD.matcher(wish.campaign()).matches()) {
            problems.add(
                    "campaign: expected letters and digits, at most 20, but was '%s'".formatted(cut(wish.campaign())));
            return;
        }
        String inbound = tables.schema().has("campaigns", "campaign_allow_inbound")
                ? "COALESCE(campaign_allow_inbound, 'N')"
                : "'Y'";
        // the database takes sales for SALES, the daemons do not
        List<String> found = words(
                        "SELECT CONCAT(COALESCE(active, 'N'), ' ', COALESCE(dial_method, 'MANUAL'), ' ', "
                                + inbound + ", ' ', campaign_id) AS w FROM <campaigns>"
                                + " WHERE campaign_id = :campaign",
                        Map.of("campaign", wish.campaign()))
                .stream()
                .filter(facts -> facts.endsWith(" " + wish.campaign()))
                .toList();
        if (found.isEmpty()) {
            problems.add("campaign: %s is not in %s; it has %s"
                    .formatted(
                            wish.campaign(),
                            tables.schema().table("campaigns"),
                            some(words("SELECT campaign_id AS w FROM <campaigns> ORDER BY 1", Map.of()))));
            return;
        }
        String[] facts = found.getFirst().split(" ", -1);
        if (!facts[0].equals("Y")) {
            problems.add("campaign: %s is not active; activate it first, or lines would wait for nothing"
                    .formatted(wish.campaign()));
        }
        boolean byHand = facts[1].equals("MANUAL") || facts[1].equals("INBOUND_MAN");
        if (byHand && wish.inGroups().isEmpty()) {
            warnings.add("campaign %s has dial method %s and no in-group was named: the lines will get no calls"
                    .formatted(wish.campaign(), facts[1]));
        }
        if (!wish.inGroups().isEmpty() && !facts[2].equals("Y")) {
            warnings.add("campaign %s does not allow inbound calls (campaign_allow_inbound): the lines will get none of"
                            .formatted(wish.campaign())
                    + " their in-groups");
        }
    }

    private void inGroups() {
        for (String group : wish.inGroups()) {
            List<String> active = WORD.matcher(group).matches()
                    ? words(
                                    "SELECT CONCAT(COALESCE(active, 'N'), group_id) AS w FROM <inbound_groups>"
                                            + " WHERE group_id = :group",
                                    Map.of("group", group))
                            .stream()
                            .filter(facts -> facts.substring(1).equals(group))
                            .toList()
                    : List.of();
            if (active.isEmpty()) {
                problems.add("in-group: %s is not in %s; it has %s"
                        .formatted(
                                cut(group),
                                tables.schema().table("inbound_groups"),
                                some(words("SELECT group_id AS w FROM <inbound_groups> ORDER BY 1", Map.of()))));
            } else if (!active.getFirst().startsWith("Y")) {
                warnings.add("in-group %s is not active: nobody reaches its lines".formatted(group));
            }
        }
    }

    private void userGroup() {
        if (!tables.schema().has("user_groups")) {
            return;
        }
        List<String> known = words("SELECT user_group AS w FROM <user_groups> ORDER BY 1", Map.of());
        if (!known.contains(wish.userGroup())) {
            problems.add("user group: %s is not in %s; name one of %s with --user-group"
                    .formatted(cut(wish.userGroup()), tables.schema().table("user_groups"), some(known)));
        }
    }

    private List<String> words(String sql, Map<String, String> values) {
        return handle.createQuery(tables.sql(sql))
                .bindMap(values)
                .map((row, context) -> OurAgents.text(row, "w"))
                .list();
    }

    private static String some(List<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        return String.join(", ", names.subList(0, Math.min(12, names.size()))) + (names.size() > 12 ? ", …" : "");
    }

    private static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
