package org.parley.ami;

/** Asterisk's manager interface cannot do what was asked: what was found, and what to do about it, in one line. */
public final class AmiException extends RuntimeException {
    private final String found;
    private final String remedy;

    /** That was found, and this is to be done about it, or "". */
    public AmiException(String found, String remedy) {
        super(remedy.isEmpty() ? found : found + "; " + remedy);
        this.found = found;
        this.remedy = remedy;
    }

    /** What was found, without the remedy. */
    public String found() {
        return found;
    }

    /** What to do about it, or "". */
    public String remedy() {
        return remedy;
    }
}
