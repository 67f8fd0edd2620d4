package org.parley.ai.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ChatTurn;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.VoiceEvent;
import org.parley.audio.Pcm;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;

/**
 * The responses that are written by the model or heard by the caller. One that is unknown, or that nobody wants any
 * more, is not listened to: its late words and audio go nowhere. The talk's thread only.
 */
final class Sayings {
    private final RealtimeSession session;
    private final RealtimeRenewal links;
    private final TalkMemory memory;
    private final Map<String, Saying> sayings = new LinkedHashMap<>();
    private @Nullable Speaker speaker; // null until the call has audio
    private @Nullable Saying active; // being written by the model

    Sayings(RealtimeSession session, RealtimeRenewal links, TalkMemory memory) {
        this.session = session;
        this.links = links;
        this.memory = memory;
    }

    /** The call has audio. */
    void begin(Speaker audible) {
        speaker = audible;
    }

    boolean isBegun() {
        return speaker != null;
    }

    /** True while the model writes. */
    boolean isWriting() {
        return active != null;
    }

    /** True when nothing is written, nor to be heard. */
    boolean isEmpty() {
        return active == null && sayings.isEmpty();
    }

    void created(String id) {
        Saying saying = new Saying(id, links.current(), memory.begun());
        sayings.put(id, saying);
        active = saying;
    }

    /** The response that a message belongs to. */
    @Nullable
    Saying of(JsonNode message) {
        return sayings.get(message.path("response_id").asText(""));
    }

    void words(JsonNode message) {
        Saying saying = of(message);
        if (saying != null && !saying.isDropped()) {
            saying.words(message, message.path("delta").asText(""));
        }
    }

    void allWords(JsonNode message) {
        Saying saying = of(message);
        if (saying != null && !saying.isDropped()) {
            saying.allWords(message, message.path("transcript").asText(""));
        }
    }

    /**
     * Plays a piece of audio.
     *
     * @throws ProviderException when it is not what the protocol allows
     */
    void audio(JsonNode message) {
        Saying saying = of(message);
        Speaker audible = speaker;
        if (saying == null || saying.isDropped() || audible == null) {
            return;
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(message.path("delta").asText(""));
        } catch (IllegalArgumentException e) {
            throw new ProviderException(
                    session.provider(), Kind.PROTOCOL, "Expected audio in base64 but it was none", e);
        }
        Pcm samples = saying.decode(bytes);
        if (saying.utterance().isEmpty()) {
            Utterance utterance = audible.utterance();
            saying.playedBy(utterance);
            session.watch(saying, utterance);
        }
        if (saying.utterance().orElseThrow().write(samples)) {
            saying.took(message, samples);
            session.spoke(samples.samples().length * 1_000_000L / samples.rate());
        }
    }

    /** The model has written all of a response; null when it is none that is known. */
    @Nullable
    Saying done(String id) {
        Saying saying = sayings.get(id);
        if (saying != null) {
            active = active == saying ? null : active;
            saying.done();
            if (saying.utterance().isEmpty() || saying.isSpoken()) {
                sayings.remove(id);
            }
        }
        return saying;
    }

    /** The caller interrupts: silence at once, and nothing more of all this. */
    void drop() {
        Speaker audible = speaker;
        sayings.values().forEach(Saying::drop);
        if (audible != null && audible.isSpeaking()) {
            audible.clear();
        }
    }

    /** One was played to its end or cut, by the caller or by the call; the server is told how much was heard. */
    VoiceEvent.AgentSaid spoken(Saying saying, Utterance utterance) {
        boolean cut = utterance.state() != Utterance.State.PLAYED;
        if (cut && saying.isOf(links.current())) {
            if (!saying.isDropped() && !saying.isDone()) {
                links.send(RealtimeMessages.cancel(saying.id())); // the server does not know yet
            }
            saying.corrections(utterance.heard()).forEach(links::send);
        }
        saying.drop();
        saying.spoken();
        VoiceEvent.AgentSaid said = saying.said(utterance, cut);
        saying.place().fill(ChatTurn.agent(said.heardText()));
        if (saying.isDone()) {
            sayings.remove(saying.id());
        }
        return said;
    }

    /** The server forgets the messages in this output of a response that was interrupted before its first sound. */
    void forget(Saying saying, JsonNode output) {
        if (saying.isDropped() && saying.utterance().isEmpty() && saying.isOf(links.current())) {
            output.forEach(item -> {
                if (item.path("type").asText("").equals("message")) {
                    links.send(RealtimeMessages.delete(item.path("id").asText("")));
                }
            });
        }
    }

    /** No more comes of any; what has come is heard out. True when the one being written is not heard at all. */
    boolean cutOff() {
        Saying writing = active;
        boolean unheard = writing != null && writing.utterance().isEmpty() && !writing.isDropped();
        active = null;
        sayings.values().removeIf(saying -> saying.utterance().isEmpty());
        sayings.values().forEach(Saying::done);
        return unheard;
    }
}
