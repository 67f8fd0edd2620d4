package org.parley.aloud;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.parley.Parley;
import org.parley.Rehearsal;
import org.parley.Settings;
import org.parley.ai.LanguageModel;
import org.parley.ai.TextToSpeech;
import org.parley.aloud.StagedSpeech.Cast;
import org.parley.ami.OutgoingCall;
import org.parley.call.Resources;
import org.parley.script.Data;
import org.parley.script.Transfer;
import org.parley.settings.Sources.Flag;
import org.parley.sim.CallEnd;
import org.parley.sim.CallRequest;
import org.parley.sim.PoorLine;
import org.parley.sim.SimulatedAsterisk;
import org.parley.sim.SimulatedChannel;
import org.parley.trial.LineWords;
import org.parley.trial.TestStage;
import org.parley.trial.Timeline;
import org.parley.trial.Trial;
import org.parley.trial.TrialOutcome;

/** A whole host on free ports of loopback that plays tests one after the other, in real time. One thread. */
public final class AloudStage implements TestStage, AutoCloseable {
    /** No test lasts longer. */
    private static final Duration CALL_MAX = Duration.ofMinutes(6);
    /** The record's last events come a moment after the line's end. */
    private static final Duration SETTLE_MAX = Duration.ofSeconds(20);

    private final OneLead lead = new OneLead();
    private final ShiftedClock clock = new ShiftedClock(Clock.system(ZoneId.systemDefault()));
    private final StagedSpeech speech = new StagedSpeech();
    private final NextData data;
    private final TextToSpeech voice;
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk();
    private final Parley host;
    private volatile Map<String, String> remembered = Map.of();

    private AloudStage(Settings settings, Path home, Data first, TextToSpeech voice) throws IOException {
        this.data = new NextData(first);
        this.voice = voice;
        Resources resources = new Resources(data, _ -> remembered);
        this.host = Parley.rehearse(settings, home, new Rehearsal(lead, clock, resources, speech));
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
                flag("talk.rest", "1s"),
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
    public TrialOutcome play(Play test) {
        Trial.Setting setting = test.setting();
        AloudRecord call = record(setting);
        try {
            List<String> says = spoken(test.caller());
            SpokenWords words = SpokenWords.of(says, voice);
            AloudCaller speaks = new AloudCaller(test.caller(), words, call);
            speech.next(new Cast(says, speaks.agent()), test.model());
            LineWords wire = test.line();
            PoorLine line = PoorLine.of(wire.signalToNoiseDb(), words.loudness(), wire.lossPercent(), wire.muLaw());
            return called(test.script(), setting, call, speaks, line);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return call.outcome(lead.result(), Map.of(), "it was stopped");
        }
    }

    /**
     * A call of somebody who decides while it goes on what he says.
     *
     * @param model who answers in free talks
     * @return what came of it, and the name of its recording
     */
    public Talked talk(Path script, Trial.Setting setting, Typed typed, LanguageModel model) {
        AloudRecord call = record(setting);
        try {
            SpokenWords words = SpokenWords.of(List.of(), voice);
            AloudCaller speaks = new AloudCaller(typed, words, call);
            speech.next(new Cast(List.of(), speaks.agent()), model);
            typed.begin(words::learn);
            TrialOutcome outcome = called(script, setting, call, speaks.shown(typed::understood), PoorLine.none());
            return new Talked(outcome, call.recording());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Talked(call.outcome(lead.result(), Map.of(), "it was stopped"), call.recording());
        }
    }

    /** What came of a talk, and the name of its recording, or "". */
    public record Talked(TrialOutcome outcome, String recording) {}

    private static AloudRecord record(Trial.Setting setting) {
        return new AloudRecord(setting.remembered(), setting.lead().phoneNumber());
    }

    private TrialOutcome called(Path script, Trial.Setting setting, AloudRecord call, AloudCaller speaks, PoorLine line)
            throws InterruptedException {
        call.cutBy(speaks.agent()::heard);
        begins(setting);
        try (AutoCloseable _ = host.events().subscribe(call);
                AutoCloseable _ = host.events().subscribe(speaks)) {
            return played(asterisk.place(request(script, setting), speaks, line), call);
        } catch (InterruptedException | RuntimeException known) {
            throw known;
        } catch (Exception never) {
            throw new IllegalStateException("Expected an end of the subscription", never);
        }
    }

    private void begins(Trial.Setting setting) {
        ZoneOffset his = setting.lead().clock();
        lead.next(setting.lead(), setting.around());
        data.next(setting.data());
        remembered = setting.remembered();
        clock.set(setting.start().toInstant(his == null ? ZoneOffset.UTC : his));
    }

    private CallRequest request(Path script, Trial.Setting setting) {
        OutgoingCall call = OutgoingCall.to("parley", setting.extension())
                .callerId("", setting.lead().phoneNumber())
                .accountCode("TEST")
                .variable("PARLEY_ROUTE", "parley")
                .variable("SIM_PEOPLE", people(setting.around().outcomes()));
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

    /** What they do in the words of the simulated Asterisk. */
    private static String people(List<Transfer.Reason> outcomes) {
        return outcomes.stream()
                .map(outcome -> switch (outcome) {
                    case BUSY -> "busy";
                    case DECLINED -> "declines";
                    case NO_ANSWER -> "silent";
                    case UNKNOWN -> "unknown";
                    default -> "answers";
                })
                .collect(Collectors.joining(","));
    }

    /** All that he will say. */
    private static List<String> spoken(Timeline caller) {
        return caller.steps().stream()
                .map(Timeline.Step::spoken)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        asterisk.close();
        host.close();
    }
}
