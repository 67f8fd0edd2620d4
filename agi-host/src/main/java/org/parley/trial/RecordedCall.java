package org.parley.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.parley.ai.Languages;
import org.parley.dialer.Lead;
import org.parley.script.Call;
import org.parley.script.CallEnded;
import org.parley.script.Data;
import org.parley.script.Dialplan;
import org.parley.script.People;
import org.slf4j.event.Level;

/** The verbs of a trial's call that say and hear nothing: they are written down. */
abstract class RecordedCall implements Call {
    private final Lead lead;
    private final String extension;
    private final Decided decided;
    private final Data data;
    private final Locale usual;
    private final People people;
    private Locale language;

    RecordedCall(Trial.Setting setting, Locale usual) {
        this.lead = setting.lead();
        this.extension = setting.extension();
        this.decided = new Decided(setting.variables());
        this.decided.remembered.putAll(setting.remembered());
        this.data = new RecordedData(setting.data(), decided.path);
        this.usual = usual;
        this.people = new TrialPeople(this, setting.around());
        this.language = Languages.find(setting.variables().getOrDefault("PARLEY_LANGUAGE", ""))
                .or(() -> Languages.find(lead.language()))
                .orElse(usual);
    }

    /** Every verb that uses the line comes by here. */
    abstract void verb(String step);

    /** So long passes while the caller hears a ringing or music; he may hang up. */
    abstract void waits(Duration length);

    /** Ends the call, for the script wants it. */
    abstract CallEnded hungUp();

    /** The time in the trial. */
    abstract Instant now();

    Decided decided() {
        return decided;
    }

    @Override
    public String id() {
        return "trial";
    }

    @Override
    public String extension() {
        return extension;
    }

    @Override
    public Lead lead() {
        return lead;
    }

    @Override
    public Locale language() {
        return language;
    }

    @Override
    public void language(Locale next) {
        decided.path.add("language: " + next.toLanguageTag());
        language = next;
    }

    @Override
    public Locale usualLanguage() {
        return usual;
    }

    @Override
    public void log(Level level, String text) {
        decided.path.add("log " + level + ": " + text);
    }

    @Override
    public void answer() {
        verb("answer");
    }

    @Override
    public void dtmf(String keys) {
        verb("dtmf: " + keys);
    }

    @Override
    public void anytime(List<String> sentences) {} // what a caller in a trial says is understood

    @Override
    public void never(List<String> phrases) {
        decided.forbidden.addAll(phrases);
    }

    @Override
    public Dialplan dialplan() {
        return new RecordedDialplan(this);
    }

    @Override
    public void recording(boolean on) {
        decided.path.add("recording: " + on);
    }

    @Override
    public void hangup() {
        verb("hangup");
        throw hungUp();
    }

    @Override
    public void offRecord(boolean off) {
        decided.path.add("off the record: " + off);
    }

    @Override
    public void dispose(String status, String comment) {
        decided.dispose(status, comment);
    }

    @Override
    public void callback(Instant at, String comment, String agent) {
        decided.callBack(at, comment, agent, now());
    }

    @Override
    public void field(String name, String value) {
        decided.field(name, value);
    }

    @Override
    public void transfer(String to, String context) {
        decided.transfer(to, context);
    }

    @Override
    public People people() {
        return people;
    }

    @Override
    public void note(String text) {
        decided.note(text);
    }

    @Override
    public void mark(String kind, String key, String value) {
        decided.path.add(kind + ": " + value);
    }

    @Override
    public void cleanup(Runnable action) {
        decided.cleanups.push(action);
    }

    @Override
    public Data data() {
        return data;
    }

    @Override
    public <T> T beside(Supplier<T> work) {
        return work.get();
    }

    @Override
    public String recall(String name) {
        return decided.remembered.getOrDefault(name, "");
    }

    @Override
    public void remember(String name, String value) {
        decided.path.add("remember: " + name + "=" + value);
        decided.remembered.put(name, value);
    }
}
