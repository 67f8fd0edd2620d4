package org.parley.script;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.ai.AgentSpec;
import org.parley.ai.VoiceChoice;

/**
 * A free talk as a script wants it.
 *
 * @param spec who the agent is; without tools, which follow
 * @param voices who talks, in that order; empty for the host's own choice
 * @param backups who talks when none of these can
 * @param limit the longest that it may last
 * @param tools the script's own
 * @param allowed those of Parley
 * @param onMood told after each turn of the caller, beside the talk; null for nothing
 * @param steering what the script's code tells the talk
 */
public record TalkPlan(
        AgentSpec spec,
        List<VoiceChoice> voices,
        List<VoiceChoice> backups,
        Duration limit,
        List<Tool> tools,
        Allowed allowed,
        @Nullable Consumer<Mood> onMood,
        Steering steering) {
    public TalkPlan {
        voices = List.copyOf(voices);
        backups = List.copyOf(backups);
        tools = List.copyOf(tools);
    }
}
