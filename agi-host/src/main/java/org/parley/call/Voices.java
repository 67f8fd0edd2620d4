package org.parley.call;

import java.util.Locale;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.VoiceAgent;

/** The voice that a call speaks and hears with. */
public record Voices(SpeechToText speechToText, TextToSpeech textToSpeech, VoiceAgent agent, Locale language) {}
