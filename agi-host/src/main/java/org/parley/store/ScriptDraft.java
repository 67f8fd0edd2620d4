package org.parley.store;

import java.time.Instant;

/**
 * A text of a script that somebody works at.
 *
 * @param name of the script, which need not be there yet
 * @param version hash of the text
 * @param base the version that the script's file held when the work at it began; "" when there was none
 * @param bytes of the text
 * @param author who saved it last
 */
public record ScriptDraft(String name, String version, String base, long bytes, String author, Instant savedAt) {}
