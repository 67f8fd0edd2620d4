package org.parley.ai.elevenlabs;

import java.time.Duration;
import java.util.List;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of ElevenLabs. */
public record ElevenLabsSettings(
        @Setting(
                doc = "Where it is reached: another one for a region, such as"
                        + " https://api.eu.residency.elevenlabs.io.",
                byDefault = "https://api.elevenlabs.io")
        String url,

        @Setting(
                doc = "The account's key, as ${env:NAME} or ${file:PATH}; empty: only agents that are public can be"
                        + " used.",
                byDefault = "")
        Secret key,

        @Setting(doc = "How long a talk or an answer may take to begin.", byDefault = "5s", min = "500ms", max = "30s")
        Duration begin,

        @Setting(doc = "How long speech may pause while it is made.", byDefault = "10s", min = "500ms", max = "60s")
        Duration idle,

        AgentSettings agent,
        SpeechSettings speech) {

    /** Settings of its agents. */
    public record AgentSettings(
            @Setting(
                    doc = "The id of the agent. Give it the sound format pcm_8000 or ulaw_8000 both ways, and the"
                            + " client events audio, interruption, agent_response, agent_response_correction,"
                            + " user_transcript, client_tool_call, agent_tool_response and ping. Its client tools must"
                            + " be those of the scripts.",
                    byDefault = "")
            String id,

            @Setting(
                    doc = "Names by which scripts call agents, as NAME=ID, such as fronter=agent_01jx for"
                            + " voice elevenlabs(agent: 'fronter').",
                    byDefault = "")
            List<String> names,

            @Setting(
                    doc = "The agent may be reached by its id alone; false: with a signed address that the key gets.",
                    byDefault = "false")
            boolean isPublic,

            @Setting(
                    doc = "Instructions come from the script; the agent's security settings must allow that override.",
                    byDefault = "true")
            boolean overridePrompt,

            @Setting(
                    doc = "The greeting comes from the script; the agent's security settings must allow that"
                            + " override.",
                    byDefault = "true")
            boolean overrideGreeting,

            @Setting(
                    doc = "The language comes from the script; the agent's security settings must allow that"
                            + " override.",
                    byDefault = "true")
            boolean overrideLanguage,

            @Setting(
                    doc = "Another voice than the agent's, by its id; the agent's security settings must allow that"
                            + " override.",
                    byDefault = "")
            String voice,

            @Setting(
                    doc = "Which late audio an interruption makes void: that of events up to its own"
                            + " (up-to-interruption), or only of those before it (before-interruption).",
                    byDefault = "up-to-interruption")
            LateAudio lateAudio,

            @Setting(
                    doc = "Silence of the provider after which an answer that was played is over, where it tells no"
                            + " end.",
                    byDefault = "500ms",
                    min = "100ms",
                    max = "5s")
            Duration replyPause) {

        public AgentSettings {
            for (String each : names) {
                if (each.indexOf('=') < 1 || each.endsWith("=")) {
                    throw new IllegalArgumentException("Expected names of agents as NAME=ID but was '" + each + "'");
                }
            }
        }

        /** The id of the agent that a script calls so: that of the name, else the text itself. */
        public String idOf(String name) {
            return names.stream()
                    .filter(each -> each.startsWith(name + "="))
                    .map(each -> each.substring(name.length() + 1))
                    .findFirst()
                    .orElse(name);
        }
    }

    /** Which audio is void after an interruption. */
    public enum LateAudio {
        /** That of its own event and of those before, as the Python client has it. */
        UP_TO_INTERRUPTION,
        /** That of the events before, as the JavaScript client has it. */
        BEFORE_INTERRUPTION
    }

    /** How the synthesiser is reached. */
    public enum SpeechWay {
        /** A request for each sentence. */
        REQUESTS,
        /** Sockets that stay open. */
        SOCKETS
    }

    /** Settings of its synthesiser. */
    public record SpeechSettings(
            @Setting(doc = "The voice, by its id.", byDefault = "")
            String voice,

            @Setting(doc = "The model.", byDefault = "eleven_flash_v2_5")
            String model,

            @Setting(
                    doc = "The sound: pcm_8000, ulaw_8000, alaw_8000, pcm_16000, pcm_22050, pcm_24000, pcm_32000,"
                            + " pcm_44100 or pcm_48000.",
                    byDefault = "pcm_8000")
            String format,

            @Setting(
                    doc = "The language of a sentence is told to the model; false for models that refuse it.",
                    byDefault = "false")
            boolean language,

            @Setting(
                    doc = "How it is reached: a request for each sentence (requests), or sockets that stay open, which"
                            + " answer sooner (sockets).",
                    byDefault = "sockets")
            SpeechWay way,

            @Setting(
                    doc = "The times of the words are asked for: with them it is known which words a caller heard who"
                            + " interrupted.",
                    byDefault = "true")
            boolean times,

            @Setting(
                    doc = "Sentences that may be spoken at once over one socket; more open another.",
                    byDefault = "1",
                    min = "1",
                    max = "5")
            int contextsPerSocket,

            @Setting(
                    doc = "How long a socket is kept when nothing is said.",
                    byDefault = "60s",
                    min = "1s",
                    max = "180s")
            Duration socketIdle) {}
}
