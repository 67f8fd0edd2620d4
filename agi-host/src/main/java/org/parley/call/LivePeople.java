package org.parley.call;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallKeys;
import org.parley.dialer.DialerException;
import org.parley.dialer.Lead;
import org.parley.dialer.Staff;
import org.parley.dialer.Staff.InGroup;
import org.parley.script.People;
import org.parley.script.Transfer;
import org.parley.script.Transfer.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The people whom one call may reach: by the dialplan, or by the dialer. */
final class LivePeople implements People {
    private static final Logger log = LoggerFactory.getLogger(LivePeople.class);
    /** The dialer's tables may take so long; the caller waits meanwhile. */
    private static final Duration ASKED = Duration.ofSeconds(2);

    private static final long LOOK_MILLIS = 1000;
    private static final int TARGET_MAX = 79; // Asterisk's

    private final LiveCall call;
    private final PersonCall persons;
    private final AudioLine line;
    private final Dialogue dialogue;
    private final SignalQueue signals;
    private final Sounds sounds;
    private final CallTimeline timeline;
    private final Decisions decisions;
    private final Dealings dealings;

    LivePeople(
            LiveCall call,
            PersonCall persons,
            AudioLine line,
            Dialogue dialogue,
            SignalQueue signals,
            Sounds sounds,
            CallTimeline timeline,
            Decisions decisions,
            Dealings dealings) {
        this.call = call;
        this.persons = persons;
        this.line = line;
        this.dialogue = dialogue;
        this.signals = signals;
        this.sounds = sounds;
        this.timeline = timeline;
        this.decisions = decisions;
        this.dealings = dealings;
    }

    @Override
    public Transfer dial(Dial wanted) {
        return call.aloud(
                () -> persons.dial(wanted, new Person.Brief(wanted.brief(), call.language()), shown(call.lead())));
    }

    /** What somebody's telephone shows of the caller. */
    private static String shown(Lead lead) {
        String name = (lead.firstName() + " " + lead.lastName()).replaceAll("[^\\p{L}\\p{N} .'-]", " ");
        return name.isBlank() ? lead.phoneNumber().replaceAll("[^0-9+]", "") : name.strip();
    }

    @Override
    public Transfer queue(Queue wanted) {
        return call.aloud(() -> {
            long began = System.nanoTime();
            Reason reason = queued(wanted);
            timeline.note(
                    "queue",
                    "group",
                    wanted.inGroup(),
                    "agent",
                    wanted.user(),
                    "reason",
                    reason.name(),
                    "tookMs",
                    (System.nanoTime() - began) / 1_000_000);
            return Transfer.of(reason);
        });
    }

    private Reason queued(Queue wanted) throws InterruptedException {
        if (!call.dialplan().isThere()) {
            return Reason.REFUSED;
        }
        Staff staff = dealings.staff();
        Optional<CallKeys> keys = dealings.known(ASKED);
        if (staff == null || keys.isEmpty() || keys.get().leadId() == 0) {
            log.warn("the caller cannot be sent to people of the dialer: it does not know the call, or has no lead");
            return Reason.REFUSED;
        }
        String id = wanted.user().isEmpty()
                ? wanted.inGroup()
                : asked(staff, tables -> tables.directGroup(wanted.user()), null);
        if (id == null) {
            return Reason.FAILED;
        }
        Reason reason = free(staff, id, wanted);
        if (reason != Reason.SENT) {
            return reason;
        }
        String target = "990009*%s**%d**%s*%s*"
                .formatted(
                        id,
                        keys.get().leadId(),
                        keys.get().phoneNumber().replaceAll("[^0-9]", ""),
                        keys.get().lineUser());
        String whole = wanted.user().isEmpty() ? target : target + wanted.user() + "*";
        if (whole.length() > TARGET_MAX) {
            log.warn("the caller cannot be sent to {}: Asterisk takes {} characters of a target", id, TARGET_MAX);
            return Reason.REFUSED;
        }
        decisions.transfer(whole, "");
        return Reason.SENT;
    }

    /** SENT when the caller may go there now, or after a wait with music. */
    private Reason free(Staff staff, String id, Queue wanted) throws InterruptedException {
        Supplier<Reason> look = () -> {
            Optional<InGroup> now = asked(staff, tables -> tables.inGroup(id, wanted.user()), null);
            return now == null
                    ? Reason.FAILED
                    : now.map(group -> seen(group, wanted)).orElse(Reason.UNKNOWN);
        };
        Reason first = look.get();
        if (first != Reason.BUSY) {
            return first;
        }
        CompletableFuture<Reason> changed = new CompletableFuture<>();
        Thread watch = Thread.ofVirtual().name("people").start(() -> watch(look, changed));
        long deadline = System.nanoTime() + wanted.limit().toNanos();
        try {
            while (!changed.isDone() && System.nanoTime() < deadline) {
                OnHold.play(sounds, line, dialogue, timeline, Duration.ofNanos(deadline - System.nanoTime()));
            }
        } finally {
            watch.interrupt();
        }
        return changed.getNow(Reason.NO_AGENT);
    }

    private void watch(Supplier<Reason> look, CompletableFuture<Reason> changed) {
        try {
            Reason now = Reason.BUSY;
            while (now == Reason.BUSY) {
                Thread.sleep(LOOK_MILLIS);
                now = look.get();
            }
            changed.complete(now);
            signals.post(new Signal.Person());
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reason seen(InGroup group, Queue wanted) {
        if (!group.open()) {
            return Reason.CLOSED;
        }
        if (group.present() == 0) {
            return Reason.NO_AGENT;
        }
        return group.free() > 0 || wanted.limit().isZero() ? Reason.SENT : Reason.BUSY;
    }

    @Override
    public int free(String inGroup) {
        Integer free = asked(
                dealings.staff(),
                tables -> tables.inGroup(inGroup, "").map(InGroup::free).orElse(0),
                0);
        return free == null ? 0 : free;
    }

    @Override
    public Campaign campaign() {
        Campaign known = asked(
                dealings.staff(),
                tables -> loginCampaign()
                        .flatMap(tables::campaign)
                        .map(found -> new Campaign(found.id(), found.name(), found.statuses()))
                        .orElse(Campaign.NONE),
                Campaign.NONE);
        return known == null ? Campaign.NONE : known;
    }

    private Optional<String> loginCampaign() {
        try {
            return dealings.known(ASKED).map(CallKeys::loginCampaign);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void doNotCall(String phone) {
        decisions.doNotCall(phone);
    }

    @Override
    public String field(String name) {
        Lead lead = call.lead();
        String text = asked(dealings.staff(), tables -> tables.field(lead, name), "");
        return text == null ? "" : text;
    }

    /** What the tables say, in time; otherwise the stand-in. */
    private <T> @Nullable T asked(@Nullable Staff staff, Function<Staff, @Nullable T> question, @Nullable T otherwise) {
        if (staff == null) {
            return otherwise;
        }
        FutureTask<@Nullable T> task = new FutureTask<>(() -> question.apply(staff));
        Thread.ofVirtual().name("dialer").start(task);
        try {
            return task.get(ASKED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            Throwable cause = failure.getCause();
            String why = cause instanceof DialerException told ? String.valueOf(told.getMessage()) : failure.toString();
            timeline.note("dialer-failed", "step", "people", "reason", why);
            return otherwise;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
