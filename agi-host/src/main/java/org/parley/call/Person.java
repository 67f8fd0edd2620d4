package org.parley.call;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiException;
import org.parley.agi.CallerGone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody whom a script has called for its caller: told what it is about, asked whether he takes it, and kept on his
 * line until the caller comes. Two threads: his, and the caller's.
 */
final class Person implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Person.class);
    /** A script has so long to end once he has taken the call. */
    private static final Duration CALLER_COMES = Duration.ofMinutes(2);

    /** The caller's channel needs so long at most from the end of his session to the dialplan's Bridge. */
    private static final Duration BRIDGED = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final String id;
    private final SignalQueue caller;
    private final Brief brief;
    private final Runnable forget;
    private final CompletableFuture<Boolean> present = new CompletableFuture<>();
    private final CompletableFuture<Boolean> takes = new CompletableFuture<>();
    private final CompletableFuture<Boolean> together = new CompletableFuture<>();

    /** What he is told, and in which language; "" for nothing. */
    record Brief(String text, Locale language) {}

    /** What he decides, by what he hears and presses. */
    interface Ear {
        /** True when he takes the call. */
        boolean takes(Brief brief) throws InterruptedException;
    }

    Person(String id, SignalQueue caller, Brief brief, Runnable forget) {
        this.id = id;
        this.caller = caller;
        this.brief = brief;
        this.forget = forget;
    }

    String id() {
        return id;
    }

    // --- the caller's thread

    /** Whether the host serves his channel: without a free permit he has picked up and hears nothing. */
    boolean isServed(Duration limit) throws InterruptedException {
        return settled(present, limit);
    }

    /** Whether he has decided by now. */
    boolean hasDecided() {
        return takes.isDone();
    }

    /** His decision, as far as there is one. */
    boolean hasTaken() {
        return takes.getNow(false);
    }

    /** The caller comes to him now. */
    void joined() {
        together.complete(true);
    }

    /** He is not needed any more, unless his caller has come. */
    @Override
    public void close() {
        forget.run();
        together.complete(false);
    }

    // --- his own

    void serve(AgiChannel channel, Ear ear) throws InterruptedException {
        present.complete(true);
        try {
            decide(ear);
            long deadline = System.nanoTime() + CALLER_COMES.toNanos();
            while (!together.isDone() && System.nanoTime() < deadline && takes.getNow(false)) {
                boolean _ = settled(together, LOOK);
                if (!together.isDone() && channel.isHungUp()) {
                    return;
                }
            }
            if (!together.getNow(false)) {
                channel.tryHangup();
                return;
            }
            // the caller's Bridge takes him out of this; the dialplan would hang him up before that
            char _ = channel.waitForDigit(BRIDGED);
            channel.tryHangup();
        } catch (CallerGone | AgiException left) {
            log.debug("person {} has left the host: {}", id, left.getMessage());
        }
    }

    private void decide(Ear ear) throws InterruptedException {
        boolean his = false;
        try {
            his = brief.text().isEmpty() || ear.takes(brief);
        } catch (CallerGone left) {
            log.debug("person {} has hung up before he decided", id);
        } catch (AgiException failure) {
            log.warn("a person was called and could not be asked: {}", failure.getMessage());
        } finally {
            takes.complete(his);
            caller.post(new Signal.Person());
        }
    }

    private static boolean settled(CompletableFuture<Boolean> future, Duration limit) throws InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException late) {
            return false;
        }
    }
}
