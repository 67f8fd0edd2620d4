package org.parley.console.http;

import io.javalin.security.RouteRole;
import java.util.Locale;

/** What somebody may do: viewer, supervisor and admin each all that those before may; a site stands beside them. */
public enum Role implements RouteRole {
    /** Anybody, even without a token. */
    ANYONE,
    /** Asks for one-time tokens for calls from a site's pages, and for nothing else: for the site's own server. */
    SITE,
    /** Reads everything but secrets. */
    VIEWER,
    /** Steps into calls. */
    SUPERVISOR,
    /** Changes scripts, lines and access. */
    ADMIN;

    /** Whether who has this role may do what that one is needed for. */
    public boolean mayAct(Role needed) {
        return switch (needed) {
            case ANYONE -> true;
            case SITE -> this == SITE || mayAct(SUPERVISOR); // to have the host begin a call is to step into it
            default -> compareTo(needed) >= 0;
        };
    }

    /** As it is written in settings and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
