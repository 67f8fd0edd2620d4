package org.parley.store;

import java.nio.file.Path;
import java.time.Duration;
import org.parley.settings.Secret;
import org.parley.settings.Setting;

/** Settings of the database: Parley's own tables and, in the same schema, the dialer's. */
public record DatabaseSettings(
        @Setting(
                doc = "A URL such as jdbc:mariadb://127.0.0.1:3306/asterisk, 'embedded' for a private server that"
                        + " Parley starts itself, or 'none'. On a dialer's box: what its own configuration file says.",
                byDefault = "embedded")
        String url,

        @Setting(doc = "The account.", byDefault = "parley") String user,

        @Setting(doc = "Its password, as ${env:NAME} or ${file:PATH}.", byDefault = "")
        Secret password,

        @Setting(doc = "Connections in the pool.", byDefault = "10", min = "2", max = "100")
        int connectionsMax,

        @Setting(
                doc = "How long a call waits for a connection before it goes on without.",
                byDefault = "2s",
                min = "250ms",
                max = "30s")
        Duration connectionWait,

        @Setting(doc = "Where the private server keeps its data.", byDefault = "data/mariadb")
        Path embeddedFolder,

        @Setting(doc = "Where finished calls wait on disk until the database has them.", byDefault = "data/journal")
        Path journalFolder) {

    /** The same with its folders in that one. */
    public DatabaseSettings at(Path home) {
        return new DatabaseSettings(
                url,
                user,
                password,
                connectionsMax,
                connectionWait,
                home.resolve(embeddedFolder),
                home.resolve(journalFolder));
    }
}
