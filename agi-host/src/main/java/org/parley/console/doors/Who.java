package org.parley.console.doors;

import org.parley.console.http.Role;

/** Somebody who may come in: a person with a password, or a program or person with a token. */
public sealed interface Who permits Access.User, Access.Token {
    /** Nobody else has it, be it a user or a token. */
    String name();

    /** What he may do. */
    Role role();
}
