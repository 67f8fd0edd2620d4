package org.parley.store;

import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;

/** A program that starts a private server, says so, and waits to be killed. */
final class KilledHost {
    private KilledHost() {}

    public static void main(String[] arguments) throws Exception {
        PrivateServer server = PrivateServer.start(Path.of(arguments[0]), step -> {});
        Jdbi.create(
                        server.address().url(PrivateServer.SCHEMA),
                        PrivateServer.USER,
                        server.address().password())
                .useHandle(handle -> handle.execute("CREATE TABLE of_the_killed_host (n INT)"));
        System.out.println("ready");
        System.in.read();
    }
}
