package org.parley.call;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceEvent.AgentSaid.ReplyTimes;
import org.parley.ai.VoiceEvent.CallerSaid.SpeechTimes;
import org.parley.ai.talk.Heard;
import org.parley.audio.Utterance;
import org.parley.store.TurnRow;
import org.parley.store.TurnRow.Side;

/** Keeps the transcript of a call and the times that a caller feels. Used by the call's thread only. */
final class Turns {
    /** Longer numbers may be those of cards or accounts and are not stored. */
    private static final int KEYS_SHOWN_MAX = 8;

    private static final SpeechTimes NO_TIMES = new SpeechTimes(0, 0, 0, 0);

    private final CallTimeline timeline;
    private long callerEndedNanos; // end of the caller's last words; 0 when we have spoken since
    private SpeechTimes callerTimes = NO_TIMES; // of those words
    private long firstFrameNanos; // of the whole call; 0 until we spoke

    Turns(CallTimeline timeline) {
        this.timeline = timeline;
    }

    /** What we said, once it is over. */
    void agentSaid(String text, long beganNanos, Utterance utterance) {
        agentSaid(
                text,
                beganNanos,
                new ReplyTimes(0, 0, utterance.firstFrameNanos()),
                utterance.heard(),
                utterance.state() == Utterance.State.CUT);
    }

    /** What the voice of a free talk said. */
    void agentSaid(VoiceEvent.AgentSaid said) {
        agentSaid(said.text(), System.nanoTime(), said.times(), said.heard(), said.cut());
    }

    /** What the voice of a free talk heard; times that it does not know are now. */
    void callerSaid(VoiceEvent.CallerSaid said) {
        long now = System.nanoTime();
        long ended = said.times().endNanos() == 0 ? now : said.times().endNanos();
        long started = said.times().startNanos() == 0 ? ended : said.times().startNanos();
        callerSaid(said.text(), said.confidence(), started, ended, (now - ended) / 1_000_000);
        if (callerEndedNanos == ended) {
            callerTimes = said.times();
        }
    }

    private void agentSaid(String words, long beganNanos, ReplyTimes times, Duration heard, boolean interrupted) {
        String text = timeline.privacy().turn(words);
        long firstFrame = times.firstFrameNanos();
        long latencyMs = -1;
        if (firstFrame != 0) {
            if (firstFrameNanos == 0) {
                firstFrameNanos = firstFrame;
            }
            if (callerEndedNanos != 0) {
                latencyMs = (firstFrame - callerEndedNanos) / 1_000_000;
                noteLatency(times);
                callerEndedNanos = 0;
            }
        }
        long startedMs = timeline.msAt(firstFrame == 0 ? beganNanos : firstFrame);
        long endedMs = timeline.msSinceStart();
        timeline.log()
                .turn(new TurnRow(
                        Side.AGENT, text, startedMs, endedMs, latencyMs < 0 ? null : latencyMs, null, interrupted));
        timeline.note(
                "agent-said",
                "text",
                text,
                "latencyMs",
                latencyMs,
                "heardMs",
                heard.toMillis(),
                "interrupted",
                interrupted);
    }

    /** Where the time from the end of the caller's speech to our first frame went; what is unknown is not told. */
    private void noteLatency(ReplyTimes reply) {
        Map<String, Object> data = new LinkedHashMap<>();
        since("decidedMs", callerTimes.decidedNanos(), data);
        since("wordsMs", callerTimes.finalNanos(), data);
        since("firstTokenMs", reply.firstTokenNanos(), data);
        since("firstAudioMs", reply.firstAudioNanos(), data);
        since("firstFrameMs", reply.firstFrameNanos(), data);
        timeline.note("latency", data);
    }

    private void since(String name, long nanos, Map<String, Object> data) {
        if (nanos != 0) {
            data.put(name, (nanos - callerEndedNanos) / 1_000_000);
        }
    }

    /** What the caller said. */
    void callerSaid(Heard.Understood heard, long startNanos) {
        callerSaid(
                heard.transcript().text(),
                heard.transcript().confidence(),
                startNanos,
                heard.endOfSpeechNanos(),
                (heard.finalNanos() - heard.endOfSpeechNanos()) / 1_000_000);
        callerTimes = new SpeechTimes(startNanos, heard.endOfSpeechNanos(), heard.decidedNanos(), heard.finalNanos());
    }

    private void callerSaid(String words, double confidence, long startNanos, long endNanos, long recognisedMs) {
        String text = timeline.privacy().turn(words);
        if (!text.isBlank() || callerEndedNanos == 0) { // a noise is not what is answered
            callerEndedNanos = endNanos;
            callerTimes = NO_TIMES;
        }
        long startedMs = timeline.msAt(startNanos);
        long endedMs = timeline.msAt(endNanos);
        timeline.log().turn(new TurnRow(Side.CALLER, text, startedMs, endedMs, null, confidence, false));
        timeline.note("caller-said", "text", text, "confidence", confidence, "recognisedMs", recognisedMs);
    }

    /** What the caller keyed; the keys themselves are not told to onlookers. */
    void callerKeyed(String keys) {
        callerEndedNanos = System.nanoTime();
        callerTimes = NO_TIMES;
        long nowMs = timeline.msSinceStart();
        boolean hidden = keys.length() > KEYS_SHOWN_MAX || timeline.privacy().hidesKeys();
        String shown = hidden ? "*".repeat(keys.length()) : keys;
        timeline.log().turn(new TurnRow(Side.CALLER, "[keys] " + shown, nowMs, nowMs, null, null, false));
        timeline.note("caller-keyed", "count", keys.length());
    }

    /** When our first frame of the call left ({@link System#nanoTime()}), or 0. */
    long firstFrameNanos() {
        return firstFrameNanos;
    }
}
