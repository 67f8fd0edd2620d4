package org.parley.trial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.parley.script.People;
import org.parley.script.Transfer;
import org.parley.script.Transfer.Reason;

/** The people of a trial: as many as the test says, who do what it says. */
final class TrialPeople implements People {
    private static final Duration RINGS = Duration.ofSeconds(6);

    private final RecordedCall call;
    private final Around around;
    private final Deque<Reason> left;

    TrialPeople(RecordedCall call, Around around) {
        this.call = call;
        this.around = around;
        this.left = new ArrayDeque<>(around.outcomes());
    }

    @Override
    public Transfer dial(Dial wanted) {
        call.verb("person: " + wanted.extension() + (wanted.brief().isEmpty() ? "" : ", told: " + wanted.brief()));
        Reason reason = left.isEmpty() ? Reason.ANSWERED : left.poll();
        call.waits(reason == Reason.NO_ANSWER ? wanted.limit() : shorter(RINGS, wanted.limit()));
        call.decided().path.add("person: " + reason.name().toLowerCase(Locale.ROOT));
        if (reason == Reason.ANSWERED) {
            call.decided().transfer(wanted.extension(), wanted.context());
        }
        return Transfer.of(reason);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public Transfer queue(Queue wanted) {
        String target = wanted.user().isEmpty() ? wanted.inGroup() : "agent " + wanted.user();
        call.verb("queue: " + target);
        if (free(wanted.inGroup()) == 0) {
            call.waits(wanted.limit());
            return Transfer.of(Reason.NO_AGENT);
        }
        call.decided().transfer(target, "");
        return Transfer.of(Reason.SENT);
    }

    @Override
    public int free(String inGroup) {
        return around.freeIn(inGroup);
    }

    @Override
    public Campaign campaign() {
        return around.campaign();
    }

    @Override
    public void doNotCall(String phone) {
        call.decided().doNotCall(phone.isEmpty() ? call.lead().phoneNumber() : phone);
    }

    @Override
    public String field(String name) {
        return around.fields().getOrDefault(name, "");
    }
}
