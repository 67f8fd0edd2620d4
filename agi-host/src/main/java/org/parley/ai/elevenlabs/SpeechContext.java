package org.parley.ai.elevenlabs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.wire.SocketLink;

/** One sentence at a socket of the synthesiser. The socket's thread adds what comes, the speaking thread takes it. */
final class SpeechContext {
    private static final int WAITING_MAX = 4000;
    /** When all letters were spoken, a last piece of silence may follow. */
    private static final Duration TRAILING = Duration.ofMillis(200);
    /** Where no times tell the end, so long a silence of the provider is one. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final String id;
    private final SocketLink link;
    private final BlockingQueue<Object> come = new ArrayBlockingQueue<>(WAITING_MAX); // JsonNode or ProviderException
    private boolean anySound; // the speaking thread's
    private boolean closeAsked; // the speaking thread's

    SpeechContext(String id, SocketLink link) {
        this.id = id;
        this.link = link;
    }

    String id() {
        return id;
    }

    /** A message of this context. */
    void message(JsonNode message) {
        come.offer(message); // when nobody takes, the rest is lost: the sentence is late beyond use
    }

    /** It failed, or its socket did. */
    void failed(ProviderException cause) {
        if (!come.offer(cause)) {
            come.clear();
            come.offer(cause);
        }
    }

    /**
     * Speaks and returns when all sound is in the sink, or the sink wants no more.
     *
     * @throws ProviderException when it failed or took too long
     */
    void speak(String text, SpokenSentence sentence, Duration first, Duration idle) throws InterruptedException {
        boolean sent = link.send(message().put("text", " "))
                && link.send(message().put("text", text.strip() + " "))
                && link.send(message().put("flush", true));
        if (!sent) {
            throw new ProviderException(ElevenLabs.NAME, Kind.NETWORK, "Expected an open socket but it is over", null);
        }
        try {
            while (true) {
                Duration patience = patience(sentence, first, idle);
                Object next = come.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
                switch (next) {
                    case null -> {
                        if (silent(sentence, patience)) {
                            return;
                        }
                    }
                    case ProviderException cause -> throw cause;
                    case JsonNode message -> {
                        anySound |= message.path("audio").isTextual();
                        boolean wanted = sentence.message(message, "audio");
                        if (!wanted || isLast(message)) {
                            return;
                        }
                    }
                    default -> throw new IllegalStateException("Expected a message but was " + next);
                }
            }
        } finally {
            askToClose(); // also tells the provider that the rest is not wanted
        }
    }

    private Duration patience(SpokenSentence sentence, Duration first, Duration idle) {
        if (sentence.isWhole()) {
            return TRAILING;
        }
        if (!anySound) {
            return first;
        }
        return sentence.isTimed() ? idle : QUIET;
    }

    /** Nothing came for so long: true when that is the end. */
    private boolean silent(SpokenSentence sentence, Duration patience) {
        if (sentence.isWhole() || closeAsked) {
            return true;
        }
        if (!anySound || sentence.isTimed()) {
            throw new ProviderException(
                    ElevenLabs.NAME,
                    Kind.SLOW,
                    "Expected sound within " + patience.toMillis() + " ms but none came",
                    null);
        }
        askToClose();
        return false;
    }

    private void askToClose() {
        if (!closeAsked) {
            closeAsked = true;
            link.send(message().put("close_context", true));
        }
    }

    private static boolean isLast(JsonNode message) {
        return message.path("isFinal").asBoolean()
                || message.path("is_final").asBoolean()
                || message.path("is_final_audio_for_turn").asBoolean()
                || message.path("type").asText().equals("flush_done");
    }

    private ObjectNode message() {
        return JsonNodeFactory.instance.objectNode().put("context_id", id);
    }
}
