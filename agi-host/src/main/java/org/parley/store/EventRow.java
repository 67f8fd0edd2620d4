package org.parley.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that happened in a call, so many milliseconds after its start, with what is to be known of it. */
public record EventRow(long atMs, String kind, Map<String, @Nullable Object> data) {}
