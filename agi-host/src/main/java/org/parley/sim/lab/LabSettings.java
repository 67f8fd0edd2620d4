package org.parley.sim.lab;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.settings.HostPort;

/**
 * Where a lab finds its parts.
 *
 * @param chroot the folder that {@code deploy/asterisk/build} made
 * @param scripts the folder {@code deploy/asterisk} of Parley's tree
 * @param host the AGI host that the lab's dialplan asks; a call may name another in its variable PARLEY_HOST
 * @param bootMax the longest that Asterisk may take to be fully booted
 * @param more a folder whose {@code *.conf} files are added to those of the same name; null for none
 */
public record LabSettings(
        Path chroot,
        Path scripts,
        HostPort host,
        Duration bootMax,
        @Nullable Path more) {
    private static final String CHROOT = "/var/cache/parley/asterisk";

    /**
     * The chroot named by the environment's PARLEY_ASTERISK or its usual place, and the tree that this class runs in.
     *
     * @throws LabException when this class does not run in Parley's tree
     */
    public static LabSettings standard(HostPort host) {
        String chroot = Optional.ofNullable(System.getenv("PARLEY_ASTERISK")).orElse(CHROOT);
        return new LabSettings(Path.of(chroot), scriptsOfTree(), host, Duration.ofSeconds(60), null);
    }

    /** The same with more configuration. */
    public LabSettings with(Path moreConfiguration) {
        return new LabSettings(chroot, scripts, host, bootMax, moreConfiguration);
    }

    private static Path scriptsOfTree() {
        Path classes;
        try {
            classes = Path.of(LabSettings.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new LabException("Expected the classes of Parley in a folder or jar", e);
        }
        return Stream.iterate(classes.toAbsolutePath(), path -> path != null, Path::getParent)
                .map(folder -> folder.resolve("deploy/asterisk"))
                .filter(folder -> Files.isExecutable(folder.resolve("run")))
                .findFirst()
                .orElseThrow(() -> new LabException("No deploy/asterisk/run above " + classes
                        + "; the Asterisk lab runs from Parley's source tree only"));
    }

    /** The command that makes what {@link #chroot} must hold. */
    String remedy() {
        return "build it once as root (a minute): " + scripts.resolve("build") + " " + chroot;
    }

    /** Whether the Asterisk is there, built to its end. */
    public boolean isBuilt() {
        try {
            return Files.size(chroot.resolve("etc/parley-asterisk")) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
