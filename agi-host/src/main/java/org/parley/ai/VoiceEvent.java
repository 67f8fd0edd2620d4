package org.parley.ai;

import java.time.Duration;

/** What happens in a talk, as the call sees it. Times are {@link System#nanoTime()}. */
public sealed interface VoiceEvent {

    /** The caller's words; {@code endNanos} is the end of speech. */
    record CallerSaid(String text, double confidence, long endNanos) implements VoiceEvent {}

    /** The agent's words; {@code firstFrameNanos} is when its first frame left, {@code cut} tells a barge-in. */
    record AgentSaid(String text, long firstFrameNanos, Duration heard, boolean cut) implements VoiceEvent {}

    /** A model saw this intent; {@code ends} when the talk is to end after the answer was spoken. */
    record IntentSeen(String name, boolean ends) implements VoiceEvent {}

    /** The voice wants a tool run and waits for its answer. */
    record ToolCalled(ToolCall call) implements VoiceEvent {}

    /** The voice ended the talk. */
    record Ended(String reason) implements VoiceEvent {}

    /** The voice failed; nothing follows. */
    record Failed(ProviderException cause) implements VoiceEvent {}
}
