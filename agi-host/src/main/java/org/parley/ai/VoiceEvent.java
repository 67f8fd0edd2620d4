package org.parley.ai;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What happens in a talk, as the call sees it. Times are {@link System#nanoTime()}, or 0 where they are not known. */
public sealed interface VoiceEvent {

    /** What was understood so far of what the caller is saying. */
    record CallerSaying(String text) implements VoiceEvent {}

    /** The caller's words, and how sure the recogniser was, from 0 to 1. */
    record CallerSaid(String text, double confidence, SpeechTimes times) implements VoiceEvent {

        /** When his speech began and ended, its end was decided, and its words were final. */
        public record SpeechTimes(long startNanos, long endNanos, long decidedNanos, long finalNanos) {}
    }

    /**
     * The agent's words, told when they were played to their end or cut; {@code heardText} is as much of them as the
     * caller has heard, {@code heard} its length, and {@code cut} tells an interruption.
     */
    record AgentSaid(String text, String heardText, ReplyTimes times, Duration heard, boolean cut)
            implements VoiceEvent {

        /** When its first words and its first audio came from the provider, and its first frame left to the caller. */
        public record ReplyTimes(long firstTokenNanos, long firstAudioNanos, long firstFrameNanos) {}
    }

    /** What the agent is saying so far in this turn, told before it was heard. */
    record AgentSaying(String text) implements VoiceEvent {}

    /** A sentence with this phrase, which must never be said, was held back. */
    record HeldBack(String phrase) implements VoiceEvent {}

    /** A model saw this intent; {@code ends} when the talk is to end after the answer was spoken. */
    record IntentSeen(String name, boolean ends) implements VoiceEvent {}

    /** The voice wants a tool run and waits for {@link VoiceSession#answer}. */
    record ToolCalled(ToolCall call) implements VoiceEvent {}

    /** How the caller sounds: scores from 0 to 1 by the provider's own names. */
    record EmotionHeard(Map<String, Double> scores) implements VoiceEvent {
        public EmotionHeard {
            scores = Map.copyOf(scores);
        }
    }

    /** The language that the caller speaks, where the provider detects it. */
    record LanguageHeard(Locale language) implements VoiceEvent {}

    /** What the talk has used since the last such event. */
    record Used(Usage usage) implements VoiceEvent {}

    /** A voice of several failed and was left; the talk goes on with the next, or a failure follows. */
    record VoiceLeft(String voice, ProviderException cause) implements VoiceEvent {}

    /** What the voice speaks with could not, and its next synthesiser says the sentence; the voice goes on. */
    record SpeechLeft(String synthesiser, ProviderException cause) implements VoiceEvent {}

    /** The voice ended the talk; what it has said last is still to be heard out. */
    record Ended(String reason) implements VoiceEvent {}

    /** The voice failed; nothing follows. */
    record Failed(ProviderException cause) implements VoiceEvent {}
}
