package org.parley.ai.hume;

import java.time.Duration;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of Hume's Empathic Voice Interface (EVI). */
public record HumeSettings(
        @Setting(doc = "Where it is reached.", byDefault = "https://api.hume.ai")
        String url,

        @Setting(doc = "The account's key, as ${env:NAME} or ${file:PATH}; empty: not used.", byDefault = "")
        Secret key,

        @Setting(
                doc = "The id of the configuration made at Hume: EVI version, language model, voice, turn-taking. Let"
                        + " it have no message for a new chat, the greeting comes from the script. Empty: Hume's own.",
                byDefault = "")
        String config,

        @Setting(doc = "The version of that configuration; 0: the newest.", byDefault = "0", min = "0")
        int configVersion,

        @Setting(doc = "Another voice than the configuration's, by its id.", byDefault = "")
        String voice,

        @Setting(doc = "The agent may hang up by itself, by Hume's own tool.", byDefault = "true")
        boolean hangUp,

        @Setting(
                doc = "Words that are not final yet interrupt the agent too: sooner silent, but also for an"
                        + " \"uh-huh\".",
                byDefault = "false")
        boolean interim,

        @Setting(doc = "A talk whose connection broke goes on over a new one, once in a minute.", byDefault = "true")
        boolean resume,

        @Setting(doc = "How long the talk may take to begin.", byDefault = "5s", min = "500ms", max = "30s")
        Duration begin,

        @Setting(
                doc = "Silence of the provider after which an answer that was played is over, where it tells no end.",
                byDefault = "2s",
                min = "200ms",
                max = "10s")
        Duration replyPause) {}
