package org.parley.call;

import java.time.Duration;
import java.util.List;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.ProviderException;
import org.parley.ai.StandardWords;
import org.parley.ai.ToolResult;
import org.parley.ai.Usage;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.audio.AudioLeg;
import org.parley.audio.Speaker;
import org.parley.script.Call.TalkEnd;
import org.parley.script.Call.TalkEnd.Reason;

/** A free talk of the caller with the call's voice agent, on the call's thread. */
final class FreeTalk {
    private static final String NO_TOOL = "There is no tool of that name.";

    private final AudioLine line;
    private final SignalQueue signals;
    private final Ear ear;
    private final Voices voices;
    private final Duration patience;
    private final CallTimeline timeline;
    private final Turns turns;
    private final Dialogue dialogue;
    private String intent = "";

    FreeTalk(
            AudioLine line,
            SignalQueue signals,
            Ear ear,
            Voices voices,
            Duration patience,
            CallTimeline timeline,
            Turns turns,
            Dialogue dialogue) {
        this.line = line;
        this.signals = signals;
        this.ear = ear;
        this.voices = voices;
        this.patience = patience;
        this.timeline = timeline;
        this.turns = turns;
        this.dialogue = dialogue;
    }

    /** Talks until the voice ends it or the time is over. */
    TalkEnd run(AgentSpec spec, List<String> names, Duration limit) throws InterruptedException {
        VoiceAgent agent = voices.agent(names);
        AudioLeg leg = line.leg();
        ear.hearWith(null); // the voice listens for itself
        long deadline = System.nanoTime() + limit.toNanos();
        try (VoiceSession session = agent.open(spec, this::heard)) {
            if (agent.capabilities().contains(Capability.TURN_TAKING)) {
                ear.mayHold(leg.speaker());
            } else {
                ear.mayInterrupt(leg.speaker());
            }
            session.start(leg.speaker());
            ear.talkWith(session);
            return until(deadline, session, leg.speaker(), StandardWords.of(spec.language()));
        } catch (ProviderException failure) {
            timeline.note("voice-failed", "reason", String.valueOf(failure.getMessage()));
            ear.talkWith(null);
            dialogue.say(StandardWords.of(spec.language()).apology(), false);
            return new TalkEnd(intent, Reason.FAILED);
        } finally {
            ear.talkWith(null);
            ear.mayInterrupt(null);
            leg.speaker().clear();
        }
    }

    private void heard(VoiceEvent event) {
        if (event instanceof VoiceEvent.CallerSaying(String words)) {
            ear.words(words);
        } else {
            signals.post(new Signal.Voice(event));
        }
    }

    private TalkEnd until(long deadline, VoiceSession session, Speaker speaker, StandardWords words)
            throws InterruptedException {
        Silence silence = new Silence(patience, words);
        while (true) {
            if (speaker.isSpeaking() || ear.isCallerSpeaking()) {
                silence.broken(System.nanoTime());
            }
            Signal signal = dialogue.take(Math.min(deadline, silence.nextLookNanos(System.nanoTime())));
            if (signal == null) {
                if (System.nanoTime() >= deadline) {
                    return new TalkEnd(intent, Reason.TIME);
                }
                switch (silence.look(System.nanoTime(), speaker.isSpeaking() || ear.isCallerSpeaking())) {
                    case Silence.Say(String prompt) -> {
                        timeline.note("silence", "prompt", prompt);
                        session.say(prompt);
                    }
                    case Silence.End _ -> {
                        timeline.note("silence", "prompt", "");
                        return new TalkEnd(intent, Reason.SILENCE);
                    }
                    case Silence.Wait _ -> {}
                }
                continue;
            }
            if (!(signal instanceof Signal.Voice(VoiceEvent event))) {
                continue;
            }
            switch (event) {
                case VoiceEvent.CallerSaying _ -> {} // the floor has heard of it
                case VoiceEvent.CallerSaid said -> {
                    silence.answered(System.nanoTime());
                    turns.callerSaid(said);
                }
                case VoiceEvent.AgentSaid said -> turns.agentSaid(said);
                case VoiceEvent.VoiceLeft(String voice, ProviderException cause) ->
                    timeline.note("voice-left", "voice", voice, "reason", String.valueOf(cause.getMessage()));
                case VoiceEvent.EmotionHeard(var scores) -> timeline.note("emotion", "scores", scores);
                case VoiceEvent.LanguageHeard(var language) ->
                    timeline.note("language", "tag", language.toLanguageTag());
                case VoiceEvent.Used(Usage used) ->
                    timeline.note(
                            "used",
                            "provider",
                            used.provider(),
                            "unit",
                            used.unit().name(),
                            "amount",
                            used.amount());
                case VoiceEvent.IntentSeen(String name, boolean _) -> {
                    intent = name;
                    timeline.note("intent", "name", name);
                }
                case VoiceEvent.ToolCalled(var call) -> {
                    // outside input: a model may call what nobody offered
                    timeline.note("tool-unknown", "name", call.name());
                    session.answer(call, ToolResult.failure(NO_TOOL));
                }
                case VoiceEvent.Ended _ -> {
                    return new TalkEnd(intent, intent.isEmpty() ? Reason.AGENT : Reason.INTENT);
                }
                case VoiceEvent.Failed(ProviderException cause) -> throw cause;
            }
        }
    }
}
