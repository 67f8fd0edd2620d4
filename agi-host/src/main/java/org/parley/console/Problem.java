package org.parley.console;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request was not answered, as a problem document (RFC 9457); thrown by whoever finds it out. */
@SuppressWarnings("serial") // never serialised
final class Problem extends RuntimeException {
    private static final String TYPE = "application/problem+json";

    private final int status;
    private final String title;

    Problem(int status, String title, String detail) {
        super(detail, null, false, false); // it is an answer, not a failure
        this.status = status;
        this.title = title;
    }

    /** 404: what there is none of, and what to do. */
    static Problem unknown(String what) {
        return new Problem(404, "Not found", what);
    }

    /** 400: what was expected, and what came. */
    static Problem refused(String what) {
        return new Problem(400, "Bad request", what);
    }

    /** 429: how long to wait, and why. */
    static Problem tooMany(Context context, Duration wait, String why) {
        context.header("Retry-After", Long.toString(seconds(wait)));
        return tooMany(wait, why);
    }

    /** The same for who has no headers. */
    static Problem tooMany(Duration wait, String why) {
        return new Problem(429, "Too many requests", "Come back in %d s: %s".formatted(seconds(wait), why));
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** 422: it can be read, but what it asks for makes no sense. */
    static Problem unfit(String what) {
        return new Problem(422, "Unprocessable content", what);
    }

    void write(Context context) {
        write(context, status, title, String.valueOf(getMessage()));
    }

    /** As it is told, of what was asked of there. */
    Map<String, Object> document(String instance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", String.valueOf(getMessage()));
        document.put("instance", instance);
        return document;
    }

    static void write(Context context, int status, String title, String detail) {
        context.status(status)
                .contentType(TYPE)
                .result(Json.bytes(new Problem(status, title, detail).document(context.path())));
    }
}
