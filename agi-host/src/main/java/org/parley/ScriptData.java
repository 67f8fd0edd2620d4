package org.parley;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Clips;
import org.parley.data.DataRoom;
import org.parley.data.DataSettings;
import org.parley.data.Tables;
import org.parley.store.Database;
import org.parley.store.DatabaseSettings;

/** Opens what scripts may read, for a host and for commands that try scripts. */
public final class ScriptData {
    private ScriptData() {}

    /**
     * Opens it; connections are made when a script needs them.
     *
     * @param home the folder that relative paths of the settings start from
     * @param opened the host's database; null for a command, which knows a database by its URL only
     */
    public static DataRoom open(Settings settings, Path home, @Nullable Database opened) {
        DataSettings data = settings.data();
        return DataRoom.open(
                new DataSettings(
                        data.httpHosts(),
                        data.sqlUrl(),
                        data.sqlUser(),
                        data.sqlPassword(),
                        data.sqlConnectionsMax(),
                        home.resolve(data.kbFolder()),
                        home.resolve(data.secretsFolder())),
                tables(settings, opened),
                clips(settings, home));
    }

    /** The recordings beside the scripts. */
    static Clips clips(Settings settings, Path home) {
        return new Clips(home.resolve(settings.scripts().folder()).resolve("sounds"));
    }

    private static @Nullable Tables tables(Settings settings, @Nullable Database opened) {
        DataSettings data = settings.data();
        DatabaseSettings same = settings.database();
        return switch (data.sqlUrl()) {
            case "none" -> null;
            case "same" -> {
                if (opened != null) {
                    yield Tables.beside(opened.dataSource(), data.sqlConnectionsMax());
                }
                yield same.url().startsWith("jdbc:")
                        ? Tables.open(same.url(), same.user(), same.password().reveal(), data.sqlConnectionsMax())
                        : null;
            }
            default ->
                Tables.open(data.sqlUrl(), data.sqlUser(), data.sqlPassword().reveal(), data.sqlConnectionsMax());
        };
    }
}
