package org.parley.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.console.http.Problem;
import org.parley.console.http.Role;

/**
 * The page from which a visitor calls, for anyone: there is nothing in it but words. Sites that may call may embed it.
 * Its files are read once; none is looked up by a path that a client sends.
 */
final class TalkPage {
    private static final String PAGE = "/talk";
    private static final String FOLDER = PAGE + "/";
    private static final String DOCUMENT = "talk.html";
    private static final List<String> FILES = List.of(
            DOCUMENT,
            "mark.svg",
            "talk.css",
            "talk.js",
            "call.js",
            "sound.js",
            "worklet.js",
            "resampler.js",
            "playback.js",
            "en.json",
            "ar.json");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final Map<String, byte[]> files;
    private final String policy;

    private TalkPage(Map<String, byte[]> files, String policy) {
        this.files = files;
        this.policy = policy;
    }

    /** @param origins the sites that may embed it */
    static TalkPage load(List<String> origins) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : FILES) {
            try (InputStream in = TalkPage.class.getResourceAsStream("pages/talk/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("Expected pages/talk/" + name + " on the class path");
                }
                files.put(name, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("Expected to read pages/talk/" + name, e);
            }
        }
        return new TalkPage(
                files,
                "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
                        + origins.stream().map(site -> " " + site).reduce("", String::concat));
    }

    /** Whether a request for that path is one for the page, which anyone may make. */
    static boolean serves(String path) {
        return path.equals(PAGE) || path.startsWith(FOLDER);
    }

    /** Has it served. */
    void addTo(RoutesConfig routes) {
        routes.get(PAGE, this::serve, Role.ANYONE);
        routes.get(FOLDER + "{file}", this::serve, Role.ANYONE);
    }

    private void serve(Context context) {
        String name = context.path().equals(PAGE) ? DOCUMENT : context.pathParam("file");
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw Problem.unknown("There is no file '" + Problem.shown(name) + "' of the page /talk");
        }
        context.header("Content-Security-Policy", policy)
                .header("Referrer-Policy", "no-referrer")
                .header("Permissions-Policy", "microphone=(self)")
                .header("Cache-Control", "no-cache")
                .contentType(TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain"))
                .result(bytes);
    }
}
