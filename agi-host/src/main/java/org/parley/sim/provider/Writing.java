package org.parley.sim.provider;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a stand-in takes a text's language to be, by its letters. */
public final class Writing {
    private static final Pattern PERSIAN = Pattern.compile("[پچژگ]");
    private static final Pattern ARABIC = Pattern.compile("\\p{IsArabic}");

    private Writing() {}

    /** {@code fa}, {@code ar} or else {@code en}. */
    public static String code(String text) {
        return PERSIAN.matcher(text).find() ? "fa" : ARABIC.matcher(text).find() ? "ar" : "en";
    }

    /** The English name, in small letters, of a code, or of a text's language where there is none. */
    public static String name(String code, String text) {
        boolean known = !code.isEmpty() && !code.equals("auto");
        return Locale.of(known ? code : code(text))
                .getDisplayLanguage(Locale.ENGLISH)
                .toLowerCase(Locale.ROOT);
    }
}
