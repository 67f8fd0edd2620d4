package org.parley.dispatch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parley.ami.Ami;
import org.parley.ami.AmiException;
import org.parley.ami.AsteriskSettings;
import org.parley.ami.CallProgress;
import org.parley.ami.OutgoingCall;
import org.parley.call.CallEvent;
import org.parley.call.CallEvents;
import org.parley.call.LiveCalls;
import org.parley.dispatch.Job.State;
import org.parley.settings.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts agents on calls by the manager interface of an Asterisk: it rings somebody, or takes a channel out of what it
 * does, and sends it to the dialplan's {@code parley-dispatch}, which asks this host. Who comes from a page is waited
 * for. Any thread may use it.
 */
public final class Dispatcher implements AutoCloseable {
    /** Where the include sends calls to the agent that the job names. */
    public static final String ENTRY = "s";

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int OPEN_MAX = 50;
    private static final int KEPT_MAX = 1_000;
    private static final int ID_BYTES = 12;
    private static final Duration GRACE = Duration.ofSeconds(1); // from the last moment of a token to the call
    private static final long AUDIO_MILLIS = 20_000; // from the answer to audio both ways

    private final AsteriskSettings settings;
    private final String host;
    private final LiveCalls calls;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AutoCloseable subscription;
    private final Map<String, Dispatch> jobs = new LinkedHashMap<>(); // guarded by this
    private volatile List<Dispatch> open = List.of(); // of these; written with this held
    private final ManagerLine manager;

