package org.parley.call;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.parley.script.TransferOptions;

/** What somebody outside wants of a call that runs; its events of the kind {@code supervisor} tell what came of it. */
public final class Order {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final String by;
    private final What what;
    private final CountDownLatch begun = new CountDownLatch(1);

    /** That, as this person wants it. */
    public Order(String by, What what) {
        this.by = by;
        this.what = what;
    }

    /** What is to be done. */
    public sealed interface What {
        /** As it is called outside. */
        String word();
    }

    /** These words are said next, or at once; in the call's language when {@code language} is null. */
    public record Say(String text, @Nullable Locale language, boolean now) implements What {
        @Override
        public String word() {
            return "say";
        }
    }

    /** The model of a free talk is to know this from its next answer on; the caller does not hear of it. */
    public record Whisper(String text) implements What {
        @Override
        public String word() {
            return "whisper";
        }
    }

    /** Our side is not heard and answers nothing for so long. */
    public record Mute(Duration limit) implements What {
        @Override
        public String word() {
            return "mute";
        }
    }

    /** It is heard again. */
    public record Unmute() implements What {
        @Override
        public String word() {
            return "unmute";
        }
    }

    /** The caller is sent on, as the script's {@code transfer} would. */
    public record SendOn(TransferOptions to) implements What {
        @Override
        public String word() {
            return "transfer";
        }
    }

    /** An extension is called while the caller waits, and gets him. */
    public record TakeOver(TransferOptions to) implements What {
        @Override
        public String word() {
            return "takeover";
        }
    }

    /** Of its own among all orders of this host. */
    public long number() {
        return number;
    }

    /** Who wants it. */
    public String by() {
        return by;
    }

    /** What it is. */
    public What what() {
        return what;
    }

    /** Whether the call's thread has begun with it, waited for so long. */
    public boolean awaitBegun(Duration limit) throws InterruptedException {
        return begun.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    void begin() {
        begun.countDown();
    }
}
