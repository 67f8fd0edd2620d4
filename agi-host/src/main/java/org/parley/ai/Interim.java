package org.parley.ai;

/**
 * What a recogniser has understood so far of an utterance; {@code settled} when it takes the sentence for complete,
 * which ends the turn sooner.
 */
public record Interim(String text, boolean settled) {}
