package org.parley.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Which Parley this is.
 *
 * @param version that of the jar, "unknown" outside a jar
 * @param commit the commit it was built from, with {@code -dirty} when files were changed; "unknown" without git
 */
record Build(String version, String commit) {

    /** Reads what Maven put into the jar and what the launcher wrote down when it built. */
    static Build of(Path program) {
        Properties jar = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("/META-INF/maven/org.parley/agi-host/pom.properties")) {
            if (in != null) {
                jar.load(in);
            }
        } catch (IOException e) {
            jar.clear();
        }
        Properties stamp = new Properties();
        try (InputStream in = Files.newInputStream(program.resolve("agi-host/target/parley.stamp"))) {
            stamp.load(in);
        } catch (IOException e) {
            stamp.clear();
        }
        return new Build(jar.getProperty("version", "unknown"), stamp.getProperty("commit", "unknown"));
    }
}
