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
                doc = "What providers cost, for limits cost: of scripts, as PROVIDER.UNIT=PRICE in one currency of"
                        + " yours: elevenlabs.minute=0.08, deepgram.heard-minute=0.0077,"
                        + " deepgram.thousand-characters=0.03, openai.million-input-tokens=2.5,"
                        + " openai.million-output-tokens=10. A provider that is not named costs nothing.",
                byDefault = "")
        List<String> prices,

        @Setting(
                doc = "How long it may take until one of the voices can talk, and until what a script says and asks is"
                        + " heard: the first has two thirds of it, a sentence that breaks off goes on after one third.",
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
        Duration rest) {

    public TalkSettings {
        var _ = Prices.of(prices);
    }
}
