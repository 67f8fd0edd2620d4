package org.parley.call;

import java.time.Duration;
import org.parley.ai.talk.AnsweringMachine;
import org.parley.ai.talk.AnsweringMachine.Who;
import org.parley.ai.talk.Heard;
import org.parley.call.CallAudio.Awaited;
import org.parley.script.Call.AnsweredBy;

/** Finds out who has answered: what the dialer found counts first, then what is heard. On the call's thread. */
final class WhoAnswered {
    private static final long LOOK_NANOS = 50_000_000L;

    private WhoAnswered() {}

    /** By {@code amd}, the channel's AMDSTATUS; when that is not sure by listening, and a person when that is not. */
    static AnsweredBy find(
            String amd, Duration limit, Dialogue dialogue, AudioLine line, Ear ear, CallTimeline timeline)
            throws InterruptedException {
        AnsweredBy found = amd.equals("MACHINE") || amd.equals("HUMAN")
                ? new AnsweredBy(amd.equals("MACHINE"), "AMDSTATUS is " + amd)
                : listen(limit, dialogue, line, ear);
        timeline.note("answered-by", "machine", found.machine(), "why", found.why());
        return found;
    }

    private static AnsweredBy listen(Duration limit, Dialogue dialogue, AudioLine line, Ear ear)
            throws InterruptedException {
        AnsweringMachine machine = new AnsweringMachine();
        ear.judgeWith(machine);
        try {
            line.leg();
            line.hearing();
            long deadline = System.nanoTime() + limit.toNanos();
            while (System.nanoTime() < deadline) {
                Who who = machine.who(System.nanoTime());
                if (who != Who.UNKNOWN) {
                    return new AnsweredBy(who == Who.MACHINE, machine.why());
                }
                if (dialogue.take(Math.min(deadline, System.nanoTime() + LOOK_NANOS), Awaited.ANSWER)
                        instanceof Signal.Hearing(Heard.Understood understood)) {
                    machine.words(understood.transcript().text());
                }
            }
            return new AnsweredBy(false, "not clear within " + limit.toMillis() + " ms");
        } finally {
            ear.judgeWith(null);
        }
    }
}
