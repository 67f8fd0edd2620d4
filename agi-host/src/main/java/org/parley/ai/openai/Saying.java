package org.parley.ai.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parley.ai.ToolCall;
import org.parley.ai.VoiceEvent.AgentSaid;
import org.parley.audio.Pcm;
import org.parley.audio.Utterance;

/** One response of the model: its items, their words and audio, the tools it calls. The talk's thread only. */
final class Saying {
    private final String id;
    private final RealtimeLink link;
    private final RealtimeFormat.Decoder decoder;
    private final List<Item> items = new ArrayList<>();
    private final Map<String, ToolCall> calls = new LinkedHashMap<>();
    private final TalkMemory.Place place;
    private Optional<Utterance> utterance = Optional.empty();
    private long firstTokenNanos;
    private long firstAudioNanos;
    private boolean dropped;
    private boolean done;
    private boolean spoken;

    /** An assistant's message within the response. */
    private static final class Item {
        private final String id;
        private final int content;
        private final long startMicros; // within the response's audio
        private long micros;
        private String text = "";

        Item(String id, int content, long startMicros) {
            this.id = id;
            this.content = content;
            this.startMicros = startMicros;
        }
    }

    Saying(String id, RealtimeLink link, TalkMemory.Place place) {
        this.id = id;
        this.link = link;
        this.decoder = new RealtimeFormat.Decoder(link.output());
        this.place = place;
    }

    String id() {
        return id;
    }

    /** True when that session knows it. */
    boolean isOf(RealtimeLink session) {
        return link == session;
    }

    TalkMemory.Place place() {
        return place;
    }

    /** What it is played by, once it has audio. */
    Optional<Utterance> utterance() {
        return utterance;
    }

    void playedBy(Utterance playing) {
        utterance = Optional.of(playing);
    }

    /** Nothing of it is wanted any more: late audio is refused. */
    void drop() {
        dropped = true;
        utterance.ifPresent(Utterance::finish);
    }

    boolean isDropped() {
        return dropped;
    }

    /** The model has written all of it. */
    void done() {
        done = true;
        utterance.ifPresent(Utterance::finish);
    }

    boolean isDone() {
        return done;
    }

    /** It was played or cut. */
    void spoken() {
        spoken = true;
    }

    boolean isSpoken() {
        return spoken;
    }

    /** The samples of a piece of audio. */
    Pcm decode(byte[] bytes) {
        firstAudioNanos = firstAudioNanos == 0 ? System.nanoTime() : firstAudioNanos;
        return decoder.decode(bytes);
    }

    /** These samples of that message's item were taken to be played. */
    void took(JsonNode message, Pcm samples) {
        item(message).micros += samples.duration().toNanos() / 1000;
    }

    void words(JsonNode message, String piece) {
        firstTokenNanos = firstTokenNanos == 0 ? System.nanoTime() : firstTokenNanos;
        item(message).text += piece;
    }

    /** All words of an item, as the server sums them up. */
    void allWords(JsonNode message, String text) {
        if (!text.isEmpty()) {
            item(message).text = text;
        }
    }

    private Item item(JsonNode message) {
        String item = message.path("item_id").asText("");
        for (Item known : items) {
            if (known.id.equals(item)) {
                return known;
            }
        }
        long start = items.stream().mapToLong(before -> before.micros).sum();
        Item begun = new Item(item, message.path("content_index").asInt(0), start);
        items.add(begun);
        return begun;
    }

    void calls(ToolCall call) {
        calls.put(call.id(), call);
    }

    List<ToolCall> calls() {
        return List.copyOf(calls.values());
    }

    /** Milliseconds of audio taken. */
    long millis() {
        return items.stream().mapToLong(item -> item.micros).sum() / 1000;
    }

    String text() {
        return text(Long.MAX_VALUE);
    }

    /** The words in so much of the audio, whole ones, as the audio's length tells. */
    private String text(long heardMicros) {
        StringBuilder text = new StringBuilder();
        for (Item item : items) {
            long heard = Math.clamp(heardMicros - item.startMicros, 0, item.micros);
            String words = item.text.strip();
            if (heard < item.micros) {
                words = begin(words, heard * words.length() / item.micros);
            } else if (heardMicros <= item.startMicros) {
                words = "";
            }
            text.append(text.isEmpty() || words.isEmpty() ? "" : " ").append(words);
        }
        return text.toString();
    }

    private static String begin(String words, long length) {
        int end = (int) Math.min(words.length(), length);
        if (end < words.length() && !Character.isWhitespace(words.charAt(end))) {
            while (end > 0 && !Character.isWhitespace(words.charAt(end - 1))) {
                end--;
            }
        }
        return words.substring(0, end).strip();
    }

    /** What was said and heard, when it was played or cut. */
    AgentSaid said(Utterance played, boolean cut) {
        Duration heard = played.heard();
        return new AgentSaid(
                text(),
                cut ? text(heard.toNanos() / 1000) : text(),
                new AgentSaid.ReplyTimes(firstTokenNanos, firstAudioNanos, played.firstFrameNanos()),
                heard,
                cut);
    }

    /** What the server is told when it was cut: items truncated to what was heard, those not heard deleted. */
    List<ObjectNode> corrections(Duration heardOfAll) {
        List<ObjectNode> messages = new ArrayList<>();
        for (Item item : items) {
            long heard = Math.clamp(heardOfAll.toNanos() / 1000 - item.startMicros, 0, item.micros);
            if (heard / 1000 == 0) {
                messages.add(RealtimeMessages.delete(item.id));
            } else if (heard < item.micros || !done) {
                messages.add(RealtimeMessages.truncate(item.id, item.content, heard / 1000));
            }
        }
        return messages;
    }
}
