package org.parley.store;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines that every call has, field by field: as beans they took a quarter of what a short call costs. What
 * it writes is what {@link JournalLine#parse} reads.
 */
final class JournalJson {
    private static final int USUAL_BYTES = 512;
    private static final ConcurrentLinkedDeque<JournalJson> FREE = new ConcurrentLinkedDeque<>(); // one per writer

    private final ByteArrayBuilder out = new ByteArrayBuilder(USUAL_BYTES);
    private final JsonGenerator json;

    private JournalJson() throws IOException {
        json = JournalLine.JSON
                .getFactory()
                .createGenerator(out, JsonEncoding.UTF8)
                .setRootValueSeparator(null);
    }

    /** The line as UTF-8, or null for a kind that is left to the mapper. */
    static byte @Nullable [] bytes(JournalLine line) throws IOException {
        if (line instanceof JournalLine.Dialed || line instanceof JournalLine.Owed) {
            return null;
        }
        JournalJson free = FREE.pollFirst();
        JournalJson writer = free == null ? new JournalJson() : free;
        byte[] written = writer.object(line);
        FREE.addFirst(writer); // not after a failure, which leaves it in the middle of an object
        return written;
    }

    private byte[] object(JournalLine line) throws IOException {
        json.writeStartObject();
        write(line, json);
        json.writeEndObject();
        json.flush();
        byte[] written = out.toByteArray();
        out.reset();
        return written;
    }

    private static void write(JournalLine line, JsonGenerator json) throws IOException {
        switch (line) {
            case JournalLine.Started(CallStart start) -> start(start, json);
            case JournalLine.Answered(Instant at) -> {
                json.writeStringField("t", "answered");
                json.writeStringField("at", at.toString());
            }
            case JournalLine.Turn(TurnRow turn) -> turn(turn, json);
            case JournalLine.Event(EventRow event) -> event(event, json);
            case JournalLine.Ended(CallEnd end) -> end(end, json);
            case JournalLine.Dialed _, JournalLine.Owed _ -> throw new IllegalArgumentException("Not written here");
        }
    }

    private static void start(CallStart start, JsonGenerator json) throws IOException {
        json.writeStringField("t", "start");
        json.writeObjectFieldStart("start");
        json.writeStringField("id", start.id());
        json.writeStringField("uniqueId", start.uniqueId());
        json.writeStringField("channel", start.channel());
        json.writeStringField("extension", start.extension());
        json.writeStringField("script", start.script());
        json.writeStringField("scriptVersion", start.scriptVersion());
        json.writeStringField("callerNumber", start.callerNumber());
        json.writeNumberField("leadId", start.leadId());
        json.writeStringField("campaign", start.campaign());
        json.writeStringField("callCode", start.callCode());
        json.writeStringField("startedAt", start.startedAt().toString());
        json.writeEndObject();
    }

    private static void turn(TurnRow turn, JsonGenerator json) throws IOException {
        json.writeStringField("t", "turn");
        json.writeObjectFieldStart("turn");
        json.writeStringField("side", turn.side().name());
        json.writeStringField("text", turn.text());
        json.writeNumberField("startedMs", turn.startedMs());
        json.writeNumberField("endedMs", turn.endedMs());
        value("latencyMs", turn.latencyMs(), json);
        value("confidence", turn.confidence(), json);
        json.writeBooleanField("interrupted", turn.interrupted());
        json.writeEndObject();
    }

    private static void event(EventRow event, JsonGenerator json) throws IOException {
        json.writeStringField("t", "event");
        json.writeObjectFieldStart("event");
        json.writeNumberField("atMs", event.atMs());
        json.writeStringField("kind", event.kind());
        json.writeObjectFieldStart("data");
        for (Map.Entry<String, @Nullable Object> entry : event.data().entrySet()) {
            value(entry.getKey(), entry.getValue(), json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void end(CallEnd end, JsonGenerator json) throws IOException {
        json.writeStringField("t", "end");
        json.writeObjectFieldStart("end");
        json.writeStringField("endedAt", end.endedAt().toString());
        json.writeStringField("state", end.state().name());
        json.writeStringField("disposition", end.disposition());
        json.writeStringField("dispositionComment", end.dispositionComment());
        json.writeStringField("endReason", end.endReason());
        json.writeNumberField("talkMs", end.talkMs());
        json.writeStringField("recording", end.recording());
        value("firstAudioMs", end.firstAudioMs(), json);
        json.writeStringField("error", end.error());
        json.writeEndObject();
    }

    private static void value(String name, @Nullable Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case null -> json.writeNullField(name);
            case String text -> json.writeStringField(name, text);
            case Long number -> json.writeNumberField(name, number);
            case Integer number -> json.writeNumberField(name, number);
            case Boolean truth -> json.writeBooleanField(name, truth);
            default -> json.writePOJOField(name, value); // by the mapper
        }
    }
}
