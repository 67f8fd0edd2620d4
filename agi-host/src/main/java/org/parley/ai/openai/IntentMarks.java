package org.parley.ai.openai;

import java.util.function.Consumer;

/**
 * Takes marks such as {@code [[hours]]} out of text that comes in pieces, and keeps the first. Text that cannot be part
 * of a mark is handed on at once. One thread.
 */
final class IntentMarks {
    private static final int MARK_MAX = 100;

    private final Consumer<String> text;
    private final StringBuilder held = new StringBuilder();
    private String mark = "";
    private boolean begun;

    IntentMarks(Consumer<String> text) {
        this.text = text;
    }

    void add(String piece) {
        held.append(piece);
        while (!held.isEmpty()) {
            int open = held.indexOf("[");
            if (open != 0) {
                handOn(open < 0 ? held.length() : open);
                continue;
            }
            if (held.length() == 1) {
                return; // it may become a mark
            }
            if (held.charAt(1) != '[') {
                handOn(1);
                continue;
            }
            int close = held.indexOf("]]");
            if (close < 0 && held.length() < MARK_MAX) {
                return;
            }
            if (close < 0) {
                handOn(2);
            } else {
                mark = mark.isEmpty() ? held.substring(2, close).strip() : mark;
                held.delete(0, close + 2);
            }
        }
    }

    /** The end of the text; what looked like a mark and was none is handed on. */
    void finish() {
        handOn(held.length());
    }

    /** The name in the first mark, "" for none. */
    String mark() {
        return mark;
    }

    private void handOn(int length) {
        String given = held.substring(0, length);
        held.delete(0, length);
        String bare = begun ? given : given.stripLeading();
        if (!bare.isEmpty()) {
            begun = true;
            text.accept(bare);
        }
    }
}
