package org.parley.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.parley.console.http.Problem;

/**
 * The web pages, for anyone: there is nothing in them but words, and what they show they ask for with a session. All
 * files are read once, so that nothing is ever looked up by a path that a client sends. Any thread may use it.
 */
final class Pages {
    /** The one document of the console; its script shows the page that the address names. */
    private static final String SHELL = "console.html";

    private static final String FILES = "/console/app/";
    private static final String LIBRARIES = "/lib/";
    private static final String WEBJARS = "/META-INF/resources/webjars/";

    /** Of lit-html, what the pages and those modules use. */
    private static final List<String> LIT = List.of(
            "lit-html.js",
            "directive.js",
            "directive-helpers.js",
            "async-directive.js",
            "directives/class-map.js",
            "directives/guard.js",
            "directives/if-defined.js",
            "directives/keyed.js",
            "directives/live.js",
            "directives/ref.js",
            "directives/repeat.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    private final Map<String, Page> byPath;

    /** A file as it is sent; the tag changes with its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares pages
    private record Page(String type, String tag, byte[] bytes) {}

    private Pages(Map<String, Page> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    /** All that the class path has. */
    static Pages load() {
        Map<String, Page> pages = new HashMap<>();
        try {
            URL shell = resource("pages/" + SHELL);
            if (shell.openConnection() instanceof JarURLConnection jar) {
                Path file = Path.of(jar.getJarFileURL().toURI());
                try (FileSystem inside = FileSystems.newFileSystem(file)) {
                    read(inside.getPath(jar.getEntryName()), pages);
                }
            } else {
                read(Path.of(shell.toURI()), pages);
            }
            String lit = WEBJARS + "lit-html/" + version("lit-html") + "/";
            for (String name : LIT) {
                pages.put(LIBRARIES + name, page(name, bytes(resource(lit + name))));
            }
            String chart = WEBJARS + "chart.js/" + version("chart.js") + "/dist/chart.umd.min.js";
            pages.put(LIBRARIES + "chart.js", page("chart.js", bytes(resource(chart))));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected the console's pages on the class path", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Expected a class path of files", e);
        }
        return new Pages(pages);
    }

    private static void read(Path shell, Map<String, Page> into) throws IOException {
        Path folder = Objects.requireNonNull(shell.getParent());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                into.put(FILES + name, page(name, Files.readAllBytes(file)));
            }
        }
    }

    private static Page page(String name, byte[] bytes) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("Expected a file of " + TYPES.keySet() + " but was " + name);
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Page(type, '"' + HexFormat.of().formatHex(hash, 0, 12) + '"', bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every Java has", e);
        }
    }

    private static String version(String library) throws IOException {
        Properties properties = new Properties();
        URL made = resource("/META-INF/maven/org.webjars.npm/" + library + "/pom.properties");
        try (InputStream in = made.openStream()) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static byte[] bytes(URL file) throws IOException {
        try (InputStream in = file.openStream()) {
            return in.readAllBytes();
        }
    }

    private static URL resource(String name) throws IOException {
        return Optional.ofNullable(Pages.class.getResource(name))
                .orElseThrow(() -> new IOException("Expected " + name + " on the class path"));
    }

    /** Whether a page, or what a page is made of, can be at that path. */
    static boolean isAt(String path) {
        return path.equals("/")
                || path.equals("/console")
                || path.startsWith("/console/")
                || path.startsWith(LIBRARIES);
    }

    /** The paths that are to be handed to {@link #serve}. */
    static List<String> paths() {
        return List.of("/", "/console", "/console/*", LIBRARIES + "*");
    }

    /** Sends the file, or that the client has it. */
    void serve(Context context) {
        String path = context.path();
        if (path.equals("/")) {
            context.redirect("/console");
            return;
        }
        boolean isFile = path.startsWith(FILES) || path.startsWith(LIBRARIES);
        Page page = byPath.get(isFile ? path : FILES + SHELL);
        if (page == null) {
            throw Problem.unknown(
                    "There is no file '" + Problem.shown(path) + "' of the console; /console is its start");
        }
        context.header("Cache-Control", "no-cache"); // it is asked again each time, and answered in a word
        context.header("ETag", page.tag());
        if (page.tag().equals(context.header("If-None-Match"))) {
            context.status(304);
        } else {
            context.contentType(page.type()).result(page.bytes());
        }
    }
}
