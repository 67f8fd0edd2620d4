package org.parley.aloud;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.parley.Parley;
import org.parley.Rehearsal;
import org.parley.Settings;
import org.parley.ai.TextToSpeech;
import org.parley.call.Resources;
import org.parley.script.Data;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.CallerScript;
import org.parley.sim.CallerStep;
import org.parley.sim.CallerVoice;
import org.parley.sim.OutgoingCall;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.trial.TestStage;
import org.parley.trial.Timeline;
import org.parley.trial.Timeline.Act;
import org.parley.trial.Trial;
import org.parley.trial.TrialCaller.Move;
import org.parley.trial.TrialOutcome;

/** A whole host on free ports of loopback that plays tests one after the other, in real time. One thread. */
public final class AloudStage implements TestStage, AutoCloseable {
    /** No test lasts longer. */
    private static final Duration CALL_MAX = Duration.ofMinutes(4);
    /** The record's last events come a moment after the line's end. */
    private static final Duration SETTLE_MAX = Duration.ofSeconds(20);

    private final OneLead lead = new OneLead();
    private final ShiftedClock clock = new ShiftedClock(Clock.system(ZoneId.systemDefault()));
    private final NextData data;
    private final TextToSpeech voice;
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final Parley host;
    private volatile Map<String, String> remembered = Map.of();

    private AloudStage(Settings settings, Path home, Data first, TextToSpeech voice) throws IOException {
        this.data = new NextData(first);
        this.voice = voice;
        this.host = Parley.rehearse(settings, home, new Rehearsal(lead, clock, new Resources(data, _ -> remembered)));
    }

    /** The settings under which a host plays the scripts of that folder, and keeps what it writes in that home. */
    public static List<Flag> settings(Path folder, Path home) {
        return List.of(
                flag("agi.listen", "127.0.0.1:0"),
                flag("audio.listen", "127.0.0.1:0"),
                flag("audio.advertise", ""),
                flag("database.url", "none"),
                flag("database.journal-folder", home.resolve("journal").toString()),
                flag("calls.recordings", home.resolve("recordings").toString()),
                flag("calls.drain", "0s"),
                flag("talk.voices", "local"),
                flag("cascade.questions", "false"),
                flag("scripts.folder", folder.toAbsolutePath().toString()));
    }

    private static Flag flag(String key, String value) {
        return new Flag("--aloud", key, value);
    }

    /**
     * Starts the host; takes some seconds.
     *
     * @param settings with those of {@link #settings}
     * @param first what scripts may read before the first test
     * @param voice the callers', which stays its owner's
     */
    public static AloudStage open(Settings settings, Path home, Data first, TextToSpeech voice) throws IOException {
        return new AloudStage(settings, home, first, voice);
    }

    @Override
    public TrialOutcome play(Path script, Trial.Setting setting, Timeline caller) {
        ZoneOffset his = setting.lead().clock();
        lead.next(setting.lead());
        data.next(setting.data());
        remembered = setting.remembered();
        AloudRecord call = new AloudRecord(setting.remembered());
        try {
            AloudCaller speaks = new AloudCaller(caller, CallerVoice.rehearse(spoken(caller), voice));
            clock.set(setting.start().toInstant(his == null ? ZoneOffset.UTC : his));
            try (AutoCloseable _ = host.events().subscribe(call);
                    AutoCloseable _ = host.events().subscribe(speaks)) {
                return played(asterisk.place(request(script, setting), speaks), call);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return call.outcome(lead.result(), Map.of(), "it was stopped");
        } catch (RuntimeException broken) {
            throw broken;
        } catch (Exception never) {
            throw new IllegalStateException("Expected an end of the subscription", never);
        }
    }

    private CallRequest request(Path script, Trial.Setting setting) {
        OutgoingCall call = OutgoingCall.to("parley", setting.extension())
                .callerId("", setting.lead().phoneNumber())
                .accountCode("TEST");
        for (Map.Entry<String, String> variable : setting.variables().entrySet()) {
            call = call.variable(variable.getKey(), variable.getValue());
        }
        String name = String.valueOf(script.getFileName()).replaceFirst("\\.groovy$", "");
        return CallRequest.to(host.agiAddress(), call).script(name);
    }

    private TrialOutcome played(SimulatedChannel channel, AloudRecord call) throws InterruptedException {
        try {
            CallEnd end = channel.await(CALL_MAX);
            boolean whole = call.awaitEnd(SETTLE_MAX);
            String late = whole ? "" : "the host served no call: " + end.agiStatus() + end.variables();
            return call.outcome(lead.result(), end.variables(), late);
        } catch (TimeoutException late) {
            channel.hangUp();
            boolean _ = call.awaitEnd(SETTLE_MAX);
            return call.outcome(
                    lead.result(), Map.of(), "the call still went on after %d s".formatted(CALL_MAX.toSeconds()));
        }
    }

    /** All that he will say, for his voice. */
    private static CallerScript spoken(Timeline caller) {
        List<CallerStep> steps = new ArrayList<>();
        for (Timeline.Step step : caller.steps()) {
            if (step.act() instanceof Act.Does(Move.Says(String words))) {
                steps.add(new CallerStep.Says(words));
            }
        }
        steps.add(new CallerStep.HangsUp());
        return new CallerScript(steps);
    }

    @Override
    public void close() {
        asterisk.close();
        host.close();
    }
}
