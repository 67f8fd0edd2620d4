package org.parley.script;

import groovy.transform.NamedParam;
import groovy.transform.NamedParams;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.ai.VoiceChoice;

/** Voices as words, for {@code voice} and {@code backup}: their options count instead of the host's settings. */
public abstract class VoiceWords extends QuestionWords {

    /** The voice of the box, which needs neither key nor network: {@code backup local()}. */
    public VoiceChoice local() {
        return VoiceChoice.named("local");
    }

    /** ElevenLabs as the settings have it: {@code voice elevenlabs()}. */
    public VoiceChoice elevenlabs() {
        return VoiceChoice.named("elevenlabs");
    }

    /**
     * ElevenLabs with another agent or voice than the settings': {@code voice elevenlabs(agent: 'agent_01jx')}.
     *
     * @param options {@code agent} and {@code voice}, each by its id
     */
    public VoiceChoice elevenlabs(
            @NamedParams({
                        @NamedParam(value = "agent", type = CharSequence.class),
                        @NamedParam(value = "voice", type = CharSequence.class)
                    })
                    Map<String, ?> options) {
        return of("elevenlabs", options);
    }

    /** Hume as the settings have it: {@code voice hume()}. */
    public VoiceChoice hume() {
        return VoiceChoice.named("hume");
    }

    /**
     * Hume with another configuration or voice than the settings': {@code voice hume(config: 'a1b2c3')}.
     *
     * @param options {@code config} and {@code voice}, each by its id
     */
    public VoiceChoice hume(
            @NamedParams({
                        @NamedParam(value = "config", type = CharSequence.class),
                        @NamedParam(value = "voice", type = CharSequence.class)
                    })
                    Map<String, ?> options) {
        return of("hume", options);
    }

    /** OpenAI's talks as the settings have them: {@code voice openai()}. */
    public VoiceChoice openai() {
        return VoiceChoice.named("openai");
    }

    /**
     * OpenAI with another model or voice than the settings': {@code voice openai(model: 'gpt-realtime-mini')}.
     *
     * @param options {@code model} and {@code voice}, by their names
     */
    public VoiceChoice openai(
            @NamedParams({
                        @NamedParam(value = "model", type = CharSequence.class),
                        @NamedParam(value = "voice", type = CharSequence.class)
                    })
                    Map<String, ?> options) {
        return of("openai", options);
    }

    /** The cascade as the settings have it: {@code voice cascade()}. */
    public VoiceChoice cascade() {
        return VoiceChoice.named("cascade");
    }

    /**
     * A cascade of other parts than the settings': {@code voice cascade(stt: 'deepgram', llm: 'openai', tts: 'piper')}.
     *
     * @param options {@code stt} who hears: local, deepgram, openai, vosk, whisper or http; {@code llm} who thinks:
     *     rules or openai; {@code tts} who speaks: local, deepgram, elevenlabs, openai, piper or http
     */
    public VoiceChoice cascade(
            @NamedParams({
                        @NamedParam(value = "stt", type = CharSequence.class),
                        @NamedParam(value = "llm", type = CharSequence.class),
                        @NamedParam(value = "tts", type = CharSequence.class)
                    })
                    Map<String, ?> options) {
        return of("cascade", options);
    }

    private static VoiceChoice of(String name, Map<String, ?> options) {
        try {
            return new VoiceChoice(
                    name,
                    options.entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, each -> String.valueOf(each.getValue()))));
        } catch (IllegalArgumentException wrong) {
            throw new ScriptException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** The voices that were given by name, by word, or as a list of these. */
    static List<VoiceChoice> choices(@Nullable Object... given) {
        return Stream.of(given)
                .flatMap(each -> each instanceof List<?> several ? several.stream() : Stream.ofNullable(each))
                .map(each -> each instanceof VoiceChoice choice ? choice : VoiceChoice.named(String.valueOf(each)))
                .toList();
    }
}
