package org.parley.ai.wire;

import java.util.regex.Pattern;

/** Keeps keys out of what people read. */
public final class Secrets {
    private static final Pattern IN_QUERY = Pattern.compile(
            "(?i)([?&](?:api_key|key|token|access_token|conversation_signature|signature|xi-api-key)=)[^&\\s\"']+");
    private static final Pattern IN_HEADER = Pattern.compile(
            "(?i)((?:bearer|token|basic)\\s+|\"?(?:xi-api-key|x-hume-api-key)\"?\\s*[:=]\\s*\"?)[^\\s\"',}]{8,}");
    private static final Pattern KEY = Pattern.compile("\\b(?:sk|xi|hume)[-_][A-Za-z0-9_-]{8,}");

    private Secrets() {}

    /** The text with everything that looks like a key replaced by {@code ***}. */
    public static String hidden(String text) {
        String shown = IN_QUERY.matcher(text).replaceAll("$1***");
        shown = IN_HEADER.matcher(shown).replaceAll("$1***");
        return KEY.matcher(shown).replaceAll("***");
    }
}
