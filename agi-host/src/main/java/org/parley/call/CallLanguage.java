package org.parley.call;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Languages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The language of one call: what the script says, else the channel's variable, else the lead's field, else the usual
 * one. It may change at any time; any thread.
 */
final class CallLanguage {
    /** The channel variable by which the dialplan names it. */
    static final String VARIABLE = "PARLEY_LANGUAGE";

    private static final Logger log = LoggerFactory.getLogger(CallLanguage.class);

    private final Voices voices;
    private final Ear ear;
    private final CallTimeline timeline;
    private volatile @Nullable Locale chosen; // null as long as nobody has chosen one

    CallLanguage(Voices voices, Ear ear, CallTimeline timeline) {
        this.voices = voices;
        this.ear = ear;
        this.timeline = timeline;
    }

    /** The language now. */
    Locale now() {
        Locale known = chosen;
        return known == null ? usual() : known;
    }

    /** That of calls of which nothing else is known. */
    Locale usual() {
        return voices.language();
    }

    /** Whether it need not be looked for any more. */
    boolean isKnown() {
        return chosen != null;
    }

    /** Looks for it where a caller's language may be written, unless a script has said it before. */
    void find(Supplier<String> ofChannel, Supplier<String> ofLead) {
        if (!isKnown()) {
            Optional<Locale> found = read("channel", ofChannel.get());
            if (found.isEmpty()) {
                found = read("lead", ofLead.get());
            }
            if (found.isEmpty()) {
                chosen = usual();
                tellWhatIsNotHeard(usual());
            }
        }
    }

    private Optional<Locale> read(String by, String written) {
        if (written.isBlank()) {
            return Optional.empty();
        }
        Optional<Locale> language = Languages.find(written);
        language.ifPresentOrElse(
                found -> change(found, by), () -> timeline.note("language", "tag", "", "by", by, "unknown", written));
        return language;
    }

    /** From now on it is this one, as somebody has decided: script, channel, lead, caller. */
    void change(Locale to, String by) {
        Locale before = chosen;
        chosen = to;
        ear.language(to);
        if (to.equals(before)) {
            return;
        }
        timeline.note("language", "tag", to.toLanguageTag(), "by", by);
        tellWhatIsNotHeard(to);
    }

    /** Whether the words of a caller who answers a question can be understood. */
    boolean isHeard() {
        return voices.speechToText().hears(now());
    }

    /** What the caller spoke at the end of a talk stays the call's language, if scripts can speak it too. */
    void follow(Locale heard) {
        if (!Languages.same(heard, now()) && voices.textToSpeech().speaks(heard)) {
            change(heard, "caller");
        }
    }

    private void tellWhatIsNotHeard(Locale language) {
        if (!isHeard()) {
            log.warn(
                    "{} hears no {}: keys answer the questions of this call, words do not",
                    voices.speechToText().name(),
                    Languages.name(language));
        }
    }
}
