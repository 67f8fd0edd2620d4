package org.parley.ai.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.parley.ai.LanguageSpeech;
import org.parley.settings.Setting;

/** Settings of the speech on the box. */
public record LocalVoiceSettings(
        @Setting(
                doc = "The synthesiser: 'flite' (the program), 'freetts' (inside), 'espeak-ng' (the program), or"
                        + " 'auto' for flite when it is installed and freetts otherwise.",
                byDefault = "auto")
        String synthesiser,

        @Setting(
                doc = "The voice of that synthesiser; empty for its best. flite has slt, rms, awb and kal16.",
                byDefault = "")
        String voice,

        @Setting(
                doc = "Voices of espeak-ng, which speaks all languages but English where it is installed, as"
                        + " LANGUAGE=VOICE, such as ar=ar+f3; empty: its usual ones.",
                byDefault = "")
        List<String> voices,

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
        Duration recogniserWait,

        @Setting(
                doc = "Memory for spoken prompts in MB; a minute of speech takes one.",
                byDefault = "32",
                min = "1",
                max = "1024")
        int cacheMegabytes,

        @Setting(
                doc = "Disk for spoken prompts in MB, of this synthesiser and of those of the cascade; 0 for none. A"
                        + " line is kept when it is asked for again, and never one with a digit in it; the files"
                        + " are for the host's user alone.",
                byDefault = "256",
                min = "0",
                max = "100000")
        int cacheDiskMegabytes,

        @Setting(doc = "Where they are kept.", byDefault = "data/speech")
        Path cacheFolder) {

    public LocalVoiceSettings {
        var _ = LanguageSpeech.voices(voices);
    }
}
