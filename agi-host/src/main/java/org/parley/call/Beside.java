package org.parley.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.ai.StandardWords;
import org.parley.script.ScriptException;

/** Work of a script that takes time: it is done beside the call, whose caller never wonders and may hang up. */
final class Beside {
    /** How often it is looked whether the work is done, while the line is listened to. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private Beside() {}

    /** Does the work; {@code quiet} is how long the caller may wait for it without a word. */
    static <T> T run(Supplier<T> work, AudioLine line, Dialogue dialogue, CallLanguage language, Duration quiet)
            throws InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().name("data").start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error failure) {
                result.completeExceptionally(failure);
            }
        });
        try {
            if (!line.isOpen()) {
                return result.get();
            }
            long wordAt = System.nanoTime() + quiet.toNanos();
            boolean told = false;
            while (!result.isDone()) {
                if (!told && System.nanoTime() - wordAt >= 0) {
                    told = true;
                    dialogue.say(StandardWords.of(language.now()).oneMoment(), false);
                } else {
                    dialogue.pause(LOOK);
                }
            }
            return result.get();
        } catch (ExecutionException failed) {
            throw unwrapped(failed.getCause());
        } finally {
            worker.interrupt();
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException ours) {
            return ours;
        }
        return new ScriptException(String.valueOf(cause), cause);
    }
}
