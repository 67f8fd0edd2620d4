package org.parley.sim.lab;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What {@code deploy/asterisk/run} has laid out for one Asterisk. */
record LabFiles(Path folder, Properties properties) {

    static LabFiles read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LabException("Expected the lab's ports in " + file + ": " + e.getMessage(), e);
        }
        return new LabFiles(file.resolveSibling(""), properties);
    }

    String version() {
        return text("version");
    }

    String slot() {
        return text("slot");
    }

    Path chroot() {
        return Path.of(text("chroot"));
    }

    /** This folder as Asterisk sees it. */
    String inside() {
        return text("inside");
    }

    int amiPort() {
        return Integer.parseInt(text("ami.port"));
    }

    String amiSecret() {
        return text("ami.secret");
    }

    int sipPort() {
        return Integer.parseInt(text("sip.port"));
    }

    int sippPort() {
        return Integer.parseInt(text("sipp.port"));
    }

    int sippMediaPort() {
        return Integer.parseInt(text("sipp.media.port"));
    }

    Path log() {
        return folder.resolve("log/full");
    }

    private String text(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new LabException("Expected " + key + " in " + folder.resolve("lab.properties"));
        }
        return value;
    }
}
