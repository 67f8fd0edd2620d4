package org.parley.agi;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiConnection.Late;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialogue of one session: one command, one reply, and the news of the hang-up, which may come before any reply.
 * Commands are the call thread's; {@link #isHungUp} and {@link #onHangup} may be called from any.
 */
final class AgiDialogue {
    private static final Logger LOG = LoggerFactory.getLogger(AgiDialogue.class);

    /** Lines of a 520 with usage; also lines that are no reply, left over from a value with newlines. */
    private static final int LINES_MAX = 256;

    private static final int DEAD_CHANNEL = 511;
    private static final String HANGUP = "HANGUP";
    private static final String OPEN_VALUE = "200 result=1 (";
    /** A reply so young shows that the caller was there. */
    private static final long FRESH_NANOS = 20_000_000;

    /** Whether Asterisk takes a command on a channel whose caller has gone. */
    enum Needs {
        LIVE_CHANNEL,
        ANY_CHANNEL
    }

    private final AgiConnection connection;
    private final AsteriskJavaParser parser;
    private final int commandBytesMax;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final List<Runnable> listeners = new ArrayList<>(2); // guarded by itself
    private final List<String> collected = new ArrayList<>(2); // lines of a reply that is not complete; while busy
    private boolean valueExpected; // the reply is a variable's value, which may hold newlines; while busy
    private @Nullable RunningExec pending; // begun and not answered yet; while busy
    private long repliedNanos = System.nanoTime(); // when the last reply came; while busy
    private volatile boolean hungUp;
    private volatile boolean over; // no command can be sent any more
    private volatile boolean timedOut;

    AgiDialogue(AgiConnection connection, AsteriskJavaParser parser, int commandBytesMax) {
        this.connection = connection;
        this.parser = parser;
        this.commandBytesMax = commandBytesMax;
    }

    /** Sends a command and waits for its reply, which has status 200. A time-out ends the session. */
    AgiReply ask(String command, Duration time, Needs needs) {
        enter(command);
        try {
            send(command, needs);
            long begun = System.nanoTime();
            try {
                return success(receive(begun + time.toNanos(), Late.CLOSES, command), command);
            } catch (SocketTimeoutException e) {
                end();
                timedOut = true;
                throw new AgiException(
                        "Expected a reply to %s within %d ms but Asterisk sent none in %d ms; the session is over"
                                .formatted(
                                        CommandLine.label(command),
                                        time.toMillis(),
                                        (System.nanoTime() - begun) / 1_000_000),
                        e);
            }
        } finally {
            busy.set(false);
        }
    }

    /** Sends a command whose reply is awaited later; until then no other can be sent. */
    RunningExec begin(String command, LongSupplier latestNanos) {
        enter(command);
        try {
            send(command, Needs.LIVE_CHANNEL);
            RunningExec begun = new RunningExec(this, command, latestNanos);
            pending = begun;
            return begun;
        } finally {
            busy.set(false);
        }
    }

    /**
     * Waits for the reply of what was begun: its result, or -1 when the channel or the connection has gone.
     *
     * @throws SocketTimeoutException when the deadline passes; it stays begun
     */
    int awaitPending(RunningExec begun, long deadlineNanos) throws SocketTimeoutException, InterruptedException {
        enter("Pending.await");
        try {
            Integer known = begun.result();
            return known != null ? NoApplication.checked(known, begun.command()) : settle(begun, deadlineNanos);
        } catch (CallerGone e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            return -1;
        } finally {
            busy.set(false);
        }
    }

    private int settle(RunningExec begun, long deadlineNanos) throws SocketTimeoutException {
        String command = begun.command();
        int result = -1;
        try {
            AgiReply reply = success(receive(deadlineNanos, Late.STAYS, command), command);
            result = NoApplication.checked(reply.getResultCode(), command);
        } catch (NoApplication e) {
            finish(begun, NoApplication.RESULT);
            throw e;
        } catch (CallerGone | AgiException e) {
            finish(begun, result);
            throw e;
        }
        finish(begun, result);
        return result;
    }

    private void finish(RunningExec begun, int result) {
        begun.complete(result);
        pending = null;
    }

    /**
     * Whether the caller is known to be gone. Looks at the socket when nobody reads it: for up to a millisecond, and
     * without waiting when he was there a moment ago.
     */
    boolean isHungUp() {
        if (!hungUp && !over && busy.compareAndSet(false, true)) {
            try {
                look();
            } finally {
                busy.set(false);
            }
        }
        return hungUp;
    }

    /** Runs the listener once: at the hang-up, or at once if that was before. */
    void onHangup(Runnable listener) {
        synchronized (listeners) {
            if (!hungUp) {
                listeners.add(listener);
                return;
            }
        }
        tell(listener);
    }

    boolean isOver() {
        return over;
    }

    boolean hasTimedOut() {
        return timedOut;
    }

    /** The caller has gone, however that was learnt; the first news is told to the listeners. */
    void gone() {
        List<Runnable> waiting;
        synchronized (listeners) {
            if (hungUp) {
                return;
            }
            hungUp = true;
            waiting = List.copyOf(listeners);
            listeners.clear();
        }
        waiting.forEach(AgiDialogue::tell);
    }

    /** Ends the dialogue; true when no other thread is in it, so that the parser can serve another. */
    boolean retire() {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        over = true;
        busy.set(false);
        return true;
    }

