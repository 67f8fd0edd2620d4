package org.parley.script;

/**
 * What a service of the web answered.
 *
 * @param status of HTTP, or 0 when nothing was answered
 * @param body as text, or ""
 * @param json the same as a document; one in which nothing is when it is no JSON
 */
public record HttpReply(Reason reason, int status, String body, Json json) {

    /** How it went. */
    public enum Reason {
        /** A status of 200 to 299. */
        OK,
        /** Another status. */
        STATUS,
        /** Nothing within the time. */
        SLOW,
        /** No connection, or one that broke. */
        UNREACHABLE,
        /** More than a megabyte. */
        TOO_LARGE,
        /** Not sent: a trial sends nothing that may change something. */
        NOT_SENT
    }

    /** An answer with a body. */
    public static HttpReply of(int status, String body) {
        return new HttpReply(status / 100 == 2 ? Reason.OK : Reason.STATUS, status, body, Json.of(body));
    }

    /** No answer, for that reason. */
    public static HttpReply none(Reason reason) {
        return new HttpReply(reason, 0, "", Json.of(""));
    }

    /** Whether the service did what was asked. */
    public boolean isOk() {
        return reason == Reason.OK;
    }
}
