package org.parley.call;

import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.VoiceEvent;
import org.parley.ai.talk.FloorDecision;
import org.parley.ai.talk.Heard;
import org.parley.ai.talk.SpeechSound;
import org.parley.audio.LegEnd;

/** What needs a decision of the call's thread: everything that reaches it through its one bounded queue. */
sealed interface Signal {

    /** The caller pressed a key. */
    record Key(char key) implements Signal {}

    /** It was decided who has the floor while we spoke. */
    record Floor(FloorDecision decision) implements Signal {}

    /** The hearing noticed speech, its end, or its words. */
    record Hearing(Heard heard) implements Signal {}

    /** The caller has spoken, and sounded so. */
    record Sounded(SpeechSound sound) implements Signal {}

    /** The utterance of that number is over. */
    record Spoken(int utterance) implements Signal {}

    /** The far end's first audio has come. */
    record AudioFlows() implements Signal {}

    /** The synthesiser could not speak. */
    record Unspoken(String reason) implements Signal {}

    /** The voice of a free talk tells something. */
    record Voice(VoiceEvent event) implements Signal {}

    /** A tool of the script has an answer for the model. */
    record ToolAnswered(ToolCall call, ToolResult result) implements Signal {}

    /** The script's code tells the model of that talk something. */
    record Instructed(FreeTalk talk, String text) implements Signal {}

    /** The script's code ends that talk. */
    record Finished(FreeTalk talk, String intent) implements Signal {}

    /** The audio leg of that number is over. */
    record LegOver(int leg, LegEnd end) implements Signal {}

    /** Somebody whom the script has called for its caller has decided. */
    record Person() implements Signal {}

    /** A supervisor wants something. */
    record Ordered(Order order) implements Signal {}

    /** A supervisor hangs up, for that reason. */
    record HangUp(String detail) implements Signal {}

    /** The host stops: the call must end now. */
    record Stop() implements Signal {}
}
