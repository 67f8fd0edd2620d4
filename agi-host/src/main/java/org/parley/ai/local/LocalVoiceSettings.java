package org.parley.ai.local;

import java.time.Duration;
import org.parley.settings.Setting;

/** Settings of the speech on the box. */
public record LocalVoiceSettings(
        @Setting(
                doc = "The synthesiser: 'flite' (the program), 'freetts' (inside), 'espeak-ng' (the program), or"
                        + " 'auto' for the first of them that is there.",
                byDefault = "auto")
        String synthesiser,

        @Setting(doc = "The voice of that synthesiser; empty for its best.", byDefault = "")
        String voice,

        @Setting(
                doc = "Recognisers kept ready; each takes about 90 MB of memory, and serves one utterance at a time.",
                byDefault = "2",
                min = "1",
                max = "64")
        int recognisers,

        @Setting(
                doc = "How long an utterance waits for a free recogniser.",
                byDefault = "2s",
                min = "100ms",
                max = "30s")
        Duration recogniserWait) {}
