package org.parley.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.dialer.CallResult;

/** One line of a call's journal: a JSON object whose {@code t} says what it tells. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalLine.Started.class, name = "start"),
    @JsonSubTypes.Type(value = JournalLine.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = JournalLine.Dialed.class, name = "dialer"),
    @JsonSubTypes.Type(value = JournalLine.Owed.class, name = "owed"),
    @JsonSubTypes.Type(value = JournalLine.Turn.class, name = "turn"),
    @JsonSubTypes.Type(value = JournalLine.Event.class, name = "event"),
    @JsonSubTypes.Type(value = JournalLine.Ended.class, name = "end")
})
sealed interface JournalLine {
    record Started(CallStart start) implements JournalLine {}

    record Answered(Instant at) implements JournalLine {}

    /** What the channel said of itself, and by which keys the dialer's rows are found, once that is known. */
    record Dialed(CallIdentity identity, @Nullable CallKeys keys) implements JournalLine {}

    record Owed(CallResult result) implements JournalLine {}

    record Turn(TurnRow turn) implements JournalLine {}

    record Event(EventRow event) implements JournalLine {}

    record Ended(CallEnd end) implements JournalLine {}

    ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    // a buffer for each virtual thread would be one for each call
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // a newer host may have written more than this one knows
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** As UTF-8. */
    default byte[] bytes() throws JsonProcessingException {
        try {
            byte[] written = JournalJson.bytes(this);
            return written == null ? JSON.writeValueAsBytes(this) : written;
        } catch (JsonProcessingException e) {
            // through a String half of a surrogate pair becomes '?'; what is no JSON at all fails again
            return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Expected to write to memory", impossible);
        }
    }

    static JournalLine parse(byte[] json) throws IOException {
        return JSON.readValue(json, JournalLine.class);
    }
}
