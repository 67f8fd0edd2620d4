package org.parley.script.compile;

import groovy.lang.GroovySystem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * By what code is known to be of this build: whatever the compiler's answer depends on beside the text. That is every
 * class in the jars of what a script may touch, by its sum and not by a version, which a build of one's own keeps.
 */
final class BuildMark {
    private static final String MARK = make();

    private BuildMark() {}

    static String get() {
        return MARK;
    }

    private static String make() {
        List<String> parts =
                new ArrayList<>(List.of(CodeFile.SHAPE, Runtime.version().toString(), GroovySystem.getVersion()));
        try {
            Set<Path> homes = new LinkedHashSet<>();
            for (String name : AllowedClasses.ours().sorted().toList()) {
                CodeSource source = Class.forName(name, false, BuildMark.class.getClassLoader())
                        .getProtectionDomain()
                        .getCodeSource();
                homes.add(Path.of(source.getLocation().toURI()));
            }
            for (Path home : homes) {
                parts.addAll(Files.isDirectory(home) ? filesOf(home) : entriesOf(home));
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException | RuntimeException unknown) {
            parts.add(UUID.randomUUID().toString()); // nothing that was kept is of this build, as far as can be told
        }
        return CodeFolder.hash(parts);
    }

    private static List<String> entriesOf(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            List<String> entries = new ArrayList<>();
            for (ZipEntry entry : Collections.list(file.entries())) {
                entries.add(entry.getName() + ' ' + entry.getSize() + ' ' + entry.getCrc());
            }
            return entries;
        }
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> found = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
                if (is.isRegularFile()) {
                    found.add(file + " " + is.size() + ' ' + is.lastModifiedTime());
                }
            }
            return found;
        }
    }
}
