package org.parley.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.parley.ai.Languages;
import org.parley.script.Limits;
import org.parley.settings.Setting;

/** Settings of a call's run. */
public record CallSettings(
        @Setting(
                doc = "The language of calls, as a tag: what scripts say and ask, and talks that name none. A script,"
                        + " the channel's variable PARLEY_LANGUAGE or the lead (dialer.language-field) may name"
                        + " another.",
                byDefault = "en-US")
        String language,

        @Setting(doc = "Where recordings go, one stereo WAV per call.", byDefault = "data/recordings")
        Path recordings,

        @Setting(doc = "Whether calls are recorded.", byDefault = "true")
        boolean record,

        @Setting(doc = "Silence after which the caller's turn is over.", byDefault = "700ms", min = "200ms", max = "5s")
        Duration endOfTurn,

        @Setting(
                doc = "Speech of the caller over ours that interrupts us; what is shorter only holds us for a moment.",
                byDefault = "700ms",
                min = "60ms",
                max = "2s")
        Duration bargeIn,

        @Setting(
                doc = "How long a language model may think before the caller hears that it takes a moment.",
                byDefault = "1500ms",
                min = "300ms",
                max = "10s")
        Duration filler,

        @Setting(
                doc = "Silence after a question before it counts as no input.",
                byDefault = "8s",
                min = "1s",
                max = "60s")
        Duration noInput,

        @Setting(
                doc = "The music for callers on hold: a WAV of the folder sounds beside the scripts, without its"
                        + " ending. Where there is none soft tones are played.",
                byDefault = "hold")
        String holdMusic,

        @Setting(doc = "The longest turn of a caller.", byDefault = "30s", min = "2s", max = "5m")
        Duration turnMax,

        @Setting(
                doc = "Which way the audio goes: auto is AudioSocket, and files of a shared folder where an Asterisk"
                        + " has none (turn by turn, see docs/asterisk.md); audiosocket or files is that alone.",
                byDefault = "auto")
        AudioChoice.Way audio,

        @Setting(doc = "The folder for audio by files.") FileSettings files,

        @Setting(doc = "How long Asterisk may take to connect the audio.", byDefault = "5s", min = "500ms", max = "30s")
        Duration audioWait,

        @Setting(doc = "On SIGTERM, how long running calls may go on.", byDefault = "60s", min = "0s", max = "1h")
        Duration drain,

        @Setting(doc = "The status of a call whose script set none.", byDefault = "NI")
        String defaultStatus,

        @Setting(
                doc = "How long the cleanup actions of a script may take in all.",
                byDefault = "5s",
                min = "1s",
                max = "60s")
        Duration cleanup) {

    public CallSettings {
        var _ = Languages.of(language);
    }

    /** The language of calls of which nothing else is known. */
    public Locale usualLanguage() {
        return Languages.of(language);
    }

    /** The same, as far as a script does not limit it otherwise. */
    CallSettings within(Limits limits) {
        return new CallSettings(
                language,
                recordings,
                record,
                endOfTurn,
                bargeIn,
                filler,
                limits.silence(noInput),
                holdMusic,
                limits.turn(turnMax),
                audio,
                files,
                audioWait,
                drain,
                defaultStatus,
                cleanup);
    }
}
