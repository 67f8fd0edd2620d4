package org.parley.webcall;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor is to get, in order and numbered: sound, captions, news. It is kept until he says that he has it, so
 * that after a network's blink nothing is lost and nothing comes twice. Any thread may use it; none waits.
 *
 * <p>A binary message is a number and the last number that came from him, four bytes each (big endian), then one frame
 * of 20 ms: signed 16-bit samples at 8 kHz, little endian. A text message has its number as {@code seq}.
 */
final class Downlink {
    static final int HEADER_BYTES = 8;
    /** Half a second on its way is a poor network; a whole one is as good as none. */
    private static final int BEHIND = 50;

    private static final int CAUGHT_UP = 25;
    private static final int WINDOW = 100;
    private static final int FRAMES_MAX = 500;
    private static final int TEXTS_MAX = 1000;

    private final Deque<Item> items = new ArrayDeque<>(); // not confirmed yet
    private int sent; // how many of them, from the first, are on their way by this socket
    private int frames; // how many of them are sound
    private int number; // of the last item
    private int heard; // the last number that came from him
    private boolean behind;
    private @Nullable VisitorSocket visitor;

    /** Sound or a text: one of them. */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    private record Item(
            int number, byte @Nullable [] sound, @Nullable String text) {}

    /** A frame of sound; dropped when far too many wait, which happens to nobody whose speech is held in time. */
    synchronized void sound(byte[] frame) {
        if (frames >= FRAMES_MAX) {
            return;
        }
        items.add(new Item(++number, frame, null));
        frames++;
        flush();
    }

    /** A text message; it goes out with what follows, or at the next {@link #flush}. */
    synchronized void text(String type, Object... data) {
        if (items.size() - frames >= TEXTS_MAX) {
            return;
        }
        Object[] numbered = Arrays.copyOf(data, data.length + 2);
        numbered[data.length] = "seq";
        numbered[data.length + 1] = ++number;
        items.add(new Item(number, null, Messages.text(type, numbered)));
    }

    /** He has everything up to that number, and that one of his has come. */
    synchronized void confirmed(int upTo, int his) {
        heard = his;
        Iterator<Item> all = items.iterator();
        while (sent > 0 && all.hasNext()) {
            Item item = all.next();
            if (item.number() - upTo > 0) {
                break;
            }
            all.remove();
            sent--;
            if (item.sound() != null) {
                frames--;
            }
        }
        flush();
    }

    /** He comes, or comes back: everything after that number is sent by this socket. */
    synchronized void attach(VisitorSocket coming, int upTo) {
        visitor = coming;
        sent = items.size();
        confirmed(upTo, heard);
        sent = 0;
        flush();
    }

    /** His socket is gone; nothing happens when it is another by now. */
    synchronized void detach(VisitorSocket gone) {
        if (gone.equals(visitor)) {
            visitor = null;
            sent = 0;
        }
    }

    /** Sends what waits, as far as he keeps up. */
    synchronized void flush() {
        VisitorSocket to = visitor;
        if (to == null || sent >= items.size() || sent >= WINDOW) {
            return;
        }
        Iterator<Item> all = items.iterator();
        for (int i = 0; i < sent; i++) {
            all.next();
        }
        while (all.hasNext() && sent < WINDOW) {
            Item item = all.next();
            sent++;
            if (item.text() != null) {
                to.send(item.text());
            } else if (item.sound() != null) {
                to.send(ByteBuffer.allocate(HEADER_BYTES + item.sound().length)
                        .putInt(item.number())
                        .putInt(heard)
                        .put(item.sound())
                        .flip());
            }
        }
    }

    /** Whether what is said should wait: he has no socket, or has not confirmed for long. */
    synchronized boolean isBehind() {
        if (visitor == null || frames > BEHIND) {
            behind = true;
        } else if (frames < CAUGHT_UP) {
            behind = false;
        }
        return behind;
    }

    /** Whether he has everything. */
    synchronized boolean isEmpty() {
        return items.isEmpty();
    }

    /** Whether he has a socket now. */
    @Nullable
    synchronized VisitorSocket visitor() {
        return visitor;
    }
}
