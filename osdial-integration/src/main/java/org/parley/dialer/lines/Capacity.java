package org.parley.dialer.lines;

/** What the host can serve now. Asked every second by one thread, and answered from memory. */
public interface Capacity {

    /** How many calls more it can take, whatever their extension. */
    Offer calls();

    /** Whether it would answer that extension: as many calls as it has slots for, or none. */
    Offer extension(String extension);

    /**
     * So many calls, and if they are few, why.
     *
     * @param open false when there will be none, even when calls in progress end
     * @param reason a few words for people, "" when there is nothing to say
     */
    record Offer(int calls, boolean open, String reason) {
        /** No bound. */
        public static final Offer ANY = new Offer(Integer.MAX_VALUE, true, "");

        /** As many as that, and one more with each call that ends. */
        public static Offer of(int calls, String reason) {
            return new Offer(calls, true, reason);
        }

        /** Nothing at all. */
        public static Offer none(String reason) {
            return new Offer(0, false, reason);
        }
    }
}
