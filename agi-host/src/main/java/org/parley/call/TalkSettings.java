package org.parley.call;

import java.time.Duration;
import java.util.List;
import org.parley.settings.Setting;

/** Settings of free talks. */
public record TalkSettings(
        @Setting(
                doc = "The voices that talk when a script names none: the first, and those that take over when it"
                        + " fails.",
                byDefault = "local")
        List<String> voices,

        @Setting(
                doc = "How long it may take until one of the voices can talk.",
                byDefault = "3s",
                min = "500ms",
                max = "20s")
        Duration takeOver,

        @Setting(doc = "Talks that one voice may have at a time.", byDefault = "200", min = "1", max = "10000")
        int talksMax,

        @Setting(
                doc = "How long a voice is left alone when its talks fail, or its key or account was refused.",
                byDefault = "60s",
                min = "1s",
                max = "1h")
        Duration rest) {}
