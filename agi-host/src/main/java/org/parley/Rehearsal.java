package org.parley;

import java.time.Clock;
import org.parley.ai.LanguageModel;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.call.Resources;
import org.parley.dialer.Dialer;

/**
 * What stands in for the world around a host that serves no real callers.
 *
 * @param dialer whose calls and leads they are; nothing is written for it but what it takes itself
 * @param clock by which calls come
 * @param resources what scripts read instead of services, tables and what earlier calls have kept
 * @param speech how it speaks and hears
 */
public record Rehearsal(Dialer dialer, Clock clock, Resources resources, Speech speech) {

    /** What is put before the voice of the box, which every voice's name stands for. What it makes owns nothing. */
    public interface Speech {

        /** The recogniser of questions. */
        SpeechToText questions(SpeechToText box);

        /** The recogniser of free talks. */
        SpeechToText talks(SpeechToText box);

        /** The synthesiser. */
        TextToSpeech speaking(TextToSpeech box);

        /** Who answers in free talks. */
        LanguageModel model();
    }
}
