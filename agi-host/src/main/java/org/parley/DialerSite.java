package org.parley;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.parley.dialer.Dialer;
import org.parley.dialer.DialerException;
import org.parley.dialer.DialerOptions;
import org.parley.dialer.SiteFile;
import org.parley.dialer.calls.SqlDialer;
import org.parley.settings.Sources.Found;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dialer that this host serves: what its admin has already set on this machine, and its tables. */
public final class DialerSite {
    private static final Logger log = LoggerFactory.getLogger(Parley.class);

    private static final String URL = "database.url";
    private static final String USER = "database.user";

    private DialerSite() {}

    /** Its tables in this database; null when it has none, as a private one outside the demo. */
    static @Nullable Dialer tables(Jdbi jdbi, DialerOptions options) {
        try {
            Dialer dialer = SqlDialer.detect(jdbi, options);
            log.info("dialer: {}", dialer.description());
            dialer.shortcomings().forEach(shortcoming -> log.warn("dialer: {}", shortcoming));
            return dialer;
        } catch (DialerException absent) {
            log.warn("calls have no leads and results go to Parley's own tables only: {}", absent.getMessage());
            return null;
        }
    }

    /**
     * What the dialer's own configuration file says; nothing when there is none.
     *
     * @param file which one, "" for the usual place, {@code none} for none
     */
    public static List<Found> found(String file) {
        Optional<Path> path = switch (file) {
            case "" -> SiteFile.usual();
            case "none" -> Optional.empty();
            default -> Optional.of(Path.of(file));
        };
        if (path.isEmpty()) {
            return List.of();
        }
        try {
            return found(SiteFile.read(path.get()));
        } catch (DialerException e) {
            return List.of(new Found(URL, "", path.get(), 0, List.of(), String.valueOf(e.getMessage())));
        }
    }

    private static List<Found> found(SiteFile site) {
        List<Found> found = new ArrayList<>();
        if (site.hasDatabase()) {
            add(found, site, URL, site.url(), List.of());
            add(found, site, USER, site.value("VARDB_user"), List.of(URL));
            // another account has another password
            add(found, site, "database.password", site.value("VARDB_pass"), List.of(URL, USER));
        }
        add(found, site, "dialer.server-ip", site.value("VARserver_ip"), List.of());
        return found;
    }

    private static void add(List<Found> found, SiteFile site, String key, SiteFile.Value value, List<String> unless) {
        if (!value.text().isEmpty()) {
            found.add(new Found(key, value.text(), site.file(), value.line(), unless, ""));
        }
    }
}
