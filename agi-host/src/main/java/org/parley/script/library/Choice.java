package org.parley.script.library;

import org.parley.script.ReachedBy;
import org.parley.script.Script;

/**
 * A script that a call can get, and why.
 *
 * @param rule what the script or the dialplan says, such as {@code _83XX}
 */
public record Choice(Script script, ReachedBy by, String rule) {}
