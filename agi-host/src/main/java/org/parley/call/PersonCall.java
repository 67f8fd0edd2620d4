package org.parley.call;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiRequest;
import org.parley.agi.CallerGone;
import org.parley.script.People;
import org.parley.script.Transfer;
import org.parley.script.Transfer.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls somebody by the dialplan while the caller waits. Who picks up gets a channel of his own in the dialplan and the
 * caller stays with his script, so that nothing is lost when he declines; once both want it the caller is sent to him
 * like to any other target. The call's thread only.
 */
final class PersonCall implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PersonCall.class);
    /** What Parley's includes say of themselves: their contexts begin with it. */
    private static final String ROUTE = "PARLEY_ROUTE";

    private static final Pattern ROUTES = Pattern.compile("parley[a-z-]{0,20}");
    private static final Duration PICKED_UP = Duration.ofSeconds(3);
    private static final Duration DECIDES = Duration.ofSeconds(150);
    /** Where the include has both together. */
    private static final String TOGETHER = "s";

    private final AgiRequest request;
    private final AgiChannel channel;
    private final AudioLine line;
    private final Dialogue dialogue;
    private final SignalQueue signals;
    private final Sounds sounds;
    private final CallTimeline timeline;
    private final Decisions decisions;
    private final Persons persons;
    private @Nullable Person person; // who has taken the call, or is being asked
    private String place = ""; // the context in which he waits

    PersonCall(
            AgiRequest request,
            AgiChannel channel,
            AudioLine line,
            Dialogue dialogue,
            SignalQueue signals,
            Sounds sounds,
            CallTimeline timeline,
            Decisions decisions,
            Persons persons) {
        this.request = request;
        this.channel = channel;
        this.line = line;
        this.dialogue = dialogue;
        this.signals = signals;
        this.sounds = sounds;
        this.timeline = timeline;
        this.decisions = decisions;
        this.persons = persons;
    }

    /** Calls him; {@code shown} is the name that his telephone shows. */
    Transfer dial(People.Dial wanted, Person.Brief brief, String shown) throws InterruptedException {
        close();
        long began = System.nanoTime();
        Reason reason = called(wanted, brief, shown);
        if (reason != Reason.ANSWERED) {
            close();
        }
        timeline.note(
                "person",
                "extension",
                wanted.extension(),
                "reason",
                reason.name(),
                "warm",
                !brief.text().isEmpty(),
                "tookMs",
                (System.nanoTime() - began) / 1_000_000);
        return Transfer.of(reason);
    }

    private Reason called(People.Dial wanted, Person.Brief brief, String shown) throws InterruptedException {
        line.answer();
        if (!channel.hasDialplan()) {
            return Reason.REFUSED;
        }
        line.closeLeg();
        String route = channel.variable(ROUTE);
        if (!ROUTES.matcher(route).matches() || request.host().isEmpty()) {
            log.warn(
                    "nobody can be called for this caller: the dialplan's include is of an older Parley;"
                            + " ./parley dialplan prints one that tells {}",
                    ROUTE);
            return Reason.REFUSED;
        }
        String context = wanted.context().isEmpty() ? context(route) : wanted.context();
        if (channel.variable("DIALPLAN_EXISTS(%s,%s,1)".formatted(context, wanted.extension()))
                .equals("0")) {
            return Reason.UNKNOWN;
        }
        place = route + "-person";
        Person called = persons.expect(signals, brief);
        person = called;
        Reason reason = rung(wanted, context, called, shown);
        if (reason != Reason.ANSWERED) {
            return reason;
        }
        channel.continueAt(request.context(), request.extension(), request.priority() + 1);
        channel.setVariable("PARLEY_PEER", channel.variable("DIALEDPEERNAME"));
        if (!brief.text().isEmpty() && !takes(called)) {
            return Reason.DECLINED;
        }
        decisions.transfer(TOGETHER, place);
        return Reason.ANSWERED;
    }

    /** Which the admin has opened for scripts. */
    private String context(String route) {
        String named = channel.variable("PARLEY_CONTEXT");
        return named.isEmpty() ? route + "-transfer" : named;
    }

    private Reason rung(People.Dial wanted, String context, Person called, String shown) {
        channel.setVariable(
                "__PARLEY_PERSON", "agi://%s/%s?id=%s".formatted(request.host(), Persons.SCRIPT, called.id()));
        String name = channel.variable("CALLERID(name)"); // the dialer's code, which is not for people
        channel.setVariable("CALLERID(name)", shown);
        try {
            int _ = channel.exec(
                    "Dial",
                    "Local/%s@%s/n".formatted(wanted.extension(), context),
                    String.valueOf(Math.max(1, wanted.limit().toSeconds())),
                    "rG(%s^%s^1)".formatted(place, TOGETHER));
        } finally {
            boolean _ = channel.trySetVariable("CALLERID(name)", name);
        }
        if (!channel.isUp()) {
            throw new CallerGone("The caller hung up while somebody was called for him");
        }
        String status = channel.variable("DIALSTATUS");
        return switch (status) {
            case "ANSWER" -> Reason.ANSWERED;
            case "BUSY" -> Reason.BUSY;
            case "NOANSWER", "CANCEL" -> Reason.NO_ANSWER;
            default -> {
                log.warn("{} could not be called: DIALSTATUS is '{}'", wanted.extension(), status);
                yield Reason.FAILED;
            }
        };
    }

    /** He is told what it is about, and the caller hears music meanwhile. */
    private boolean takes(Person called) throws InterruptedException {
        if (!called.isServed(PICKED_UP)) {
            log.warn("somebody has picked up and is not told what it is about: no permit free (agi.calls-max)?");
            return true;
        }
        long deadline = System.nanoTime() + DECIDES.toNanos();
        while (!called.hasDecided() && System.nanoTime() < deadline) {
            OnHold.play(sounds, line, dialogue, timeline, Duration.ofNanos(deadline - System.nanoTime()));
        }
        return called.hasTaken();
    }

    /** The caller goes to that place when the session ends: he may be the one who waits there. */
    void sent(String target, String context) {
        if (person != null && target.equals(TOGETHER) && context.equals(place)) {
            person.joined();
        }
    }

    /** Who waits for the caller need not wait any more, unless the caller was sent to him. */
    @Override
    public void close() {
        if (person != null) {
            person.close();
            person = null;
        }
    }
}
