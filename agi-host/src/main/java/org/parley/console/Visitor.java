package org.parley.console;

import io.javalin.http.Context;

/**
 * Somebody who has come in.
 *
 * @param from the address of his client
 */
record Visitor(Who who, String from) {
    /** Who makes that request. */
    static Visitor of(Context context) {
        return new Visitor(Door.who(context), Client.of(context).address());
    }

    String name() {
        return who.name();
    }
}
