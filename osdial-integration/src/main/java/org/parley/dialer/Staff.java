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

    /** The in-group by which the dialer sends calls to this agent alone; "" when there is none. */
    String directGroup(String user);

    /** The campaign of a call; empty when there is none of that name. */
    Optional<Campaign> campaign(String id);

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

    /** A campaign, and the statuses with which a call of it may end. */
    record Campaign(String id, String name, List<String> statuses) {
        public Campaign {
            statuses = List.copyOf(statuses);
        }
    }
}
