package org.parley.sim.provider.hume;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.parley.audio.Pcm;
import org.parley.sim.provider.Mind;

/** The agent's speech, sentence by sentence, faster than real time unless it is paced. Under the talk's lock. */
final class HumeVoice {
    private static final long PIECE_MILLIS = 500;

    private final HumeSocket talk;
    private final HumeManners manners;
    private final Mind mind;
    private int sentences;
    private int generation; // counts answers and interruptions: what belongs to an earlier one is not sent
    private long endNanos; // when the caller has heard it, in real time; 0 for nothing to hear
    private String lastId = "";
    private int lastIndex;
    private String lastData = "";

    HumeVoice(HumeSocket talk, HumeManners manners, Mind mind) {
        this.talk = talk;
        this.manners = manners;
        this.mind = mind;
    }

    /** Speaks, and does that when all of it was sent. */
    void say(String words, boolean fromText, Runnable sent) {
        int mine = ++generation;
        List<ObjectNode> messages = new ArrayList<>();
        long millis = 0;
        for (String sentence : words.split("(?<=[.!?])\\s+", -1)) {
            String id = "sentence-" + talk.connection() + "-" + ++sentences;
            ObjectNode text = talk.event("assistant_message");
            if (manners.namesSentences) {
                text.put("id", id);
            }
            text.putObject("message").put("role", "assistant").put("content", sentence);
            text.putObject("models").putNull("prosody");
            messages.add(text.put("from_text", fromText).put("is_quick_response", false));
            short[] speech = mind.speak(sentence);
            millis += speech.length * 1000L / Pcm.TELEPHONE_RATE;
            List<String> pieces = WavPieces.of(speech, manners.wav);
            for (int i = 0; i < pieces.size(); i++) {
                messages.add(audio(id, i, pieces.get(i)));
            }
            ObjectNode prosody = talk.event("assistant_prosody").put("id", id);
            prosody.putObject("models").putObject("prosody").set("scores", Prosody.scores(talk, "Joy"));
            messages.add(prosody);
            lastId = id;
            lastIndex = pieces.size() - 1;
            lastData = pieces.getFirst();
        }
        if (manners.tellsEnds) {
            messages.add(talk.event("assistant_end"));
        }
        long now = System.nanoTime();
        endNanos = Math.max(now, endNanos) + millis * 1_000_000;
        send(messages, 0, mine, sent);
    }

    private void send(List<ObjectNode> messages, int from, int mine, Runnable sent) {
        for (int i = from; i < messages.size(); i++) {
            ObjectNode message = messages.get(i);
            talk.send(message);
            boolean audio = message.path("type").asText().equals("audio_output");
            if (audio && manners.repeats) {
                talk.send(message);
                talk.send(talk.event("weather").put("temperature", 21));
            }
            if (audio && manners.paced) {
                int next = i + 1;
                talk.later(PIECE_MILLIS, () -> {
                    if (mine == generation && talk.isOpen()) {
                        send(messages, next, mine, sent);
                    }
                });
                return;
            }
        }
        sent.run();
    }

    private ObjectNode audio(String id, int index, String data) {
        return talk.event("audio_output").put("id", id).put("index", index).put("data", data);
    }

    /** True while the caller hears it, if he does as it comes. */
    boolean isHeard() {
        return System.nanoTime() < endNanos;
    }

    /** The caller speaks over it. */
    void interrupt() {
        generation++;
        if (!isHeard()) {
            return;
        }
        endNanos = 0;
        if (manners.tellsInterruptions) {
            talk.send(talk.event("user_interruption").put("time", System.currentTimeMillis()));
        }
        for (int i = 0; i < manners.stalePieces; i++) {
            talk.send(audio(lastId, ++lastIndex, lastData));
        }
    }
}
