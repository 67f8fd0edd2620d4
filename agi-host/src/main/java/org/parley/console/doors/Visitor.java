package org.parley.console.doors;

import io.javalin.http.Context;

/**
 * Somebody who has come in.
 *
 * @param from the address of his client
 */
public record Visitor(Who who, String from) {
    /** Who makes that request. */
    public static Visitor of(Context context) {
        return new Visitor(Door.who(context), Client.of(context).address());
    }

    public String name() {
        return who.name();
    }
}
