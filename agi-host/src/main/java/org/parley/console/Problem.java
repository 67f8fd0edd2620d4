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
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        context.header("Retry-After", Long.toString(seconds));
        return new Problem(429, "Too many requests", "Come back in %d s: %s".formatted(seconds, why));
    }

    /** 422: it can be read, but what it asks for makes no sense. */
    static Problem unfit(String what) {
        return new Problem(422, "Unprocessable content", what);
    }

    void write(Context context) {
        write(context, status, title, String.valueOf(getMessage()));
    }

    static void write(Context context, int status, String title, String detail) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        document.put("instance", context.path());
        context.status(status).contentType(TYPE).result(Json.bytes(document));
    }
}
