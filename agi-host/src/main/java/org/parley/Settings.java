package org.parley;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parley.agi.AgiSettings;
import org.parley.ai.VoiceChoice;
import org.parley.ai.deepgram.DeepgramSettings;
import org.parley.ai.elevenlabs.ElevenLabsSettings;
import org.parley.ai.http.HttpSettings;
import org.parley.ai.hume.HumeSettings;
import org.parley.ai.local.LocalVoiceSettings;
import org.parley.ai.openai.OpenAiSettings;
import org.parley.ai.piper.PiperSettings;
import org.parley.ai.vosk.VoskSettings;
import org.parley.ai.whisper.WhisperSettings;
import org.parley.ami.AsteriskSettings;
import org.parley.audio.AudioSettings;
import org.parley.call.CallSettings;
import org.parley.call.TalkSettings;
import org.parley.console.ConsoleSettings;
import org.parley.data.DataSettings;
import org.parley.script.library.ScriptSettings;
import org.parley.settings.Loaded;
import org.parley.settings.Rule;
import org.parley.settings.Setting;
import org.parley.settings.SettingsReader;
import org.parley.settings.Sources;
import org.parley.store.DatabaseSettings;

/** All settings: one section per room, each declared by the room that uses it. */
public record Settings(
        @Setting(doc = "The FastAGI door, where calls come in.")
        AgiSettings agi,

        @Setting(doc = "The AudioSocket server, where their audio comes in.")
        AudioSettings audio,

        @Setting(doc = "The database of the dialer and of Parley's own tables.")
        DatabaseSettings database,

        @Setting(doc = "The work with the dialer's tables.") DialerSettings dialer,

        @Setting(doc = "The conversation scripts.") ScriptSettings scripts,

        @Setting(doc = "What scripts may read beside the lead.")
        DataSettings data,

        @Setting(doc = "Speech on the box: synthesiser and recogniser that need neither key nor network.")
        LocalVoiceSettings voice,

        @Setting(doc = "Who talks with a caller freely.") TalkSettings talk,

        @Setting(doc = "The voice `cascade`, made of three parts.")
        CascadeChoice cascade,

        @Setting(doc = "ElevenLabs: the voice `elevenlabs`, and a synthesiser for the cascade.")
        ElevenLabsSettings elevenlabs,

        @Setting(doc = "Hume: the voice `hume`.") HumeSettings hume,

        @Setting(doc = "OpenAI and compatible servers: the voice `openai`, and all three parts of the cascade.")
        OpenAiSettings openai,

        @Setting(doc = "Deepgram: a recogniser and a synthesiser for the cascade.")
        DeepgramSettings deepgram,

        @Setting(doc = "A Vosk server of your own: a recogniser for the cascade.")
        VoskSettings vosk,

        @Setting(doc = "A server of whisper.cpp of your own: a recogniser for the cascade.")
        WhisperSettings whisper,

        @Setting(doc = "Piper's HTTP server of your own: a synthesiser for the cascade.")
        PiperSettings piper,

        @Setting(doc = "Any other service that takes a request and gives an answer: both ends of the cascade.")
        HttpSettings http,

        @Setting(doc = "How a call runs, is recorded and ends.")
        CallSettings calls,

        @Setting(doc = "The console: health, metrics, the HTTP API and live events of a running host.")
        ConsoleSettings console,

        @Setting(
                doc = "The manager interface of an Asterisk: for agents that are dispatched to calls, and for test"
                        + " calls of ./parley call. Serving calls that Asterisk brings needs none of this.")
        AsteriskSettings asterisk) {

    private static final List<Rule<Settings>> RULES = List.of(
            new Rule<>(
                    List.of("agi.calls-max", "audio.legs-max"),
                    s -> s.agi().callsMax() <= s.audio().legsMax(),
                    "agi.calls-max to be at most audio.legs-max, since every call has a leg; raise audio.legs-max"),
            new Rule<>(
                    List.of("agi.calls-max", "agi.handshakes-max"),
                    s -> s.agi().callsMax() <= 4L * s.agi().handshakesMax(),
                    "agi.handshakes-max to be at least a quarter of agi.calls-max, or a burst of calls is turned away"),
            new Rule<>(
                    List.of("agi.request-bytes-max", "agi.line-bytes-max"),
                    s -> s.agi().lineBytesMax() <= s.agi().requestBytesMax(),
                    "agi.request-bytes-max to be at least agi.line-bytes-max, since a line is part of the request"),
            new Rule<>(
                    List.of("calls.barge-in", "calls.turn-max"),
                    s -> s.calls().bargeIn().compareTo(s.calls().turnMax()) < 0,
                    "calls.barge-in to be shorter than calls.turn-max"),
            new Rule<>(
                    List.of("calls.files.folder", "calls.files.asterisk-folder"),
                    s -> s.calls().files().isAbsolute(),
                    "calls.files.folder and calls.files.asterisk-folder to be empty or to begin with '/'"),
            new Rule<>(
                    List.of("calls.end-of-turn", "calls.no-input"),
                    s -> s.calls().endOfTurn().compareTo(s.calls().noInput()) < 0,
                    "calls.end-of-turn to be shorter than calls.no-input, or no answer can ever be heard"),
            new Rule<>(
                    List.of("talk.voices"),
                    s -> !s.talk().voices().isEmpty(),
                    "at least one voice, such as local, which needs no key"),
            new Rule<>(
                    List.of("talk.voices"),
                    s -> VoiceRoom.setUp(s).containsAll(s.talk().voices()),
                    "voices that are set up: local; elevenlabs with elevenlabs.agent.id; hume with hume.key; openai"
                            + " with openai.key; cascade with one of its parts chosen"),
            new Rule<>(
                    List.of("cascade.hearing", "cascade.model", "cascade.speaking"),
                    VoiceRoom::isWhole,
                    "the key of each provider that is chosen: deepgram.key, elevenlabs.key or openai.key"),
            new Rule<>(
                    List.of("audio.comfort-noise"),
                    s -> s.audio().comfortNoise() == 0 || s.audio().comfortNoise() <= -40,
                    "0 for none, or -70 to -40: what is louder is no comfort"),
            new Rule<>(
                    List.of("asterisk.secret", "asterisk.user"),
                    s -> s.asterisk().user().isEmpty()
                            || !s.asterisk().secret().reveal().isEmpty(),
                    "asterisk.secret beside it, as ${env:NAME} or ${file:PATH}"),
            new Rule<>(
                    List.of("asterisk.audio"),
                    s -> !List.of("0.0.0.0", "::").contains(s.asterisk().audio().host()),
                    "the one IP address of this machine that Asterisk is to connect to"),
            new Rule<>(
                    List.of("database.url"),
                    s -> !s.database().url().contains("password="),
                    "no password in the URL; put it in database.password as ${env:NAME} or ${file:PATH}"),
            new Rule<>(
                    List.of("database.url"),
                    s -> List.of("embedded", "none").contains(s.database().url())
                            || s.database().url().startsWith("jdbc:mariadb://"),
                    "'embedded', 'none' or a URL such as jdbc:mariadb://127.0.0.1:3306/asterisk"));

    private static final Map<String, String> VARIABLES = Map.of(
            "PARLEY_ASTERISK",
                    "the folder of the private Asterisk of tests and demo; else `/var/cache/parley/asterisk`.",
            "PARLEY_CONFIG",
                    "the settings file when `--config` is not given; else `parley.yaml` in the current folder.",
            "PARLEY_DIALER_CONFIG",
                    "the dialer's own configuration file, which says where its database is when `database.url` is not"
                            + " set; else `/etc/osdial.conf` or `/etc/astguiclient.conf`; `none` for none.",
            "PARLEY_HOME", "the folder of Parley's data; else `.parley` beside the launcher.",
            "PARLEY_JAVA_HOME", "the JDK (25 or newer) to use, before `JAVA_HOME` and all others.",
            "PARLEY_JAVA_OPTIONS", "more options for `java`, between blanks, such as `-Xmx2g`.",
            "PARLEY_LOG_FORMAT", "`text` (default) or `json`: one JSON object per line.",
            "PARLEY_LOG_LEVEL", "`info` (default), or `warn`, `error`, `debug`, `trace`.",
            "PARLEY_OFFLINE", "set to `1`, the launcher installs nothing and Maven stays offline.",
            "PARLEY_TRACE", "set to `1`, an error shows its stack trace.");

    /** What each voice for free talks lacks, as the key of a setting; "" for nothing. */
    public Map<String, String> voicesMissing() {
        return VoiceRoom.missing(this);
    }

    /** What is wrong with a voice as a script wants it, and what to do; "" when it can talk. */
    public String voiceLacks(VoiceChoice choice) {
        return VoiceOptions.lacks(this, choice);
    }

    /** The providers of this voice, given by its key, of which no price is known. */
    public Set<String> withoutPrice(String voice) {
        return VoiceOptions.withoutPrice(this, VoiceChoice.of(voice));
    }

    private static List<Rule<Settings>> rules() {
        List<Rule<Settings>> all = new ArrayList<>(RULES);
        all.addAll(ServiceRules.all());
        return all;
    }

    /** The reader of these settings. */
    public static SettingsReader<Settings> reader() {
        return new SettingsReader<>(Settings.class, rules(), VARIABLES);
    }

    /**
     * Reads them.
     *
     * @throws org.parley.settings.SettingsException with all mistakes at once
     */
    public static Loaded<Settings> load(Sources sources) {
        return reader().read(sources);
    }
}
