package org.parley.script;

import java.time.Duration;
import java.util.List;

/**
 * The people whom a call may reach, and what the dialer knows that a script may ask; implemented by the call room. What
 * moves the caller uses the line, so it is for the call's own thread.
 */
public interface People {

    /** Calls somebody while the caller waits. */
    Transfer dial(Dial wanted);

    /** Sends the caller to the dialer's people, when the script ends. */
    Transfer queue(Queue wanted);

    /** How many people are free now who take calls of this in-group; 0 when the dialer cannot tell. */
    int free(String inGroup);

    /** The dialer's campaign of the call; an empty one when there is none. */
    Campaign campaign();

    /** The number is not called again; "" for the lead's own. */
    void doNotCall(String phone);

    /** What a field of the lead holds, a column or a custom field; "" for nothing. */
    String field(String name);

    /**
     * Somebody to be called by the dialplan.
     *
     * @param extension digits of a number too
     * @param context "" for the one that the admin has opened for scripts
     * @param limit how long it may ring
     * @param brief what he hears before he takes the call; "" for nothing
     */
    record Dial(String extension, String context, Duration limit, String brief) {}

    /**
     * People of the dialer.
     *
     * @param inGroup whose calls they take; "" when a user is wanted
     * @param user the only one who shall take it; "" for anyone of the in-group
     * @param limit how long the caller waits with us until one of them is free; zero sends him to the queue at once
     */
    record Queue(String inGroup, String user, Duration limit) {}

    /** A campaign of the dialer, and the statuses that a call of it may end with. */
    record Campaign(String id, String name, List<String> statuses) {
        /** Where there is no dialer, or it does not know the call. */
        public static final Campaign NONE = new Campaign("", "", List.of());

        public Campaign {
            statuses = List.copyOf(statuses);
        }
    }
}
