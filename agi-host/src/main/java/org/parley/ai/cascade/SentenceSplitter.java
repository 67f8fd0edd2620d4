package org.parley.ai.cascade;

import java.util.function.Consumer;

/** Cuts text that comes in pieces into sentences, so that the first can be spoken while the next is being written. */
final class SentenceSplitter {
    /** A sentence without an end is spoken all the same once it is this long. */
    private static final int SENTENCE_CHARS_MAX = 400;

    private final Consumer<String> sentence;
    private final StringBuilder pending = new StringBuilder();

    SentenceSplitter(Consumer<String> sentence) {
        this.sentence = sentence;
    }

    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ended = Character.isWhitespace(c) && endsSentence();
            pending.append(c);
            if (ended || pending.length() >= SENTENCE_CHARS_MAX) {
                finish();
            }
        }
    }

    /** What is left is a sentence too. */
    void finish() {
        String whole = pending.toString().strip();
        pending.setLength(0);
        if (!whole.isEmpty()) {
            sentence.accept(whole);
        }
    }

    private boolean endsSentence() {
        int last = pending.length() - 1;
        if (last < 1 || ".!?…؟".indexOf(pending.charAt(last)) < 0) {
            return false;
        }
        // "Dr. Lee" and "J. Smith" go on
        int word = last;
        while (word > 0 && Character.isLetter(pending.charAt(word - 1))) {
            word--;
        }
        String lastWord = pending.substring(word, last);
        return !(lastWord.length() == 1 && Character.isUpperCase(lastWord.charAt(0)))
                && !lastWord.equals("Dr")
                && !lastWord.equals("Mr")
                && !lastWord.equals("Mrs")
                && !lastWord.equals("Ms");
    }
}
