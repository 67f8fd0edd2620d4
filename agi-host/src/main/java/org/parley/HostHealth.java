package org.parley;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiStats;
import org.parley.audio.AudioSocketStats;
import org.parley.call.Voices;
import org.parley.console.host.HealthPart;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptStatus;
import org.parley.store.CallJournal;

/** How the parts of a host are. */
final class HostHealth {
    private static final Duration DATABASE_WAIT = Duration.ofSeconds(2);
    private static final int WAITING_MAX = 500; // calls that the database lacks, before somebody should look

    private HostHealth() {}

    /** {@code calls} is null once the host takes none. */
    static List<HealthPart> of(
            @Nullable AgiStats calls,
            AudioSocketStats audio,
            ScriptLibrary scripts,
            CallJournal journal,
            @Nullable Jdbi jdbi,
            Voices voices) {
        List<HealthPart> parts = new ArrayList<>();
        parts.add(
                calls == null
                        ? new HealthPart("fastagi", false, true, "stopping, takes no calls")
                        : new HealthPart(
                                "fastagi", true, true, "%d of %d calls".formatted(calls.callsNow(), calls.callsMax())));
        parts.add(new HealthPart(
                "audio",
                true,
                true,
                "%d legs, %d of %d frames late".formatted(audio.legs(), audio.framesLate(), audio.framesSent())));
        parts.add(scripts(scripts.status()));
        String trouble = voices.trouble();
        parts.add(new HealthPart("voices", trouble.isEmpty(), true, trouble.isEmpty() ? "can talk" : trouble));
        parts.add(database(jdbi));
        int waiting = journal.waiting();
        parts.add(new HealthPart("journal", waiting <= WAITING_MAX, false, waiting + " calls wait for the database"));
        return parts;
    }

    private static HealthPart scripts(List<ScriptStatus> all) {
        long serve = all.stream().filter(script -> !script.version().isEmpty()).count();
        long wrong = all.stream().filter(script -> !script.problems().isEmpty()).count();
        return new HealthPart(
                "scripts", serve > 0, true, serve + " serve" + (wrong == 0 ? "" : ", " + wrong + " have mistakes"));
    }

    /** Calls go on without it: what they owe it waits in the journal. */
    private static HealthPart database(@Nullable Jdbi jdbi) {
        if (jdbi == null) {
            return new HealthPart("database", true, false, "none");
        }
        FutureTask<Boolean> asked = new FutureTask<>(() -> jdbi.withHandle(
                handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1));
        Thread asks = Thread.ofVirtual().name("health").start(asked);
        long began = System.nanoTime();
        try {
            asked.get(DATABASE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            return new HealthPart(
                    "database", true, false, "answers in " + (System.nanoTime() - began) / 1_000_000 + " ms");
        } catch (TimeoutException slow) {
            asks.interrupt();
            return new HealthPart("database", false, false, "no answer within " + DATABASE_WAIT.toMillis() + " ms");
        } catch (ExecutionException failure) {
            return new HealthPart("database", false, false, "does not answer: " + failure.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new HealthPart("database", false, false, "was not asked, for the host stops");
        }
    }
}
