package org.parley.call;

import java.time.Duration;
import org.parley.ai.AgentSpec;
import org.parley.ai.ProviderException;
import org.parley.ai.ToolResult;
import org.parley.ai.Usage;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.audio.AudioLeg;
import org.parley.script.Call.TalkEnd;
import org.parley.script.Call.TalkEnd.Reason;

/** A free talk of the caller with the call's voice agent, on the call's thread. */
final class FreeTalk {
    private static final String NO_TOOL = "There is no tool of that name.";

    private final AudioLine line;
    private final SignalQueue signals;
    private final Ear ear;
    private final Voices voices;
    private final CallTimeline timeline;
    private final Turns turns;
    private final Dialogue dialogue;
    private String intent = "";

    FreeTalk(
            AudioLine line,
            SignalQueue signals,
            Ear ear,
            Voices voices,
            CallTimeline timeline,
            Turns turns,
            Dialogue dialogue) {
        this.line = line;
        this.signals = signals;
        this.ear = ear;
        this.voices = voices;
        this.timeline = timeline;
        this.turns = turns;
        this.dialogue = dialogue;
    }

    /** Talks until the voice ends it or the time is over. */
    TalkEnd run(AgentSpec spec, Duration limit) throws InterruptedException {
        AudioLeg leg = line.leg();
        ear.hearWith(null); // the voice listens for itself
        long deadline = System.nanoTime() + limit.toNanos();
        try (VoiceSession session = voices.agent().open(spec, event -> signals.post(new Signal.Voice(event)))) {
            session.start(leg.speaker());
            ear.talkWith(session);
            return until(deadline, session);
        } catch (ProviderException failure) {
            timeline.note("voice-failed", "reason", String.valueOf(failure.getMessage()));
            return new TalkEnd(intent, Reason.FAILED);
        } finally {
            ear.talkWith(null);
            leg.speaker().clear();
        }
    }

    private TalkEnd until(long deadline, VoiceSession session) throws InterruptedException {
        while (true) {
            Signal signal = dialogue.take(deadline);
            if (signal == null) {
                return new TalkEnd(intent, Reason.TIME);
            }
            if (!(signal instanceof Signal.Voice(VoiceEvent event))) {
                continue;
            }
            switch (event) {
                case VoiceEvent.CallerSaid said -> turns.callerSaid(said);
                case VoiceEvent.AgentSaid said -> turns.agentSaid(said);
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
