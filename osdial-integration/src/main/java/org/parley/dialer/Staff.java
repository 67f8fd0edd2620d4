package org.parley.dialer;

import java.util.List;
import java.util.Optional;

/**
 * The dialer's people, and what else a script may ask of its tables. Reads only; any thread may call. All throw {@link
 * DialerException} when the database is away.
 */
public interface Staff {

    /**
     * An in-group as it is now; empty when there is none of that name.
     *
     * @param user the only one of its people who counts; "" for all
     */
    Optional<InGroup> inGroup(String id, String user);

    /** Everybody to whom a caller may be sent now: so many in-groups at most, and so many people. */
    Floor floor(int most);

    /** The in-group by which the dialer sends calls to this agent alone; "" when there is none. */
    String directGroup(String user);

    /** The campaign of a call; empty when there is none of that name. */
    Optional<Campaign> campaign(String id);

    /** The statuses with which calls may end, the system's and then those of each campaign, with their names. */
    List<Status> statuses();

    /** What a column or a custom field of the lead holds; "" for nothing. */
    String field(Lead lead, String name);

    /**
     * An in-group now; our own lines do not count as people.
     *
     * @param open whether it is active, and in its call time
     * @param present people who are logged in and take its calls, paused or not
     * @param free those who wait for a call, less the callers who wait already
     */
    record InGroup(String id, boolean open, int present, int free) {}

    /** An active in-group with the name that its admin gave it; those of one agent alone are not among them. */
    record Named(String name, InGroup now) {}

    /**
     * Somebody who is logged in.
     *
     * @param name as the dialer has it, or ""
     * @param status as the dialer has it, such as READY, INCALL or PAUSED
     * @param free whether he waits for a call
     * @param direct whether he takes calls that are for him alone
     */
    record Colleague(String user, String name, String campaign, String status, boolean free, boolean direct) {}

    /**
     * The people of the dialer, as they are now; our own lines are not among them.
     *
     * @param whole whether that is all of them
     */
    record Floor(List<Named> inGroups, List<Colleague> people, boolean whole) {
        public Floor {
            inGroups = List.copyOf(inGroups);
            people = List.copyOf(people);
        }
    }

    /**
     * A status.
     *
     * @param campaign whose it is; "" for the system's
     * @param name what the dialer's admin calls it, such as "Not interested", or ""
     */
    record Status(String campaign, String status, String name) {}

    /** A campaign, and the statuses with which a call of it may end. */
    record Campaign(String id, String name, List<String> statuses) {
        public Campaign {
            statuses = List.copyOf(statuses);
        }
    }
}
