package org.parley.sim.lab;

import java.time.Duration;
import java.util.Optional;
import org.parley.ami.OutgoingCall;
import org.parley.ami.Watch;
import org.parley.ami.Watch.Step;
import org.parley.sim.ami.LegCaller;

/** A caller, what he hears, and the steps that the dialplan takes with him. */
record Route(LegCaller caller, Hearing hearing, Watch watch) implements AutoCloseable {
    private static final Duration STEP_MAX = Duration.ofSeconds(15);

    static Route of(AsteriskLab lab, OutgoingCall call) {
        Hearing hearing = new Hearing();
        Watch watch = lab.ami().watch();
        return new Route(lab.place(call, hearing), hearing, watch);
    }

    /** The first time that the dialplan ran this application for him in this context; an include runs in its host's. */
    Optional<Step> step(String application, String context) throws InterruptedException {
        return watch.await(
                STEP_MAX,
                step -> step.uniqueId().equals(caller.uniqueId())
                        && step.application().equals(application)
                        && step.context().equals(context));
    }

    /** The extension that the caller was transferred to, or "" when he was not. */
    String transfer() throws InterruptedException {
        return step("UserEvent", "parley-transfer").map(Step::extension).orElse("");
    }

    /** Whether he was sent to a person. */
    boolean reachesPerson() throws InterruptedException {
        return step("Playback", "parley-human").isPresent();
    }

    @Override
    public void close() {
        caller.close();
        watch.close();
    }
}