    /** More agents are on their way than may be. */
    public static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("Expected at most " + OPEN_MAX + " agents on their way to calls; try again in some seconds");
        }
    }

    /** For a host whose FastAGI listens there: Asterisk is told that address, unless it is that of all networks. */
    public static Dispatcher open(
            AsteriskSettings settings, InetSocketAddress agi, CallEvents events, LiveCalls calls) {
        InetAddress address = agi.getAddress();
        String told = address.isAnyLocalAddress()
                ? "" // its dialplan knows which
                : new HostPort(address.getHostAddress(), agi.getPort()).toString();
        return new Dispatcher(settings, told, events, calls, Clock.systemUTC());
    }

    private Dispatcher(AsteriskSettings settings, String host, CallEvents events, LiveCalls calls, Clock clock) {
        this.settings = settings;
        this.host = host;
        this.calls = calls;
        this.clock = clock;
        this.manager = new ManagerLine(settings);
        this.subscription = events.subscribe(event -> take(event, open));
    }

    private static void take(CallEvent event, List<Dispatch> open) {
        open.forEach(dispatch -> dispatch.take(event));
    }

    /** Whether the settings name an account of an Asterisk. */
    public boolean isSetUp() {
        return !settings.user().isEmpty();
    }

    /** Begins with it, and tells the job by which it is followed. */
    public Job dispatch(Wish wish) throws Busy {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Dispatch dispatch = new Dispatch(HexFormat.of().formatHex(id), wish, clock);
        synchronized (this) {
            boolean web = wish.whom() == Wish.Whom.WEB;
            long alike = open.stream()
                    .filter(each -> (each.wish().whom() == Wish.Whom.WEB) == web)
                    .count();
            if (alike >= OPEN_MAX) { // those who wait for a browser keep no telephone from ringing
                throw new Busy();
            }
            jobs.put(dispatch.id(), dispatch);
            if (jobs.size() > KEPT_MAX) {
                String eldest = jobs.values().stream()
                        .filter(Dispatch::isSettled)
                        .findFirst()
                        .map(Dispatch::id)
                        .orElse("");
                jobs.remove(eldest);
            }
            List<Dispatch> more = new ArrayList<>(open);
            more.add(dispatch);
            open = List.copyOf(more);
        }
        Thread.ofVirtual().name("dispatch").start(() -> run(dispatch));
        return dispatch.job();
    }

    /** How that job goes, as long as it is remembered. */
    public synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id)).map(Dispatch::job);
    }

    /** Nothing comes of that job, if it is still on its way. */
    public void giveUp(String id, String reason) {
        open.stream().filter(each -> each.id().equals(id)).forEach(each -> each.failed(reason));
    }

    private void run(Dispatch dispatch) {
        try {
            reach(dispatch);
            if (!dispatch.awaitSettled(AUDIO_MILLIS)) {
                dispatch.failed(
                        dispatch.call().isEmpty()
                                ? "Asterisk has answered, and its dialplan has not asked this host: see that it reaches"
                                        + " PARLEY_HOST"
                                : "the call is here, and the far end has sent no audio within " + AUDIO_MILLIS / 1000
                                        + " s");
                calls.hangUp(dispatch.call(), "dispatch, without audio,");
            }
        } catch (AmiException refused) {
            manager.look();
            dispatch.failed(String.valueOf(refused.getMessage()));
        } catch (InterruptedException stopped) {
            dispatch.failed("the host stops");
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            log.error("an agent could not be put on a call", broken);
            dispatch.failed("something broke; the host's log says what");
        } finally {
            synchronized (this) {
                open = open.stream().filter(each -> each != dispatch).toList();
            }
            Job job = dispatch.job();
            log.info("dispatch {}: {} to {} {} {}", job.job(), job.script(), job.target(), job.state(), job.reason());
        }
    }

    private void reach(Dispatch dispatch) throws InterruptedException {
        Wish wish = dispatch.wish();
        if (wish.whom() == Wish.Whom.WEB) {
            if (!dispatch.awaitHere(wish.ring().plus(GRACE))) {
                dispatch.failed("nobody has called from the page within %d s"
                        .formatted(wish.ring().toSeconds()));
            }
            return;
        }
        dispatch.reached(State.DIALING);
        Ami ami = manager.get();
        checkInclude(ami);
        Map<String, String> variables = new HashMap<>();
        variables.put("PARLEY_SCRIPT", wish.script());
        variables.put("PARLEY_JOB", dispatch.id());
        if (!host.isEmpty()) {
            variables.put("PARLEY_HOST", host);
        }
        if (wish.whom() == Wish.Whom.CHANNEL) {
            if (!ami.isUp(wish.target())) {
                throw new AmiException(
                        "Asterisk has no channel " + wish.target(), "asterisk -rx 'core show channels' lists them");
            }
            variables.forEach((name, value) -> ami.setVariable(wish.target(), name, value));
            ami.redirect(wish.target(), settings.dispatch(), ENTRY);
            dispatch.reached(State.ANSWERED);
            return;
        }
        ami.checkExtension(settings.people(), wish.dialled());
        OutgoingCall call = new OutgoingCall(settings.dispatch(), ENTRY, "", wish.callerId(), "", variables);
        String channel = "Local/" + wish.dialled() + "@" + settings.people() + "/n";
        CallProgress progress = ami.ring(channel, call, wish.ring());
        try {
            progress.awaitAnswer();
        } catch (AmiException failure) {
            awaitUntold(dispatch, ami, failure);
        } finally {
            progress.forget(); // the host's own events tell the rest
        }
        dispatch.reached(State.ANSWERED);
    }

    /** The call was ordered and AMI has gone since: the telephone rings on, and the call may come all the same. */
    private void awaitUntold(Dispatch dispatch, Ami ami, AmiException failure) throws InterruptedException {
        if (ami.isConnected()) {
            throw failure; // which is what became of the call
        }
        manager.look();
        if (!dispatch.awaitHere(dispatch.wish().ring())) {
            throw new AmiException(failure.found() + ", and the call has not come", "see that Asterisk is well");
        }
    }

    private void checkInclude(Ami ami) {
        try {
            ami.checkExtension(settings.dispatch(), ENTRY);
        } catch (AmiException missing) {
            if (!ami.isConnected()) {
                throw missing; // it has not said that
            }
            throw new AmiException(
                    missing.found(), "copy dialplan/parley.conf of this version to it, or correct asterisk.dispatch");
        }
    }

    @Override
    public void close() {
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("Expected a subscription that can be ended", e);
        }
        open.forEach(dispatch -> dispatch.failed("the host stops"));
        manager.close();
    }
}
