package org.parley.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.parley.Settings;
import org.parley.console.ConsoleSettings;
import org.parley.script.ScriptException;
import org.parley.script.library.ScriptLibrary;
import org.parley.script.library.ScriptSettings;
import org.parley.script.library.ScriptStatus;
import org.parley.webcall.WebCallSettings;

/** Whether visitors can call from pages, as the settings have it. */
final class WebCallCheck {
    private static final String NAME = "web calls";

    private WebCallCheck() {}

    static Check of(Settings all) {
        ConsoleSettings console = all.console();
        WebCallSettings settings = console.webCalls();
        if (!console.on() || settings.callsMax() == 0) {
            return Check.ok(NAME, "off");
        }
        List<String> unfit = settings.unfitOrigins();
        if (!unfit.isEmpty()) {
            return Check.fail(
                    NAME,
                    "console.web-calls.origins names no site: " + String.join(", ", unfit),
                    "write it as browsers do, https://www.example.com, without a path and without :443 or :80");
        }
        List<String> absent = absent(settings.open(), all.scripts());
        if (!absent.isEmpty()) {
            return Check.fail(
                    NAME,
                    "console.web-calls.open names no script of " + all.scripts().folder() + ": "
                            + String.join(", ", absent),
                    "correct the name, which is that of the file without .groovy, or write the script");
        }
        List<String> plain = settings.origins().stream()
                .filter(site -> site.startsWith("http://") && !site.matches("http://(localhost|127\\.0\\.0\\.1)(:.*)?"))
                .toList();
        if (!plain.isEmpty()) {
            return Check.warn(
                    NAME,
                    "browsers give a page no microphone without HTTPS: " + String.join(", ", plain),
                    "serve the site by HTTPS, and write https:// in console.web-calls.origins");
        }
        if (!settings.origins().isEmpty()
                && console.proxies().isEmpty()
                && !console.tls().on()) {
            return Check.warn(
                    NAME,
                    "sites may embed the page, but browsers give it no microphone without HTTPS",
                    "set console.tls, or put a proxy with TLS before the console and name it in console.proxies");
        }
        String who = settings.open().isEmpty()
                ? "with a one-time token only"
                : "anybody may call " + String.join(", ", settings.open());
        String where = settings.origins().isEmpty()
                ? "from /talk of the console itself (console.web-calls.origins lets sites embed it)"
                : "also from " + String.join(", ", settings.origins());
        return Check.ok(NAME, who + ", " + where);
    }

    /** Those that no file has; what is wrong in the files another check tells. */
    private static List<String> absent(List<String> open, ScriptSettings settings) {
        if (open.isEmpty()) {
            return List.of();
        }
        try (ScriptLibrary library = ScriptLibrary.open(settings)) {
            Set<String> there =
                    library.status().stream().map(ScriptStatus::name).collect(Collectors.toSet());
            return open.stream().filter(name -> !there.contains(name)).toList();
        } catch (ScriptException _) {
            return List.of(); // the folder cannot be read, which another check tells, too
        }
    }
}
