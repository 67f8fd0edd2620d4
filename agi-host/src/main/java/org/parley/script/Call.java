package org.parley.script;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.parley.ai.VoiceChoice;
import org.parley.dialer.Lead;
import org.slf4j.event.Level;

/**
 * What a script can do with its call; implemented by the call room. Used on the call's own thread; a tool's code, which
 * has another, may use what concerns the record and the lead. When the caller has gone every method but
 * {@link #cleanup}, {@link #dispose}, {@link #offRecord}, {@link #note}, {@link #mark} and {@link #log} throws
 * {@link CallEnded}, which unwinds the script and is no error.
 */
public interface Call {

    /** Parley's id of the call, as in its tables, logs and file names. */
    String id();

    /** The dialplan extension that was reached. */
    String extension();

    /** Who calls; an unknown lead when the dialer has none. */
    Lead lead();

    /** The customer's wall clock, by which he means what he says; ours when the dialer has not told his. */
    default ZonedDateTime customersTime() {
        ZoneOffset his = lead().clock();
        return ZonedDateTime.now(his == null ? ZoneId.systemDefault() : his);
    }

    /** The call's language now. */
    Locale language();

    /** The call's language from now on. */
    void language(Locale language);

    /** The language of calls of which nothing else is known. */
    Locale usualLanguage();

    /** A line in the host's log that carries the call's id. */
    void log(Level level, String text);

    /** Answers the channel; every audio verb does it by itself when it was not done. */
    void answer();

    /** Speaks and waits until it was heard, or the caller interrupted where that is allowed. */
    Said say(String text, boolean interruptible);

    /** Plays a WAV of the folder named sounds beside the scripts, or else a sound of Asterisk by its name. */
    void play(String sound);

    /** Waits for the caller's next words or keys. */
    default Answer listen(Question question) {
        return ask("", question);
    }

    /** Says the prompt, listens, and asks again as often as the question allows. */
    Answer ask(String prompt, Question question);

    /** Who has answered: a machine for sure, or else a person; listened to for so long when the dialer knows not. */
    AnsweredBy answeredBy(Duration limit);

    /** Sends keys to the far end: {@code 0-9*#A-D}. */
    void dtmf(String keys);

    /** Sends the caller's own audio back, until he hangs up or the time is over. */
    void echo(Duration limit);

    /** Music for so long, or until the caller presses a key; the call goes on. */
    void hold(Duration limit);

    /** Silence for so long; the call goes on. */
    void pause(Duration length);

    /** A free talk as planned; returns how it ended. */
    TalkEnd converse(TalkPlan plan);

    /** The dialplan behind the call. */
    Dialplan dialplan();

    /** How long the call has lasted. */
    Duration passed();

    /** Whether the call is recorded from here on, where the host records; its words are written down all the same. */
    void recording(boolean on);

    /**
     * What the caller may say at any time from now on: listened for beside what is asked, by recognisers that must be
     * told what to listen for.
     */
    void anytime(List<String> sentences);

    /** Phrases that must never be said: one that is said all the same stands in the call's record. */
    void never(List<String> phrases);

    /**
     * Who speaks from now on what the script says and asks, when the call's own voice cannot; of no use where nothing
     * is spoken aloud.
     */
    default void backup(List<VoiceChoice> voices) {}

    /** The call's status for the dialer, 1 to 6 capitals or digits, and a remark; the last one set counts. */
    void dispose(String status, String comment);

    /** Agrees a call-back at that time; by an agent of the dialer alone, or "" for anyone. */
    void callback(Instant at, String comment, String agent);

    /** Changes a field of the lead, by its column or the name of a custom field, when the call has ended. */
    void field(String name, String value);

    /** Sends the caller on to an extension when the script ends; "" for the context means the dialplan's default. */
    void transfer(String extension, String context);

    /** The people whom it may reach, and what the dialer knows of them. */
    default People people() {
        throw new IllegalStateException("This call reaches nobody");
    }

    /** Hangs up; ends the script. */
    void hangup();

    /** From now on nothing that is said or keyed is recorded or written down; with false it is again. Never throws. */
    void offRecord(boolean off);

    /** A remark in the call's record. */
    void note(String text);

    /** The script has come so far: an event of its own in its record, with one value. Never throws. */
    void mark(String kind, String key, String value);

    /** Where the script has data from. */
    Data data();

    /**
     * Does what takes time while the call goes on, and gives its result: the caller hears that it takes a moment when
     * it does. On another thread than the call's it is only done.
     */
    <T> T beside(Supplier<T> work);

    /** What is kept about this lead under that name, or "". */
    String recall(String name);

    /** Keeps it for his later calls. */
    void remember(String name, String value);

    /** Runs this after the script has ended, however it ended; last given, first run. */
    void cleanup(Runnable action);

    /** How our words went: whether the caller interrupted, how much was heard, and what he said over them, or "". */
    record Said(boolean interrupted, Duration heard, String words) {

        /** The caller said nothing. */
        public Said(boolean interrupted, Duration heard) {
            this(interrupted, heard, "");
        }
    }

    /** Who answered, and by what that was decided. */
    record AnsweredBy(boolean machine, String why) {}

    /**
     * How a free talk ended: the last intent seen, or "", or the tool that ended it, the reason, and the tag of the
     * language in which it was then, by what was heard of the caller.
     */
    record TalkEnd(String intent, Reason reason, String language) {
        /** Of a talk whose language is told later. */
        public TalkEnd(String intent, Reason reason) {
            this(intent, reason, "");
        }

        /** The same in that language. */
        public TalkEnd in(Locale spoken) {
            return new TalkEnd(intent, reason, spoken.toLanguageTag());
        }

        /** Why it ended. */
        public enum Reason {
            INTENT,
            AGENT,
            TOOL,
            SCRIPT,
            TIME,
            SILENCE,
            FAILED
        }
    }
}
