package org.parley;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiRequest;
import org.parley.agi.AgiServer;
import org.parley.agi.AgiStats;
import org.parley.ai.ClipSpeech;
import org.parley.ai.Clips;
import org.parley.ai.SpeechToText;
import org.parley.ai.SpokenFiles;
import org.parley.ai.TextToSpeech;
import org.parley.ai.local.LocalVoice;
import org.parley.audio.AudioSocketServer;
import org.parley.audio.AudioSocketStats;
import org.parley.audio.RecordingWriter;
import org.parley.call.AudioChoice;
import org.parley.call.CallEvents;
import org.parley.call.CallHandler;
import org.parley.call.CallRooms;
import org.parley.call.Events;
import org.parley.call.LiveCalls;
import org.parley.call.Prices;
import org.parley.call.Resources;
import org.parley.call.Sounds;
import org.parley.call.Voices;
import org.parley.console.host.Backroom;
import org.parley.console.host.HealthPart;
import org.parley.console.host.Host;
import org.parley.console.host.HostEvent;
import org.parley.data.DataRoom;
import org.parley.dialer.Dialer;
import org.parley.dialer.lines.LineState;
import org.parley.dialer.reports.ReconcileFigures;
import org.parley.dispatch.Dispatcher;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptNews;
import org.parley.settings.HostPort;
import org.parley.store.CallBook;
import org.parley.store.CallJournal;
import org.parley.store.Database;
import org.parley.store.LeadMemory;
import org.parley.store.ScriptVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running host: built from the settings, part by part, and stopped in reverse order. */
public final class Parley implements Host, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Parley.class);

    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final Settings settings;
    private final @Nullable Rehearsal rehearsal; // null for a host that serves real callers
    private final Deque<AutoCloseable> parts = new ArrayDeque<>(); // last started, first closed
    private final CallEvents events = new CallEvents();
    private final HostNews news = new HostNews();
    private final LiveCalls liveCalls = new LiveCalls();
    private final ReconcileFigures reconciled = new ReconcileFigures();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable AgiServer agi; // these are set by build, before start returns
    private @Nullable AudioSocketServer audio;
    private @Nullable CallBook book;
    private @Nullable Path recordingFolder;
    private @Nullable ScriptLibrary scripts;
    private @Nullable CallJournal journal;
    private @Nullable Voices voices;
    private @Nullable Dispatcher dispatcher;
    private @Nullable Backroom backroom;
    private @Nullable Jdbi jdbi; // null without a database
    private @Nullable AgentRoom lines; // null without a dialer
    private String databaseDescription = "none";

    private Parley(Settings settings, @Nullable Rehearsal rehearsal) {
        this.settings = settings;
        this.rehearsal = rehearsal;
    }

    /**
     * Starts the host; when a part cannot start, those before it are stopped again.
     *
     * @param home the folder that relative paths of the settings start from
     */
    public static Parley start(Settings settings, Path home) throws IOException {
        return onTheBox(new Parley(settings, null), settings, home);
    }

    /** Starts a host for calls of no real callers, without a database, with the voice of the box. */
    public static Parley rehearse(Settings settings, Path home, Rehearsal rehearsal) throws IOException {
        if (!settings.database().url().equals("none")) {
            throw new IllegalArgumentException("Expected a rehearsal without a database (database.url: none)");
        }
        return onTheBox(new Parley(settings, rehearsal), settings, home);
    }

    private static Parley onTheBox(Parley parley, Settings settings, Path home) throws IOException {
        SpokenFiles files = parley.keep(spokenFiles(settings, home));
        LocalVoice voice;
        try {
            voice = LocalVoice.open(settings.voice(), files);
        } catch (RuntimeException failure) {
            parley.close();
            throw failure;
        }
        parley.parts.push(voice);
        SpeechToText hearing = voice.speechToText();
        TextToSpeech speaking = voice.textToSpeech();
        return parley.open(home, hearing, speaking, files);
    }

    private static SpokenFiles spokenFiles(Settings settings, Path home) {
        return SpokenFiles.open(
                home.resolve(settings.voice().cacheFolder()), settings.voice().cacheDiskMegabytes() * 1024L * 1024L);
    }

    /** Starts the host with another voice than that of the box. The host closes them when it stops. */
    public static Parley start(Settings settings, Path home, SpeechToText hearing, TextToSpeech speaking)
            throws IOException {
        Parley parley = new Parley(settings, null);
        SpokenFiles files = parley.keep(spokenFiles(settings, home));
        parley.parts.push(speaking);
        parley.parts.push(hearing);
        return parley.open(home, hearing, speaking, files);
    }

    private Parley open(Path home, SpeechToText hearing, TextToSpeech speaking, SpokenFiles files) throws IOException {
        try {
            build(home, hearing, speaking, files);
            return this;
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private void build(Path home, SpeechToText hearing, TextToSpeech speaking, SpokenFiles files) throws IOException {
        Database opened = null;
        Dialer dialer = null;
        if (!settings.database().url().equals("none")) {
            opened = keep(Database.open(settings.database().at(home)));
            databaseDescription = opened.description();
            dialer = DialerSite.tables(opened.jdbi(), settings.dialer().options());
        }
        Jdbi jdbi = opened == null ? null : opened.jdbi();
        this.jdbi = jdbi;
        Path journalFolder = home.resolve(settings.database().journalFolder());
        CallJournal debts = keep(CallJournal.open(journalFolder, jdbi, dialer));
        journal = debts;
        book = new CallBook(journalFolder, jdbi);
        Path folder = home.resolve(settings.scripts().folder());
        ScriptNews kept = jdbi == null ? ScriptNews.NONE : keep(ScriptKeeper.start(new ScriptVersions(jdbi)));
        if (rehearsal == null) {
            settings.scripts().prepareCache();
        }
        scripts = keep(ScriptLibrary.open(settings.scripts().in(folder), news.with(kept)));
        audio = keep(AudioSocketServer.open(settings.audio()));
        RecordingWriter recordings = keep(RecordingWriter.open());
        Path recordingFolder =
                Files.createDirectories(home.resolve(settings.calls().recordings()));
        this.recordingFolder = recordingFolder;
        Rehearsal instead = rehearsal;
        Clips clips = ScriptData.clips(settings, home);
        VoiceRoom room = instead == null
                ? VoiceRoom.open(settings, hearing, speaking, files, clips, news)
                : VoiceRoom.rehearse(settings, hearing, new ClipSpeech(speaking, clips), files, instead.speech(), news);
        Voices voices = keep(room).voices();
        this.voices = voices;
        ProviderWatch watch = keep(ProviderWatch.open(room, settings, events));
        backroom = watch.backroom(opened, dialer, settings, folder, this::lines);
        Resources resources = instead == null ? resources(home, opened, jdbi) : instead.resources();
        CallRooms rooms = new CallRooms(
                scripts,
                audio,
                new AudioChoice(settings.calls(), settings.audio().queueMax()),
                settings.audio().advertise(),
                recordings,
                voices,
                debts,
                instead == null ? dialer : instead.dialer(),
                new Sounds(folder.resolve("sounds"), settings.calls().holdMusic()),
                resources);
        CallHandler handler = new CallHandler(
                rooms,
                settings.calls(),
                recordingFolder,
                settings.agi().callMax(),
                events,
                liveCalls,
                instead == null ? Clock.system(ZoneId.systemDefault()) : instead.clock());
        AgiServer door = AgiServer.open(settings.agi(), handler);
        agi = door;
        dispatcher = keep(Dispatcher.open(settings.asterisk(), door.address(), events, liveCalls));
        if (jdbi != null && dialer != null) {
            VoiceHealth health = keep(new VoiceHealth(voices.textToSpeech(), voices.language(), news));
            keep(events.subscribe(health));
            lines = keep(AgentRoom.open(
                    jdbi,
                    settings.dialer(),
                    scripts,
                    door::stats,
                    () -> health.isWell() ? voices.trouble() : "the voice is down",
                    news));
            keep(ReconcileTimer.start(jdbi, settings.dialer(), reconciled));
        }
    }

    private Collection<LineState> lines() {
        AgentRoom room = lines;
        return room == null ? List.of() : room.lines();
    }

    private Resources resources(Path home, @Nullable Database opened, @Nullable Jdbi jdbi) throws IOException {
        DataRoom data = keep(ScriptData.open(settings, home, opened));
        return new Resources(data, jdbi == null ? _ -> Map.of() : new LeadMemory(jdbi)::of);
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** Where Asterisk reaches the FastAGI door. */
    public InetSocketAddress agiAddress() {
        return built(agi).address();
    }

    @Override
    public boolean serve(AgiRequest request, AgiChannel channel, Runnable ended) {
        AgiServer door = agi; // null once the host stops
        return door != null && door.serve(request, channel, ended);
    }

    /** Where Asterisk connects the audio. */
    @Override
    public InetSocketAddress audioAddress() {
        return built(audio).address();
    }

    @Override
    public AgiStats agiStats() {
        return built(agi).stats();
    }

    @Override
    public AudioSocketStats audioStats() {
        return built(audio).stats();
    }

    @Override
    public CallEvents events() {
        return events;
    }

    @Override
    public Events<HostEvent> news() {
        return news.events();
    }

    /** What the comparisons with the dialer's tables have come to. */
    public ReconcileFigures reconciled() {
        return reconciled;
    }

    @Override
    public CallBook callBook() {
        return built(book);
    }

    @Override
    public Prices prices() {
        return built(voices).prices();
    }

    @Override
    public Path recordings() {
        return built(recordingFolder);
    }

    @Override
    public ScriptLibrary scripts() {
        return built(scripts);
    }

    @Override
    public LiveCalls liveCalls() {
        return liveCalls;
    }

    @Override
    public Dispatcher dispatcher() {
        return built(dispatcher);
    }

    @Override
    public Backroom backroom() {
        return built(backroom);
    }

    @Override
    public int journalWaiting() {
        return built(journal).waiting();
    }

    @Override
    public List<HealthPart> health() {
        AgiServer door = agi; // null once the host stops
        return HostHealth.of(
                door == null ? null : door.stats(), audioStats(), scripts(), built(journal), jdbi, built(voices));
    }

    private static <T> T built(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("Expected a started host");
        }
        return part;
    }

    /** What is served and where, for a program. */
    public Map<String, Object> ready() {
        return Map.of(
                "agi", text(agiAddress()),
                "audio", text(audioAddress()),
                "scripts", scripts().status().size(),
                "database", databaseDescription);
    }

    /** One line that says what is served and where. */
    public String readyLine() {
        return "parley is ready: agi://%s, audio %s, %d scripts, database %s"
                .formatted(
                        text(agiAddress()),
                        text(audioAddress()),
                        scripts().status().size(),
                        databaseDescription);
    }

    private static String text(InetSocketAddress address) {
        return new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
    }

    /** Blocks until {@link #close()} has run. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /**
     * Takes no new calls, lets those that run go on up to the setting {@code calls.drain}, ends the rest so that
     * their callers
     * reach a person, and stops every part in reverse order. Safe to call twice.
     */
    @Override
    public void close() {
        AgiServer door = agi;
        agi = null;
        AgentRoom room = lines;
        lines = null;
        if (room != null) {
            room.drain();
        }
        if (door != null) {
            drain(door);
        }
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failure) {
                // the others must be stopped all the same
                log.warn("a part did not stop cleanly: {}", part.getClass().getSimpleName(), failure);
            }
        }
        stopped.countDown();
    }

    private void drain(AgiServer door) {
        if (!door.drain(settings.calls().drain())) {
            log.warn(
                    "{} calls are ended at the end of calls.drain",
                    liveCalls.ids().size());
            liveCalls.stopAll();
            door.drain(STOP_WAIT);
        }
        door.close();
    }
}
