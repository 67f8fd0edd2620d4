package org.parley.ai.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import okhttp3.Request;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.wire.Secrets;
import org.parley.ai.wire.StreamedAnswer;
import org.parley.ai.wire.Wire;

/** Asks a service, asks again while its answer is pending, and says what its errors mean. */
final class Exchange {
    static final String NAME = "http";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Two minutes of speech as base64, and more. */
    private static final int ANSWER_BYTES_MAX = 16 << 20;

    private static final int ACCEPTED = 202;
    private static final int SAID_CHARS_MAX = 300;

    private final Wire wire;
    private final RequestRecipe requests;
    private final AnswerRecipe answers;

    Exchange(Wire wire, RequestRecipe requests, AnswerRecipe answers) {
        this.wire = wire;
        this.requests = requests;
        this.answers = answers;
    }

    /** A successful answer, which the caller closes. */
    StreamedAnswer ask(Request request, Duration limit) throws InterruptedException {
        return StreamedAnswer.open(wire, request, limit, this::refused);
    }

    /** The JSON that is the answer in the end. */
    JsonNode settled(StreamedAnswer first, Map<String, String> values, long untilNanos) throws InterruptedException {
        JsonNode answer = json(first.whole(ANSWER_BYTES_MAX));
        Map<String, String> all = new HashMap<>(values);
        while (answers.isPending(answer)) {
            answers.id.first(answer).ifPresent(id -> all.put("id", id));
            if (!all.containsKey("id")) {
                throw failure(Kind.PROTOCOL, "is not done but gives no id to ask again by");
            }
            Duration left = Duration.ofNanos(untilNanos - System.nanoTime());
            if (left.compareTo(answers.every) <= 0) {
                throw failure(Kind.SLOW, "is still not done");
            }
            Thread.sleep(answers.every);
            answer = again(all, left.minus(answers.every));
        }
        if (answers.at.first(answer).isEmpty() && (answers.isWrong(answer) || !answers.at.isThere(answer))) {
            throw failure(kind(0, answer, Kind.PROTOCOL), "has nothing at " + answers.at.pointers() + said(answer));
        }
        return answer;
    }

    /** What it says now; missing while it knows nothing. */
    private JsonNode again(Map<String, String> values, Duration left) throws InterruptedException {
        try (StreamedAnswer answer = StreamedAnswer.open(
                wire,
                requests.again(answers.poll, values),
                left,
                refused -> refused.status() == 404
                        ? new ProviderException(NAME, Kind.PROTOCOL, "answered 404", new NotYet())
                        : refused(refused))) {
            byte[] body = answer.whole(ANSWER_BYTES_MAX);
            return answer.status() == ACCEPTED && body.length == 0 ? MissingNode.getInstance() : json(body);
        } catch (ProviderException failure) {
            if (failure.getCause() instanceof NotYet) {
                return MissingNode.getInstance();
            }
            throw failure;
        }
    }

    /** Marks an answer that is not there yet. */
    private static final class NotYet extends Exception {}

    private JsonNode json(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isContainerNode()) {
                return json;
            }
        } catch (JsonProcessingException none) {
            throw notJson(text);
        }
        throw notJson(text);
    }

    private ProviderException notJson(String text) {
        return failure(Kind.PROTOCOL, "is no JSON but '" + shortened(text) + "'");
    }

    /** An answer that was expected to be sound. */
    ProviderException noSound(String text) {
        JsonNode json = read(text);
        return failure(
                kind(0, json, Kind.PROTOCOL),
                "is no sound" + (json.isMissingNode() ? " but '" + shortened(text) + "'" : said(json)));
    }

    ProviderException failure(Kind kind, String found) {
        return new ProviderException(
                NAME, kind, "The answer of " + requests.base().host() + " " + found, null);
    }

    private ProviderException refused(Wire.Refused refused) {
        JsonNode json = read(refused.body());
        ProviderException common = wire.failure(refused.status(), hidden(refused.body()));
        Kind kind = kind(refused.status(), json, common.kind());
        String wait = refused.retryAfter().isEmpty() ? "" : " (try again after " + refused.retryAfter() + " s)";
        String described = answers.messages.first(json).orElse("");
        String message = described.isEmpty()
                ? String.valueOf(common.getMessage()).substring(NAME.length() + 2)
                : "answered " + refused.status() + ": " + shortened(described);
        return new ProviderException(NAME, kind, requests.base().host() + " " + message + wait, null);
    }

    private Kind kind(int status, JsonNode json, Kind otherwise) {
        return answers.kinds.stream()
                .filter(rule -> rule.holds(status, json))
                .map(KindRule::kind)
                .findFirst()
                .orElse(otherwise);
    }

    private String said(JsonNode answer) {
        return answers.messages
                .first(answer)
                .map(message -> ": " + shortened(message))
                .orElse("");
    }

    private String shortened(String text) {
        String line = hidden(text.strip().replaceAll("\\s+", " "));
        return line.length() <= SAID_CHARS_MAX ? line : line.substring(0, SAID_CHARS_MAX) + "…";
    }

    private String hidden(String text) {
        return Secrets.hidden(requests.key().isEmpty() ? text : text.replace(requests.key(), "***"));
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException none) {
            return MissingNode.getInstance();
        }
    }
}
