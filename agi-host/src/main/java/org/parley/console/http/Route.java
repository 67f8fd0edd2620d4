package org.parley.console.http;

import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;

/**
 * Something that may be asked of the console: what is served and what the OpenAPI document says of it are this one
 * thing.
 *
 * @param method GET, PUT, POST or DELETE
 * @param path with parameters in braces
 * @param role who may
 * @param name a word for programs, of its own among all routes
 * @param summary what it gives or does, for people
 * @param type the media type of a good answer, or "" for a WebSocket
 * @param parameters what may be given beside the path
 * @param body the JSON Schema of what may be sent along, or an empty one for nothing
 */
public record Route(
        String method,
        String path,
        Role role,
        String name,
        String summary,
        String type,
        List<Parameter> parameters,
        Map<String, Object> body,
        Handler handler) {
    public static final String JSON = "application/json";
    /** No media type: a WebSocket. */
    private static final String SOCKET = "";
    /** Server-sent events. */
    public static final String EVENTS = "text/event-stream";

    /** In the schema of a body: how many bytes it may have, where that is more than usual. */
    public static final String BYTES_MAX = "x-bytes-max";

    public static final int BYTES_USUAL = 64 * 1024;

    public Route {
        parameters = List.copyOf(parameters);
        body = Map.copyOf(body);
    }

    /** One that takes no body. */
    public Route(
            String method,
            String path,
            Role role,
            String name,
            String summary,
            String type,
            List<Parameter> parameters,
            Handler handler) {
        this(method, path, role, name, summary, type, parameters, Map.of(), handler);
    }

    /** One that gives something as JSON. */
    public static Route get(
            String path, Role role, String name, String summary, Handler handler, Parameter... parameters) {
        return new Route("GET", path, role, name, summary, JSON, List.of(parameters), handler);
    }

    /** A WebSocket, which is served elsewhere; who asks for none of it is told so. */
    public static Route socket(String path, Role role, String name, String summary, Parameter... parameters) {
        return socket(path, role, name, summary, _ -> {}, parameters);
    }

    /** The same; who asks for none of it is told first why it would be refused, by {@code check}. */
    public static Route socket(
            String path, Role role, String name, String summary, Handler check, Parameter... parameters) {
        return new Route("GET", path, role, name, summary, SOCKET, List.of(parameters), context -> {
            check.handle(context);
            throw new Problem(426, "Upgrade required", "Expected a WebSocket (RFC 6455)");
        });
    }

    /** Whether it is a WebSocket. */
    public boolean isSocket() {
        return type.equals(SOCKET);
    }

    /** Whether it has the host do something for somebody, who may say by a key that he asks for the same again. */
    public boolean isIdempotent() {
        return !method.equals("GET") && !method.equals("HEAD") && role != Role.ANYONE;
    }

    /** How many bytes may come along. */
    public int bytesMax() {
        return body.get(BYTES_MAX) instanceof Integer bytes ? bytes : BYTES_USUAL;
    }

    /** Whether its answer goes on for as long as the client likes, or as the client takes it. */
    public boolean isEndless() {
        return type.equals(EVENTS) || type.startsWith("audio/");
    }

    /** Whether a request for that path, with any method, is one for this route. */
    public boolean isAt(String asked) {
        String[] ours = path.split("/", -1);
        String[] theirs = asked.split("/", -1);
        boolean isOpenEnded = path.endsWith("/*");
        if (isOpenEnded ? theirs.length < ours.length : theirs.length != ours.length) {
            return false;
        }
        for (int i = 0; i < ours.length - (isOpenEnded ? 1 : 0); i++) {
            if (!ours[i].equals(theirs[i]) && !(ours[i].startsWith("{") && !theirs[i].isEmpty())) {
                return false;
            }
        }
        return true;
    }

    /** A parameter: where it stands (path, query or header), its name, JSON Schema type, and what it means. */
    public record Parameter(String in, String name, String type, String text) {}
}
