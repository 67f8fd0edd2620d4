package org.parley.call;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiException;
import org.parley.agi.AgiRequest;
import org.parley.agi.CallerGone;
import org.parley.ai.VoiceChoice;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;
import org.parley.dialer.Lead;
import org.parley.script.Answer;
import org.parley.script.Call;
import org.parley.script.CallEnded;
import org.parley.script.Data;
import org.parley.script.Dialplan;
import org.parley.script.People;
import org.parley.script.Question;
import org.parley.script.TalkPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One caller's visit as its script sees it. What uses the line is for the call's thread; a script's tool, which runs on
 * another, may use what is about the lead and the record.
 */
final class LiveCall implements Call {
    private static final Logger scriptLog = LoggerFactory.getLogger("org.parley.script.log");
    private static final Pattern KEYS = Pattern.compile("[0-9*#A-Da-dwW]{1,64}");
    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_/-]{0,127}");

    private final String id;
    private final AgiRequest request;
    private final AgiChannel channel;
    private final AudioLine line;
    private final Dialogue dialogue;
    private final CallLanguage language;
    private final BiFunction<Call, TalkPlan, FreeTalk> talks; // makes the free talks of the call
    private final People people;
    private final RecordingSwitch recording;
    private final CallTimeline timeline;
    private final Ending ending;
    private final Sounds sounds;
    private final CallLead lead;
    private final Supplier<String> leadLanguage;
    private final Decisions decisions;
    private final Resources resources;
    private final Memory memory;
    private final Duration quiet;
    private final Dialplan dialplan;
    private final Thread thread = Thread.currentThread();

    LiveCall(
            String id,
            AgiRequest request,
            AgiChannel channel,
            AudioLine line,
            Dialogue dialogue,
            CallLanguage language,
            BiFunction<Call, TalkPlan, FreeTalk> talks,
            Function<LiveCall, People> people,
            Decisions decisions,
            CallSound sound,
            CallTimeline timeline,
            Ending ending,
            Sounds sounds,
            Resources resources,
            Duration quiet,
            Future<Lead> leadLookup,
            boolean leadsHaveLanguages) {
        this.id = id;
        this.request = request;
        this.channel = channel;
        this.line = line;
        this.dialogue = dialogue;
        this.language = language;
        this.talks = talks;
        this.people = people.apply(this);
        this.recording = new RecordingSwitch(sound, timeline);
        this.timeline = timeline;
        this.decisions = decisions;
        this.ending = ending;
        this.sounds = sounds;
        this.resources = resources;
        this.memory = new Memory(resources.memory(), timeline);
        this.quiet = quiet;
        this.dialplan = new LiveDialplan(this, channel, line, timeline);
        this.lead = new CallLead(leadLookup, request.callerIdNumber(), timeline);
        this.leadLanguage = () -> leadsHaveLanguages ? lead().language() : "";
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String extension() {
        return request.extension();
    }

    @Override
    public Lead lead() {
        return ending(lead::get);
    }

    @Override
    public ZonedDateTime customersTime() {
        return dialogue.customersTime();
    }

    @Override
    public Locale language() {
        return Thread.currentThread().equals(thread) ? aloud(language::now) : language.now();
    }

    @Override
    public void language(Locale next) {
        language.change(next, "script");
    }

    @Override
    public Locale usualLanguage() {
        return language.usual();
    }

    @Override
    public void log(Level level, String text) {
        scriptLog.atLevel(level).log(timeline.privacy().words(text));
    }

    @Override
    public void answer() {
        act(line::answer);
    }

    @Override
    public Said say(String text, boolean interruptible) {
        return aloud(() -> {
            dialogue.heedCost();
            return dialogue.say(text, interruptible);
        });
    }

    @Override
    public void play(String sound) {
        Decisions.require(SOUND, sound, "a sound's name of letters, digits, '_', '-' and '/', without its ending");
        actAloud(() -> {
            timeline.note("play", "sound", sound);
            Optional<Pcm> ours = sounds.named(sound);
            if (ours.isPresent()) {
                dialogue.play(ours.get());
            } else {
                line.answer();
                line.closeLeg();
                channel.streamFile(sound, "");
            }
        });
    }

    @Override
    public Answer ask(String prompt, Question question) {
        return aloud(() -> {
            dialogue.heedCost();
            return dialogue.ask(prompt, question);
        });
    }

    @Override
    public AnsweredBy answeredBy(Duration limit) {
        return aloud(() -> {
            line.answer();
            line.closeLeg();
            return dialogue.answeredBy(channel.variable("AMDSTATUS"), limit);
        });
    }

    @Override
    public void dtmf(String keys) {
        Decisions.require(KEYS, keys, "1 to 64 keys out of 0-9*#A-D, or w for a pause");
        act(() -> {
            line.answer();
            line.closeLeg();
            timeline.note("dtmf", "count", keys.length());
            channel.exec("SendDTMF", keys);
        });
    }

    @Override
    public void echo(Duration limit) {
        actAloud(() -> Echo.play(line, dialogue, timeline, limit));
    }

    @Override
    public void hold(Duration limit) {
        actAloud(() -> OnHold.play(sounds, line, dialogue, timeline, limit));
    }

    @Override
    public void pause(Duration length) {
        actAloud(() -> {
            line.leg();
            dialogue.pause(length);
        });
    }

    @Override
    public TalkEnd converse(TalkPlan plan) {
        return aloud(() -> {
            TalkEnd end = talks.apply(this, plan).run();
            if (!end.language().equals(plan.spec().language().toLanguageTag())) {
                language.follow(Locale.forLanguageTag(end.language()));
            }
            return end;
        });
    }

    @Override
    public Dialplan dialplan() {
        return dialplan;
    }

    @Override
    public Duration passed() {
        return Duration.ofMillis(timeline.msSinceStart());
    }

    @Override
    public void recording(boolean on) {
        recording.record(on);
    }

    @Override
    public void anytime(List<String> sentences) {
        dialogue.anytime(sentences);
    }

    @Override
    public void never(List<String> phrases) {
        timeline.never(phrases);
    }

    @Override
    public void backup(List<VoiceChoice> voices) {
        dialogue.mouth().backup(voices);
    }

    @Override
    public void dispose(String status, String comment) {
        decisions.dispose(status, comment);
    }

    @Override
    public void callback(Instant at, String comment, String agent) {
        decisions.callBack(at, comment, agent);
    }

    @Override
    public void field(String name, String value) {
        decisions.field(name, value);
    }

    @Override
    public void transfer(String extension, String context) {
        decisions.transfer(extension, context);
    }

    @Override
    public People people() {
        return people;
    }

    @Override
    public void hangup() {
        act(line::closeLeg); // the closing path hangs up, once the dialer's tables say who did
        throw ending.because(EndReason.AGENT, "the script hung up");
    }

    @Override
    public void offRecord(boolean off) {
        recording.offRecord(off);
    }

    @Override
    public void note(String text) {
        timeline.note("note", "text", Decisions.shortened(text));
    }

    @Override
    public void mark(String kind, String key, String value) {
        timeline.note(kind, key, Decisions.shortened(value));
    }

    @Override
    public Data data() {
        return resources.data();
    }

    @Override
    public <T> T beside(Supplier<T> work) {
        return Thread.currentThread().equals(thread)
                ? verb(() -> Beside.run(work, line, dialogue, language, quiet))
                : work.get();
    }

    @Override
    public String recall(String name) {
        return memory.recall(lead(), name);
    }

    @Override
    public void remember(String name, String value) {
        memory.remember(lead(), name, value);
    }

    @Override
    public void cleanup(Runnable action) {
        decisions.cleanup(action);
    }

    void act(Act act) {
        verb(() -> {
            act.run();
            return true;
        });
    }

    private void actAloud(Act act) {
        aloud(() -> {
            act.run();
            return true;
        });
    }

    /** Runs a verb that uses the line. */
    <T> T verb(Verb<T> verb) {
        if (!Thread.currentThread().equals(thread)) {
            throw new IllegalStateException("A tool cannot speak, listen or use the channel while the talk goes on;"
                    + " what it returns is told to the model, and what follows the talk stands after converse");
        }
        return ending(verb);
    }

    /** Runs a verb with audio: before the first one it is found out in which language. */
    <T> T aloud(Verb<T> verb) {
        return verb(() -> {
            if (!language.isKnown()) {
                line.closeLeg(); // the channel takes a command only without one
                language.find(() -> channel.variable(CallLanguage.VARIABLE), leadLanguage);
            }
            return verb.run();
        });
    }

    /** Whatever ends the call becomes what unwinds the script, with its reason noted. */
    private <T> T ending(Verb<T> verb) {
        if (ending.decided()) {
            throw new CallEnded(ending.detail());
        }
        try {
            return verb.run();
        } catch (CallerGone gone) {
            throw ending.because(EndReason.CALLER, "the caller hung up");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw ending.because(EndReason.STOPPED, "the host stops");
        } catch (AudioException | AgiException failure) {
            throw ending.because(EndReason.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    /** What a verb does. */
    interface Verb<T> {
        T run() throws InterruptedException;
    }

    interface Act {
        void run() throws InterruptedException;
    }
}
