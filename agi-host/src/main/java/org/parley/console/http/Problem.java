package org.parley.console.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a request was not answered, as a problem document (RFC 9457); thrown by whoever finds it out. */
@SuppressWarnings("serial") // never serialised
public final class Problem extends RuntimeException {
    public static final String TYPE = "application/problem+json";

    private final int status;
    private final String title;
    private final long retrySeconds; // 0 when that would not help

    public Problem(int status, String title, String detail) {
        this(status, title, detail, 0);
    }

    private Problem(int status, String title, String detail, long retrySeconds) {
        super(detail, null, false, false); // it is an answer, not a failure
        this.retrySeconds = retrySeconds;
        this.status = status;
        this.title = title;
    }

    /** 404: what there is none of, and what to do. */
    public static Problem unknown(String what) {
        return new Problem(404, "Not found", what);
    }

    /** 400: what was expected, and what came. */
    public static Problem refused(String what) {
        return new Problem(400, "Bad request", what);
    }

    /** 429: how long to wait, and why. */
    public static Problem tooMany(Duration wait, String why) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new Problem(429, "Too many requests", "Come back in %d s: %s".formatted(seconds, why), seconds);
    }

    /** 503: nothing was done, and in a second or two it may be. */
    public static Problem busy(String why) {
        return new Problem(503, "Busy", why + "; try again in two seconds.", 2);
    }

    public int status() {
        return status;
    }

    /** 422: it can be read, but what it asks for makes no sense. */
    public static Problem unfit(String what) {
        return new Problem(422, "Unprocessable content", what);
    }

    /** A reason that may quote what a client has sent, in bounds. */
    public static String shortened(String text) {
        return text.length() > 400 ? text.substring(0, 400) + "…" : text;
    }

    /** Something of a client's, as far as it is shown again. */
    public static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /** As it is told, of what was asked of there. */
    public Map<String, Object> document(String instance) {
        return document(status, title, String.valueOf(getMessage()), instance);
    }

    public void write(Context context) {
        if (retrySeconds > 0) {
            context.header("Retry-After", Long.toString(retrySeconds));
        }
        write(context, status, title, String.valueOf(getMessage()));
    }

    public static void write(Context context, int status, String title, String detail) {
        context.status(status).contentType(TYPE).result(Json.bytes(document(status, title, detail, context.path())));
    }

    public static Map<String, Object> document(int status, String title, String detail, String instance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        document.put("instance", instance);
        return document;
    }
}
