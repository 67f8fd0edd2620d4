package org.parley.dialer.reports;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.CallBack;
import org.parley.dialer.CallResult.How;
import org.parley.dialer.CallResult.Recording;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerDatabase;
import org.parley.dialer.DialerDatabase.Kind;
import org.parley.dialer.DialerDatabase.Mode;
import org.parley.dialer.NativeDialer.Routed;
import org.parley.store.CallEnd;
import org.parley.store.CallJournal;
import org.parley.store.CallLog;
import org.parley.store.CallStart;
import org.parley.store.CallState;
import org.parley.store.StoredCalls;

/**
 * A dialer's database with lines 9001 to 9003 of ours in SALES and SUPPORT, whose calls take the whole way: routed by
 * the dialer, claimed, ended, and stored through the journal.
 */
public final class Centre implements AutoCloseable {
    public static final Duration DAY = Duration.ofHours(24);

    public final DialerDatabase at;
    private final Dialer dialer;
    private final CallJournal journal;
    private int calls;

    /** With nothing in it but lines and leads; the journal is in that folder. */
    public Centre(Kind kind, Path folder) {
        this.at = DialerDatabase.open(kind, Mode.STRICT);
        at.remoteAgent(9001, 3, "8300", "SALES", "SUPPORT");
        at.execute("""
                INSERT INTO parley_agent (user_start, server_ip, number_of_lines, extension, campaign, state, changed_at)
                VALUES ('9001', '127.0.0.1', 3, '8300', 'SALES', 'ACTIVE', NOW())""");
        this.dialer = at.dialer();
        this.journal = CallJournal.open(folder, at.jdbi(), dialer);
    }

    /** One call from its first second to its rows; its end is long enough ago to be compared. */
    public String call(Routed call, How how, String status, int seconds) {
        return call(call, result(how, status, seconds, null, null));
    }

    /** The same with a result of any kind. */
    public String call(Routed call, CallResult result) {
        String id = "call-" + ++calls;
        CallLog log = journal.begin(new CallStart(
                id, call.uniqueId(), call.channel(), "8300", "Sales", "1", call.phone(), 0, "", "", began(result)));
        CallKeys keys = dialer.begun(
                dialer.begin(at.natives().identity(call)).orElseThrow().keys());
        log.dialed(at.natives().identity(call), keys);
        dialer.release(keys, result);
        at.natives().hangup(call);
        log.owes(result);
        log.end(end(result));
        await().until(() ->
                at.value("SELECT state FROM parley_call WHERE id = ?", id).equals("DONE"));
        return id;
    }

    /** A call during which the database was away: what is left of it there, if anything, is found by its code. */
    public String late(Routed call, CallResult result) {
        String id = "late-" + ++calls;
        CallLog log = journal.begin(new CallStart(
                id, call.uniqueId(), call.channel(), "8300", "Sales", "1", call.phone(), 0, "", "", began(result)));
        log.dialed(at.natives().identity(call), null);
        log.owes(result);
        log.end(end(result));
        await().until(() ->
                at.value("SELECT state FROM parley_call WHERE id = ?", id).equals("DONE"));
        return id;
    }

    /** A call that is going on. */
    public CallLog begin(Routed call) {
        CallLog log = journal.begin(new CallStart(
                "running-" + ++calls,
                call.uniqueId(),
                call.channel(),
                "8300",
                "Sales",
                "1",
                call.phone(),
                0,
                "",
                "",
                Instant.now()));
        log.dialed(
                at.natives().identity(call),
                dialer.begun(
                        dialer.begin(at.natives().identity(call)).orElseThrow().keys()));
        return log;
    }

    /** Of a call that ended a minute ago. */
    public static CallResult result(
            How how, String status, int seconds, @Nullable CallBack callBack, @Nullable Recording recording) {
        Instant ended = Instant.now().minusSeconds(60);
        return new CallResult(how, status, "", true, seconds, ended, callBack, Map.of(), recording);
    }

    private static Instant began(CallResult result) {
        return result.endedAt().minusSeconds(result.seconds());
    }

    private static CallEnd end(CallResult result) {
        return new CallEnd(
                result.endedAt(), CallState.DONE, result.status(), "", "", result.seconds() * 1000L, "", null, "");
    }

    /** As the command makes one. */
    public Reconciler reconciler() {
        Jdbi jdbi = at.jdbi();
        return Reconciler.of(jdbi, new StoredCalls(jdbi), "NI");
    }

    /** What it finds, repairing nothing. */
    public List<Difference> differences() {
        return reconciler().run(DAY, Reconciler.CALLS_MAX, false).differences();
    }

    @Override
    public void close() {
        journal.close();
        at.close();
    }
}
