package org.parley.cli;

import java.util.Locale;
import org.parley.CascadeChoice;
import org.parley.Settings;
import org.parley.ai.Languages;

/** In which language calls begin, and who hears and speaks what scripts ask and say. Asks no provider. */
final class LanguagesCheck {
    private static final String NAME = "languages";

    private LanguagesCheck() {}

    static Check of(Settings settings, Programs programs) {
        Locale usual = settings.calls().usualLanguage();
        boolean english = Languages.same(usual, Locale.ENGLISH);
        CascadeChoice parts = settings.cascade();
        boolean boxHears = !parts.questions() || parts.hearing() == CascadeChoice.Hearing.LOCAL;
        boolean boxSpeaks = !parts.questions() || parts.speaking() == CascadeChoice.Speaking.LOCAL;
        boolean espeak = programs.find("espeak-ng").isPresent();
        String hears = boxHears
                ? "words are heard in English only, keys in all"
                : "words are heard by " + name(parts.hearing());
        String speaks = boxSpeaks
                ? espeak ? "other languages are spoken by espeak-ng" : "only English is spoken, espeak-ng is missing"
                : "spoken by " + name(parts.speaking());
        String finding = "calls begin in %s; scripts: %s; %s".formatted(usual.toLanguageTag(), hears, speaks);
        if (boxSpeaks && !espeak) {
            return english
                    ? Check.ok(NAME, finding)
                    : Check.fail(
                            NAME,
                            finding,
                            "apt-get install espeak-ng, or set cascade.speaking and" + " cascade.questions: true");
        }
        return boxHears && !english
                ? Check.warn(
                        NAME,
                        finding,
                        "set cascade.hearing to a recogniser of " + Languages.name(usual)
                                + " and cascade.questions: true")
                : Check.ok(NAME, finding);
    }

    private static String name(Enum<?> part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
