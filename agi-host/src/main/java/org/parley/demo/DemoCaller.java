package org.parley.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.parley.sim.CallerScript;

/** The caller of the demo: what he says is in caller.txt beside this class. */
public final class DemoCaller {
    private static final String FILE = "caller.txt";

    private DemoCaller() {}

    /** His script. */
    public static CallerScript script() {
        try (InputStream in = DemoCaller.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Expected " + FILE + " beside the demo's classes; build agi-host again");
            }
            return CallerScript.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
