package org.parley;

import org.parley.ai.TextToSpeech;
import org.parley.ai.deepgram.Deepgram;
import org.parley.ai.deepgram.DeepgramSettings;
import org.parley.ai.elevenlabs.ElevenLabsSettings;
import org.parley.ai.elevenlabs.ElevenLabsSpeech;
import org.parley.ai.http.HttpSettings;
import org.parley.ai.http.HttpSpeech;
import org.parley.ai.openai.OpenAiSpeech;
import org.parley.ai.piper.PiperSpeech;
import org.parley.settings.Copies;

/** The cascade's synthesiser as the settings choose it, with its usual voice or another. */
final class Synthesisers {
    private static final String VOICE = "voice";

    private Synthesisers() {}

    /** That synthesiser with this voice, or with the one of its settings for "". The box's own is none of these. */
    static TextToSpeech of(Settings settings, String voice) {
        return switch (settings.cascade().speaking()) {
            case LOCAL -> throw new IllegalArgumentException("Expected a synthesiser that is not the box's own");
            case DEEPGRAM -> {
                DeepgramSettings deepgram = settings.deepgram();
                yield Deepgram.synthesiser(Copies.with(deepgram, "speak", with(deepgram.speak(), voice)));
            }
            case ELEVENLABS -> {
                ElevenLabsSettings elevenlabs = settings.elevenlabs();
                yield ElevenLabsSpeech.of(Copies.with(elevenlabs, "speech", with(elevenlabs.speech(), voice)));
            }
            case OPENAI ->
                new OpenAiSpeech(
                        settings.openai().speechServer(), with(settings.openai().speech(), voice));
            case PIPER -> new PiperSpeech(with(settings.piper(), voice));
            case HTTP -> {
                HttpSettings http = settings.http();
                yield new HttpSpeech(with(http.speaking(), voice));
            }
        };
    }

    private static <T extends Record> T with(T settings, String voice) {
        return voice.isEmpty() ? settings : Copies.with(settings, VOICE, voice);
    }

    /** All settings that change how it sounds. */
    static String sound(Settings settings) {
        return switch (settings.cascade().speaking()) {
            case LOCAL -> "";
            case DEEPGRAM -> settings.deepgram().url() + settings.deepgram().speak();
            case ELEVENLABS ->
                settings.elevenlabs().url() + settings.elevenlabs().speech();
            case OPENAI -> settings.openai().url() + settings.openai().speech();
            case PIPER -> String.valueOf(settings.piper());
            case HTTP -> String.valueOf(settings.http().speaking());
        };
    }
}
