package org.parley.console.http;

import io.javalin.security.RouteRole;
import java.util.Locale;

/** What somebody may do; each may do all that those before it may. */
public enum Role implements RouteRole {
    /** Anybody, even without a token. */
    ANYONE,
    /** Reads everything but secrets. */
    VIEWER,
    /** Steps into calls. */
    SUPERVISOR,
    /** Changes scripts, lines and access. */
    ADMIN;

    /** Whether who has this role may do what that one is needed for. */
    public boolean mayAct(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** As it is written in settings and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
