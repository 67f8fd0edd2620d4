package org.parley;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.ai.CachedSpeech;
import org.parley.ai.ClipSpeech;
import org.parley.ai.Clips;
import org.parley.ai.LanguageModel;
import org.parley.ai.LanguageSpeech;
import org.parley.ai.SpeechToText;
import org.parley.ai.SpokenFiles;
import org.parley.ai.TextToSpeech;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceChoice;
import org.parley.ai.cascade.CascadeAgent;
import org.parley.ai.cascade.CascadeSettings;
import org.parley.ai.deepgram.Deepgram;
import org.parley.ai.elevenlabs.ElevenLabsAgent;
import org.parley.ai.failover.GuardedVoice;
import org.parley.ai.failover.SpeechChain;
import org.parley.ai.failover.SpeechRests;
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
import org.parley.call.Prices;
import org.parley.call.Voices;
import org.parley.settings.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The voices of the host: those that are set up, each guarded, and that of the box, which always is. */
final class VoiceRoom implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VoiceRoom.class);
    private static final int OTHERS_MAX = 50;
    private static final String LOCAL = Voices.OF_THE_BOX;
    private static final String CASCADE = "cascade";
    private static final String ELEVENLABS = "elevenlabs";
    private static final String HUME = "hume";
    private static final String OPENAI = "openai";

    private final Settings settings;
    private final SpokenFiles files;
    private final SpeechRests rests;
    private final HostNews news;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>(); // last opened, first closed
    private final SpeechToText hearing;
    private final TextToSpeech speaking;
    private final Map<String, GuardedVoice> agents = new LinkedHashMap<>();
    private final Map<VoiceChoice, GuardedVoice> others = new HashMap<>(); // guarded by this, as parts is from then on
    private final Voices voices;
    private final List<Part> services = new ArrayList<>(); // set while it is made

    /**
     * What a voice made of parts has another's service for.
     *
     * @param kind recogniser, model or synthesiser
     * @param voice whose part it is
     * @param name as the settings name it
     * @param provider as it is named where its use is counted
     */
    record Part(String kind, String voice, String name, String provider) {}

    private VoiceRoom(
            Settings settings,
            SpeechToText hearing,
            TextToSpeech speaking,
            SpokenFiles files,
            Clips clips,
            HostNews news) {
        this.settings = settings;
        this.rests = new SpeechRests(settings.talk().rest());
        this.news = news;
        this.files = files;
        this.hearing = hearing;
        this.speaking = speaking;
        TextToSpeech recorded = new ClipSpeech(speaking, clips);
        agents.put(LOCAL, guarded(new CascadeAgent(hearing, new RuleModel(), recorded, turns())));
        Parts parts = new Parts(hearing, speaking);
        services.add(new Part("recogniser", LOCAL, hearing.name(), hearing.name()));
        services.add(new Part("synthesiser", LOCAL, speaking.name(), speaking.name()));
        for (String name : setUp(settings)) {
            if (name.equals(CASCADE)) {
                parts = parts(settings);
                agents.put(name, guarded(cascade(settings, parts)));
                addServices(parts);
            } else if (!name.equals(LOCAL)) {
                agents.put(name, guarded(agent(name, settings)));
            }
        }
        CascadeChoice choice = settings.cascade();
        TextToSpeech first = choice.questions() ? parts.speaking() : speaking;
        this.voices = new Voices(
                choice.questions() ? parts.hearing() : hearing,
                backups -> new ClipSpeech(chain(first, backups), clips),
                agents,
                this::other,
                settings.talk().voices(),
                settings.talk().takeOver(),
                Prices.of(settings.talk().prices()),
                settings.calls().usualLanguage());
    }

    /** That one, and these when it cannot; the box where it is not the first. */
    private TextToSpeech chain(TextToSpeech first, List<TextToSpeech> backups) {
        Set<TextToSpeech> all = new LinkedHashSet<>();
        all.add(first);
        all.addAll(backups);
        all.add(speaking);
        return all.size() == 1
                ? first
                : new SpeechChain(List.copyOf(all), rests, settings.talk().takeOver());
    }

    private void addServices(Parts parts) {
        CascadeChoice choice = settings.cascade();
        services.add(new Part(
                "recogniser", CASCADE, word(choice.hearing()), parts.hearing().name()));
        if (choice.model() == CascadeChoice.Model.OPENAI) {
            services.add(new Part(
                    "model",
                    CASCADE,
                    word(choice.model()),
                    settings.openai().chatServer().name()));
        }
        services.add(new Part(
                "synthesiser",
                CASCADE,
                word(choice.speaking()),
                parts.speaking().name()));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private VoiceAgent agent(String name, Settings with) {
        return switch (name) {
            case ELEVENLABS -> keep(new ElevenLabsAgent(with.elevenlabs()));
            case HUME -> keep(HumeAgent.of(with.hume()));
            case OPENAI ->
                keep(new OpenAiRealtimeAgent(
                        with.openai().realtimeServer(), with.openai().realtime()));
            case CASCADE -> cascade(with, parts(with));
            default -> throw new IllegalArgumentException("Expected the name of a voice but was '" + name + "'");
        };
    }

    /** A voice that a script wants with other options than the settings': made once, and kept. */
    private synchronized GuardedVoice other(VoiceChoice choice) {
        GuardedVoice known = others.get(choice);
        if (known != null) {
            return known;
        }
        String lacks = VoiceOptions.lacks(settings, choice);
        if (!lacks.isEmpty()) {
            throw new IllegalArgumentException(lacks);
        }
        if (choice.name().equals(LOCAL)) {
            return Objects.requireNonNull(agents.get(LOCAL));
        }
        if (others.size() == OTHERS_MAX) {
            throw new IllegalArgumentException("Expected at most " + OTHERS_MAX
                    + " voices with options in all scripts but '" + choice + "' is one too many");
        }
        GuardedVoice made = guarded(agent(choice.name(), VoiceOptions.with(settings, choice)));
        others.put(choice, made);
        return made;
    }

    /**
     * With a recogniser and a synthesiser of the box, files for lines that come again, and what was recorded; it owns
     * none of them.
     */
    static VoiceRoom open(
            Settings settings,
            SpeechToText hearing,
            TextToSpeech speaking,
            SpokenFiles files,
            Clips clips,
            HostNews news) {
        VoiceRoom room = new VoiceRoom(settings, hearing, speaking, files, clips, news);
        log.info("voices: {}", String.join(", ", room.agents.keySet()));
        return room;
    }

    /** For a rehearsal: the box, with what is put before it, under the name of every voice. */
    static VoiceRoom rehearse(
            Settings settings,
            SpeechToText hearing,
            TextToSpeech speaking,
            SpokenFiles files,
            Rehearsal.Speech before,
            HostNews news) {
        return new VoiceRoom(settings, hearing, before.speaking(speaking), files, before, news);
    }

    private VoiceRoom(
            Settings settings,
            SpeechToText hearing,
            TextToSpeech speaking,
            SpokenFiles files,
            Rehearsal.Speech before,
            HostNews news) {
        this.settings = settings;
        this.rests = new SpeechRests(settings.talk().rest());
        this.news = news;
        this.files = files;
        this.hearing = hearing;
        this.speaking = speaking;
        GuardedVoice box = guarded(new CascadeAgent(before.talks(hearing), before.model(), speaking, turns()));
        agents.put(LOCAL, box);
        missing(settings).keySet().forEach(name -> agents.put(name, box));
        this.voices = new Voices(
                before.questions(hearing),
                _ -> speaking,
                agents,
                _ -> box,
                settings.talk().voices(),
                settings.talk().takeOver(),
                Prices.of(settings.talk().prices()),
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
        return keysMissing(settings).isEmpty();
    }

    /** The keys that the parts of the cascade lack, or "". */
    static String keysMissing(Settings settings) {
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
        return Stream.of(
                        deepgram && !isKnown(settings.deepgram().key()) ? "deepgram.key" : "",
                        elevenlabs && !isKnown(settings.elevenlabs().key()) ? "elevenlabs.key" : "",
                        openai && !isKnown(settings.openai().key()) ? "openai.key" : "")
                .filter(key -> !key.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static boolean isKnown(Secret key) {
        return !key.reveal().isEmpty();
    }

    /** Both ends of the cascade. */
    private record Parts(SpeechToText hearing, TextToSpeech speaking) {}

    private VoiceAgent cascade(Settings with, Parts parts) {
        LanguageModel model = switch (with.cascade().model()) {
            case RULES -> new RuleModel();
            case OPENAI ->
                keep(new OpenAiChat(with.openai().chatServer(), with.openai().chat()));
        };
        return new CascadeAgent(parts.hearing(), model, chain(parts.speaking(), List.of()), cascadeTurns());
    }

    private Parts parts(Settings with) {
        CascadeChoice parts = with.cascade();
        OpenAiSettings openai = with.openai();
        SpeechToText recogniser = switch (parts.hearing()) {
            case LOCAL -> hearing;
            case DEEPGRAM -> keep(Deepgram.recogniser(with.deepgram()));
            case OPENAI -> keep(new OpenAiTranscriber(openai.transcriberServer(), openai.transcriber()));
            // a language model understands more than the phrases of the script
            case VOSK -> keep(new VoskRecogniser(with.vosk(), parts.model() == CascadeChoice.Model.RULES));
            case WHISPER -> keep(new WhisperRecogniser(with.whisper()));
            case HTTP -> keep(new HttpRecogniser(with.http().hearing()));
        };
        if (parts.speaking() == CascadeChoice.Speaking.LOCAL) {
            return new Parts(recogniser, speaking); // behind a cache of its own
        }
        boolean usualSpeaking = parts.speaking() == settings.cascade().speaking();
        List<String> voices = usualSpeaking ? parts.voices() : List.of(); // those are names of the usual one
        Map<Locale, TextToSpeech> byLanguage = new LinkedHashMap<>();
        LanguageSpeech.voices(voices)
                .forEach((language, voice) -> byLanguage.put(language, Synthesisers.of(with, voice)));
        TextToSpeech usual = Synthesisers.of(with, "");
        TextToSpeech all = byLanguage.isEmpty() ? usual : new LanguageSpeech(usual, byLanguage);
        return new Parts(recogniser, cached(all, Synthesisers.sound(with) + voices));
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

    private GuardedVoice guarded(VoiceAgent agent) {
        return new GuardedVoice(
                agent, settings.talk().talksMax(), settings.talk().rest(), news::voice);
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    Voices voices() {
        return voices;
    }

    /** The parts of those that are made of parts. */
    List<Part> services() {
        return List.copyOf(services);
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                log.warn("a voice did not close cleanly", failure); // the others must be closed all the same
            }
        }
    }
}
