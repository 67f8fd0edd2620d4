package org.parley;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.parley.ai.CachedSpeech;
import org.parley.ai.ClipSpeech;
import org.parley.ai.Clips;
import org.parley.ai.LanguageModel;
import org.parley.ai.LanguageSpeech;
import org.parley.ai.SpeechToText;
import org.parley.ai.SpokenFiles;
import org.parley.ai.TextToSpeech;
import org.parley.ai.VoiceAgent;
import org.parley.ai.cascade.CascadeAgent;
import org.parley.ai.cascade.CascadeSettings;
import org.parley.ai.deepgram.Deepgram;
import org.parley.ai.elevenlabs.ElevenLabsAgent;
import org.parley.ai.failover.FallbackSpeech;
import org.parley.ai.failover.GuardedVoice;
import org.parley.ai.http.HttpRecogniser;
import org.parley.ai.hume.HumeAgent;
import org.parley.ai.local.RuleModel;
import org.parley.ai.openai.OpenAiChat;
import org.parley.ai.openai.OpenAiRealtimeAgent;
import org.parley.ai.openai.OpenAiSettings;
import org.parley.ai.openai.OpenAiTranscriber;
import org.parley.ai.talk.HearingSettings;
import org.parley.ai.talk.TurnModel;
import org.parley.ai.vosk.VoskRecogniser;
import org.parley.ai.whisper.WhisperRecogniser;
import org.parley.call.Voices;
import org.parley.settings.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The voices of the host: those that are set up, each guarded, and that of the box, which always is. */
final class VoiceRoom implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VoiceRoom.class);
    private static final String LOCAL = Voices.OF_THE_BOX;
    private static final String CASCADE = "cascade";
    private static final String ELEVENLABS = "elevenlabs";
    private static final String HUME = "hume";
    private static final String OPENAI = "openai";

    private final Settings settings;
    private final SpokenFiles files;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>(); // last opened, first closed
    private final Map<String, GuardedVoice> agents = new LinkedHashMap<>();
    private final Voices voices;

    private VoiceRoom(Settings settings, SpeechToText hearing, TextToSpeech speaking, SpokenFiles files, Clips clips) {
        this.settings = settings;
        this.files = files;
        add(LOCAL, new CascadeAgent(hearing, new RuleModel(), new ClipSpeech(speaking, clips), turns()));
        Parts parts = new Parts(hearing, speaking);
        for (String name : setUp(settings)) {
            switch (name) {
                case ELEVENLABS -> add(name, keep(new ElevenLabsAgent(settings.elevenlabs())));
                case HUME -> add(name, keep(HumeAgent.of(settings.hume())));
                case OPENAI ->
                    add(
                            name,
                            keep(new OpenAiRealtimeAgent(
                                    settings.openai().realtimeServer(),
                                    settings.openai().realtime())));
                case CASCADE -> {
                    parts = cascade(hearing, speaking);
                    add(name, new CascadeAgent(parts.hearing(), model(), parts.speaking(), cascadeTurns()));
                }
                default -> {} // that of the box, which is there
            }
        }
        CascadeChoice choice = settings.cascade();
        boolean other = choice.questions() && choice.speaking() != CascadeChoice.Speaking.LOCAL;
        this.voices = new Voices(
                choice.questions() ? parts.hearing() : hearing,
                new ClipSpeech(other ? new FallbackSpeech(parts.speaking(), speaking) : speaking, clips),
                agents,
                settings.talk().voices(),
                settings.talk().takeOver(),
                settings.calls().usualLanguage());
    }

    /**
     * With a recogniser and a synthesiser of the box, files for lines that come again, and what was recorded; it owns
     * none of them.
     */
    static VoiceRoom open(
            Settings settings, SpeechToText hearing, TextToSpeech speaking, SpokenFiles files, Clips clips) {
        VoiceRoom room = new VoiceRoom(settings, hearing, speaking, files, clips);
        log.info("voices: {}", String.join(", ", room.agents.keySet()));
        return room;
    }

    /** For a rehearsal: the box, with what is put before it, under the name of every voice. */
    static VoiceRoom rehearse(
            Settings settings,
            SpeechToText hearing,
            TextToSpeech speaking,
            SpokenFiles files,
            Rehearsal.Speech before) {
        return new VoiceRoom(settings, hearing, before.speaking(speaking), files, before);
    }

    private VoiceRoom(
            Settings settings,
            SpeechToText hearing,
            TextToSpeech speaking,
            SpokenFiles files,
            Rehearsal.Speech before) {
        this.settings = settings;
        this.files = files;
        CascadeAgent box = new CascadeAgent(before.talks(hearing), before.model(), speaking, turns());
        add(LOCAL, box);
        missing(settings).keySet().forEach(name -> add(name, box));
        this.voices = new Voices(
                before.questions(hearing),
                speaking,
                agents,
                settings.talk().voices(),
                settings.talk().takeOver(),
                settings.calls().usualLanguage());
    }

    /** The names of the voices that the settings are enough for. */
    static Set<String> setUp(Settings settings) {
        Set<String> names = new TreeSet<>(Set.of(LOCAL));
        missing(settings).forEach((name, lacks) -> {
            if (lacks.isEmpty()) {
                names.add(name);
            }
        });
        return names;
    }

    /** What each voice lacks, as the key of a setting; "" for nothing. */
    static Map<String, String> missing(Settings settings) {
        Map<String, String> missing = new TreeMap<>();
        missing.put(ELEVENLABS, settings.elevenlabs().agent().id().isEmpty() ? "elevenlabs.agent.id" : "");
        missing.put(HUME, isKnown(settings.hume().key()) ? "" : "hume.key");
        boolean ownServer = !settings.openai().realtime().url().isEmpty();
        missing.put(OPENAI, ownServer || isKnown(settings.openai().key()) ? "" : "openai.key");
        missing.put(CASCADE, settings.cascade().isLocal() ? "cascade.hearing, cascade.model or cascade.speaking" : "");
        return missing;
    }

    /** Whether the parts of the cascade have what they need. */
    static boolean isWhole(Settings settings) {
        CascadeChoice parts = settings.cascade();
        boolean deepgram = parts.hearing() == CascadeChoice.Hearing.DEEPGRAM
                || parts.speaking() == CascadeChoice.Speaking.DEEPGRAM;
        boolean elevenlabs = parts.speaking() == CascadeChoice.Speaking.ELEVENLABS;
        boolean openai = (parts.hearing() == CascadeChoice.Hearing.OPENAI
                        && settings.openai().transcriber().url().isEmpty())
                || (parts.model() == CascadeChoice.Model.OPENAI
                        && settings.openai().chat().url().isEmpty())
                || (parts.turns() == CascadeChoice.Turns.OPENAI
                        && settings.openai().chat().url().isEmpty())
                || (parts.speaking() == CascadeChoice.Speaking.OPENAI
                        && settings.openai().speech().url().isEmpty());
        return (!deepgram || isKnown(settings.deepgram().key()))
                && (!elevenlabs || isKnown(settings.elevenlabs().key()))
                && (!openai || isKnown(settings.openai().key()));
    }

    private static boolean isKnown(Secret key) {
        return !key.reveal().isEmpty();
    }

    /** Both ends of the cascade. */
    private record Parts(SpeechToText hearing, TextToSpeech speaking) {}

    private Parts cascade(SpeechToText hearing, TextToSpeech speaking) {
        CascadeChoice parts = settings.cascade();
        OpenAiSettings openai = settings.openai();
        SpeechToText recogniser = switch (parts.hearing()) {
            case LOCAL -> hearing;
            case DEEPGRAM -> keep(Deepgram.recogniser(settings.deepgram()));
            case OPENAI -> keep(new OpenAiTranscriber(openai.transcriberServer(), openai.transcriber()));
            // a language model understands more than the phrases of the script
            case VOSK -> keep(new VoskRecogniser(settings.vosk(), parts.model() == CascadeChoice.Model.RULES));
            case WHISPER -> keep(new WhisperRecogniser(settings.whisper()));
            case HTTP -> keep(new HttpRecogniser(settings.http().hearing()));
        };
        if (parts.speaking() == CascadeChoice.Speaking.LOCAL) {
            return new Parts(recogniser, speaking); // behind a cache of its own
        }
        Map<Locale, TextToSpeech> others = new LinkedHashMap<>();
        LanguageSpeech.voices(parts.voices())
                .forEach((language, voice) -> others.put(language, Synthesisers.of(settings, voice)));
        TextToSpeech usual = Synthesisers.of(settings, "");
        TextToSpeech all = others.isEmpty() ? usual : new LanguageSpeech(usual, others);
        return new Parts(recogniser, cached(all, Synthesisers.sound(settings) + parts.voices()));
    }

    private LanguageModel model() {
        return switch (settings.cascade().model()) {
            case RULES -> new RuleModel();
            case OPENAI ->
                keep(new OpenAiChat(
                        settings.openai().chatServer(), settings.openai().chat()));
        };
    }

    private CascadeSettings cascadeTurns() {
        CascadeSettings turns = turns();
        return settings.cascade().turns() == CascadeChoice.Turns.RULES
                ? turns
                : new CascadeSettings(turns.hearing(), turns.filler(), turnModel());
    }

    private TurnModel turnModel() {
        OpenAiSettings openai = settings.openai();
        CascadeChoice parts = settings.cascade();
        return new TurnModel(
                keep(new OpenAiChat(openai.chatServer(), openai.chat().forOneWord(parts.turnsModel()))),
                parts.turnsWithin());
    }

    /** Any setting of the synthesiser may change how it sounds: with another one, lines on disk are made anew. */
    private TextToSpeech cached(TextToSpeech synthesiser, String voice) {
        long memory = settings.voice().cacheMegabytes() * 1024L * 1024L;
        return keep(new CachedSpeech(synthesiser, memory, files, voice));
    }

    private CascadeSettings turns() {
        return new CascadeSettings(
                HearingSettings.of(
                        settings.calls().endOfTurn(), settings.calls().turnMax()),
                settings.calls().filler());
    }

    private void add(String name, VoiceAgent agent) {
        agents.put(
                name,
                new GuardedVoice(
                        agent, settings.talk().talksMax(), settings.talk().rest()));
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    Voices voices() {
        return voices;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                log.warn("a voice did not close cleanly", failure); // the others must be closed all the same
            }
        }
    }
}