    private void enter(String command) {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("Expected one AGI command at a time but " + CommandLine.label(command)
                    + " came while another waits for its reply");
        }
    }

    private void send(String command, Needs needs) {
        if (pending != null) {
            throw new IllegalStateException(
                    "Expected Pending.await before the next command but " + CommandLine.label(command) + " came while "
                            + CommandLine.label(pending.command()) + " is running");
        }
        byte[] line = CommandLine.bytes(command, commandBytesMax);
        if (over) {
            throw new CallerGone("The AGI session is over: " + CommandLine.label(command) + " was not sent");
        }
        if (hungUp && needs == Needs.LIVE_CHANNEL) {
            throw new CallerGone("The caller has hung up: " + CommandLine.label(command) + " was not sent");
        }
        try {
            collected.clear();
            valueExpected = command.startsWith("GET VARIABLE");
            connection.write(line);
        } catch (IOException e) {
            throw lost(command);
        }
    }

    /** The next whole reply. */
    private AgiReply receive(long deadlineNanos, Late late, String command) throws SocketTimeoutException {
        if (over) {
            throw new CallerGone("The AGI session is over: no reply to " + CommandLine.label(command));
        }
        try {
            int strays = 0;
            while (true) {
                String line = connection.readLine(deadlineNanos, late);
                if (line == null) {
                    throw lost(command);
                }
                if (!take(line)) {
                    strays++;
                } else if (isComplete()) {
                    AgiReply reply = parser.reply(whole());
                    collected.clear();
                    repliedNanos = System.nanoTime();
                    return reply;
                }
                if (strays + collected.size() > LINES_MAX) {
                    end();
                    throw new AgiException("Expected a reply to " + CommandLine.label(command) + " but " + LINES_MAX
                            + " lines were none; the session is over");
                }
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (AgiConnection.LineTooLong e) {
            end();
            throw new AgiException(
                    "Expected a reply to %s in bounds: %s (agi.lineBytesMax); the session is over"
                            .formatted(CommandLine.label(command), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw lost(command);
        }
    }

    /** Keeps a line if it belongs to a reply; false for what does not. */
    private boolean take(String line) {
        String rest = line;
        if (collected.isEmpty()) {
            if (line.startsWith(HANGUP)) {
                gone();
                rest = line.substring(HANGUP.length());
                if (rest.isEmpty()) {
                    return true;
                }
            }
            if (!isStatusLine(rest)) {
                return false;
            }
            if (rest.startsWith("100")) {
                return true; // "Trying": the reply follows
            }
        }
        collected.add(rest);
        return true;
    }

    private boolean isComplete() {
        if (collected.isEmpty()) {
            return false;
        }
        String first = collected.getFirst();
        String last = collected.getLast();
        if (first.startsWith("520-")) {
            return last.startsWith("520 ");
        }
        // Asterisk prints a value as it is: one with a newline goes on in the next line
        return !valueExpected || !first.startsWith(OPEN_VALUE) || last.endsWith(")");
    }

    /** Asterisk-java takes several lines only of a 520, so a value with newlines goes to it as one. */
    private List<String> whole() {
        return collected.size() > 1 && collected.getFirst().startsWith(OPEN_VALUE)
                ? List.of(String.join("\n", collected))
                : collected;
    }

    private AgiReply success(AgiReply reply, String command) {
        int status = reply.getStatus();
        if (status == AgiReply.SC_SUCCESS) {
            return reply;
        }
        if (status == DEAD_CHANNEL) {
            gone();
            throw new CallerGone("The caller has hung up: Asterisk refused " + CommandLine.label(command));
        }
        if (status == AgiReply.SC_INVALID_OR_UNKNOWN_COMMAND) {
            throw new AgiException("Asterisk does not know the command " + CommandLine.label(command));
        }
        if (status == AgiReply.SC_INVALID_COMMAND_SYNTAX) {
            throw new AgiException(
                    "Asterisk refused the syntax of " + CommandLine.label(command) + ": " + usage(reply));
        }
        end();
        throw new AgiException("Expected a reply of status 200, 510, 511 or 520 to " + CommandLine.label(command)
                + " but was " + status + "; the session is over");
    }

    private static String usage(AgiReply reply) {
        String synopsis = reply.getSynopsis();
        return synopsis == null ? reply.getFirstLine() : "usage: " + synopsis;
    }

    private void look() {
        long deadlineNanos = System.nanoTime() + 1_000_000;
        try {
            boolean fresh = pending == null && deadlineNanos - repliedNanos < FRESH_NANOS;
            if (fresh && !connection.hasUnread()) {
                return;
            }
            while (!hungUp) {
                if (pending != null) {
                    settle(pending, deadlineNanos);
                    return;
                }
                String line = connection.readLine(deadlineNanos, Late.STAYS);
                if (line == null) {
                    throw lost("nothing");
                }
                take(line);
                collected.clear();
            }
        } catch (SocketTimeoutException e) {
            // nothing has come, which is how it should be
        } catch (IOException e) {
            lost("nothing");
        } catch (CallerGone e) {
            // told to the listeners; whatever was begun has ended with -1
        } catch (NoApplication e) {
            LOG.debug("Told when it is awaited: {}", e.getMessage());
        } catch (AgiException e) {
            LOG.warn("AGI command failed: {}", e.getMessage());
        }
    }

    /** The connection is of no use any more; unless that was our own doing, the caller has gone. */
    private CallerGone lost(String command) {
        boolean closedHere = connection.isClosed();
        end();
        if (closedHere) {
            return new CallerGone("The host has closed the AGI session during " + CommandLine.label(command));
        }
        gone();
        return new CallerGone("Asterisk has closed the AGI session during " + CommandLine.label(command));
    }

    private void end() {
        over = true;
        connection.close();
    }

    private static boolean isStatusLine(String line) {
        return line.length() >= 4
                && isDigit(line.charAt(0))
                && isDigit(line.charAt(1))
                && isDigit(line.charAt(2))
                && (line.charAt(3) == ' ' || line.charAt(3) == '-');
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("A hang-up listener failed", e);
        }
    }
}
