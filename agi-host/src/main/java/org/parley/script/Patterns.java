package org.parley.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler puts in the place of regular expressions in scripts: the same, but a search is given up when the
 * script has computed for too long. Scripts need not name it.
 */
public final class Patterns {
    private Patterns() {}

    /** {@code text =~ pattern}. */
    public static Matcher search(@Nullable Object text, Object pattern) {
        return of(pattern).matcher(watched(text == null ? "" : text.toString()));
    }

    /** {@code text ==~ pattern}. */
    public static boolean match(@Nullable Object text, Object pattern) {
        return text != null && search(text, pattern).matches();
    }

    /** {@code case ~/…/}; what is no pattern stays what it is. */
    public static @Nullable Object caseOf(@Nullable Object wanted) {
        return wanted instanceof Pattern pattern ? new Case(pattern) : wanted;
    }

    /** A case of a switch that is a pattern. */
    public record Case(Pattern pattern) {
        /** Whether that value is this case. */
        public boolean isCase(@Nullable Object value) {
            return match(value, pattern);
        }
    }

    // --- methods of texts and patterns, by their own names, with the text first

    /** {@link Pattern#matcher}. */
    public static Matcher matcher(Pattern pattern, CharSequence text) {
        return search(text, pattern);
    }

    /** {@link String#matches}. */
    public static boolean matches(String text, String pattern) {
        return match(text, pattern);
    }

    /** The same as {@code ==~}. */
    public static boolean matches(CharSequence text, Pattern pattern) {
        return match(text, pattern);
    }

    /** {@link String#replaceAll}. */
    public static String replaceAll(String text, String pattern, String replacement) {
        return search(text, pattern).replaceAll(replacement);
    }

    /** The same with a pattern. */
    public static String replaceAll(CharSequence text, Pattern pattern, CharSequence replacement) {
        return search(text, pattern).replaceAll(replacement.toString());
    }

    /** {@link String#replaceFirst}. */
    public static String replaceFirst(String text, String pattern, String replacement) {
        return search(text, pattern).replaceFirst(replacement);
    }

    /** The same with a pattern. */
    public static String replaceFirst(CharSequence text, Pattern pattern, CharSequence replacement) {
        return search(text, pattern).replaceFirst(replacement.toString());
    }

    /** {@link String#split(String)}. */
    public static String[] split(String text, String pattern) {
        return of(pattern).split(watched(text), 0);
    }

    /** {@link String#split(String, int)}. */
    public static String[] split(String text, String pattern, int limit) {
        return of(pattern).split(watched(text), limit);
    }

    /** The first that matches, or null. */
    public static @Nullable String find(CharSequence text, CharSequence pattern) {
        Matcher matcher = search(text, pattern);
        return matcher.find() ? matcher.group() : null;
    }

    /** The same with a pattern. */
    public static @Nullable String find(CharSequence text, Pattern pattern) {
        Matcher matcher = search(text, pattern);
        return matcher.find() ? matcher.group() : null;
    }

    /** All that match. */
    public static List<String> findAll(CharSequence text, CharSequence pattern) {
        return all(search(text, pattern));
    }

    /** The same with a pattern. */
    public static List<String> findAll(CharSequence text, Pattern pattern) {
        return all(search(text, pattern));
    }

    private static List<String> all(Matcher matcher) {
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Pattern of(Object pattern) {
        return pattern instanceof Pattern made ? made : Pattern.compile(String.valueOf(pattern));
    }

    private static CharSequence watched(String text) {
        Pace pace = Pace.current();
        return pace == null ? text : new Watched(text, pace);
    }

    /** A text whose characters count; a search reads them again and again. */
    private static final class Watched implements CharSequence {
        private static final int READS_PER_LOOK = 4096;

        private final String text;
        private final Pace pace;
        private int reads;

        private Watched(String text, Pace pace) {
            this.text = text;
            this.pace = pace;
        }

        @Override
        public char charAt(int index) {
            if (++reads == READS_PER_LOOK) {
                reads = 0;
                pace.searches();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
