package org.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.parley.cli.EditorFiles;
import org.parley.cli.Manuals;
import org.parley.cli.ParleyCommand;
import org.parley.cli.Surroundings;
import org.parley.cli.VerbsManual;
import org.parley.settings.Folders;

/** The house rules, kept by a machine: arrows between rooms, sentences on their doors, tidy files, true docs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the classes are read once
class HouseTest {
    private static final int FILE_LINES_MAX = 400;
    private static final int TEST_FILE_LINES_MAX = 450;
    private static final int LINE_CHARACTERS_MAX = 120;
    /** Tables of cases and expected messages stand on one line each. */
    private static final int TEST_LINE_CHARACTERS_MAX = 150;

    /** What each room may use beside the settings; root rooms may use all. A room that is not here has no arrow. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("agi", Set.of()),
            Map.entry("ai", Set.of("audio")),
            Map.entry("ai.cascade", Set.of("ai", "ai.talk", "audio")),
            Map.entry("ai.elevenlabs", Set.of("ai", "ai.wire", "audio")),
            Map.entry("ai.deepgram", Set.of("ai", "ai.wire", "audio")),
            Map.entry("ai.http", Set.of("ai", "ai.wire", "audio")),
            Map.entry("ai.hume", Set.of("ai", "ai.wire", "audio")),
            Map.entry("ai.local", Set.of("ai", "audio")),
            Map.entry("ai.failover", Set.of("ai", "audio")),
            Map.entry("ai.openai", Set.of("ai", "ai.wire", "audio")),
            Map.entry("ai.piper", Set.of("ai", "ai.wire", "audio")),
            Map.entry("ai.talk", Set.of("ai", "audio")),
            Map.entry("ai.values", Set.of("ai")),
            Map.entry("ai.vosk", Set.of("ai", "ai.wire", "audio")),
            Map.entry("ai.whisper", Set.of("ai", "ai.wire", "audio")),
            Map.entry("ai.wire", Set.of("ai", "audio")),
            Map.entry("ami", Set.of()),
            Map.entry("audio", Set.of()),
            Map.entry(
                    "call",
                    Set.of(
                            "script",
                            "script.library",
                            "ai",
                            "ai.failover",
                            "ai.talk",
                            "ai.values",
                            "audio",
                            "agi",
                            "call.files",
                            "dialer",
                            "store")),
            Map.entry("call.files", Set.of("agi", "audio")),
            Map.entry(
                    "console",
                    Set.of(
                            "agi",
                            "audio",
                            "call",
                            "console.acts",
                            "console.doors",
                            "console.host",
                            "console.http",
                            "console.live",
                            "dialer",
                            "dialer.lines",
                            "dialer.reports",
                            "dispatch",
                            "releases",
                            "script",
                            "script.compile",
                            "script.library",
                            "store",
                            "webcall")),
            Map.entry("console.acts", Set.of("call", "console.doors", "console.http", "script")),
            Map.entry("console.doors", Set.of("agi", "console.http")),
            Map.entry(
                    "console.host",
                    Set.of(
                            "agi",
                            "audio",
                            "call",
                            "console.http",
                            "dialer",
                            "dialer.lines",
                            "dispatch",
                            "script.library",
                            "store")),
            Map.entry("console.http", Set.of()),
            Map.entry("console.live", Set.of("call", "console.acts", "console.doors", "console.host", "console.http")),
            Map.entry("data", Set.of("ai", "script")),
            Map.entry("dialer", Set.of()),
            Map.entry("dialer.calls", Set.of("dialer", "dialer.schema")),
            Map.entry("dialer.reports", Set.of("dialer", "dialer.schema")),
            Map.entry("dialer.schema", Set.of("dialer")),
            Map.entry("dialer.lines", Set.of("dialer", "dialer.schema")),
            Map.entry("dispatch", Set.of("ami", "call")),
            Map.entry("releases", Set.of("script", "script.compile", "script.library", "store")),
            Map.entry("script", Set.of("ai", "ai.values", "dialer")),
            Map.entry("script.compile", Set.of("script", "ai")),
            Map.entry("script.library", Set.of("script", "script.compile")),
            Map.entry("settings", Set.of()),
            Map.entry("sim", Set.of("ami", "audio", "ai")),
            Map.entry("sim.ami", Set.of("ami", "sim", "audio")),
            Map.entry("sim.lab", Set.of("ami", "sim", "sim.ami")),
            Map.entry("sim.provider", Set.of("sim", "ai", "audio")),
            Map.entry("sim.provider.elevenlabs", Set.of("sim.provider", "sim", "ai", "audio")),
            Map.entry("sim.provider.openai", Set.of("sim.provider", "sim", "ai", "audio")),
            Map.entry("sim.provider.deepgram", Set.of("sim.provider", "sim", "ai", "audio")),
            Map.entry("sim.provider.http", Set.of("sim.provider", "sim", "ai", "audio")),
            Map.entry("sim.provider.local", Set.of("sim.provider", "sim", "ai", "audio")),
            Map.entry("sim.provider.hume", Set.of("sim.provider", "sim", "ai", "audio")),
            Map.entry("store", Set.of("dialer")),
            Map.entry("trial", Set.of("call", "script", "script.compile", "ai", "ai.local", "ai.talk", "dialer")),
            Map.entry("webcall", Set.of("agi", "audio", "call")));

    private static final Set<String> ROOT_ROOMS = Set.of("", "aloud", "bench", "cli", "demo");

    /** Only these know asterisk-java: agi speaks AGI with it, ami AMI, bench measures its server as a yardstick. */
    private static final Set<String> ASTERISK_JAVA_ROOMS = Set.of("agi", "ami", "bench");

    private static final Set<String> TEXT_ENDINGS =
            Set.of("java", "groovy", "sql", "sh", "conf", "yaml", "yml", "md", "xml", "service", "properties");
    private static final Set<String> PROSE_ENDINGS = Set.of("md", "xml");
    private static final Pattern LINK = Pattern.compile("(?<!`)\\[[^\\]]+]\\(([^)\\s]+)\\)");
    private static final Pattern SENTENCE = Pattern.compile("(?s)^/\\*\\*\\s+(\\* )?[A-Z].*?\\.\\s");

    /** Words that mark unfinished work, and paths of somebody's machine. */
    private static final Pattern BANNED = Pattern.compile(
            "\\bTO" + "DO\\b|\\bFIX" + "ME\\b|\\bX" + "XX\\b|/wor" + "k/|/tmp/" + "w/|/home/" + "[a-z]");

    private static final Path ROOT = root();

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.parley");

    @Test
    void everyArrowBetweenRoomsIsOneOfTheDesign() {
        Set<String> foreign = new TreeSet<>();
        for (JavaClass user : classes) {
            String from = room(user.getPackageName());
            for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                String usedPackage = dependency.getTargetClass().getPackageName();
                if (usedPackage.startsWith("org.asteriskjava") && !ASTERISK_JAVA_ROOMS.contains(from)) {
                    foreign.add("%s may not use asterisk-java: %s".formatted(from, dependency.getDescription()));
                }
                if (isOurs(usedPackage) && !mayUse(from, room(usedPackage))) {
                    foreign.add("'%s' may not use '%s': %s"
                            .formatted(from, room(usedPackage), dependency.getDescription()));
                }
            }
        }
        assertThat(foreign).as("arrows that are not in the design").isEmpty();
        assertThat(classes.size()).as("classes looked at").isGreaterThan(50);
    }

    @Test
    void roomsHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("org.parley.(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void theRootDoesNotUseItsCommands() {
        for (JavaClass user : classes) {
            if (room(user.getPackageName()).isEmpty()) {
                assertThat(user.getDirectDependenciesFromSelf())
                        .extracting(used -> room(used.getTargetClass().getPackageName()))
                        .as("rooms that %s uses", user.getSimpleName())
                        .doesNotContain("cli", "demo", "bench", "aloud");
            }
        }
    }

    @Test
    void everyPackageSaysInASentenceWhatItIsForAndIsNullMarked() throws IOException {
        Set<Path> packages = new TreeSet<>();
        for (Path source : files(
                path -> path.toString().endsWith(".java") && path.toString().contains("/src/main/java/"))) {
            packages.add(source.getParent());
        }
        List<String> silent = new ArrayList<>();
        for (Path folder : packages) {
            Path door = folder.resolve("package-info.java");
            String text = Files.exists(door) ? Files.readString(door) : "";
            if (!SENTENCE.matcher(text).find() || !text.contains("@NullMarked")) {
                silent.add(ROOT.relativize(door).toString());
            }
        }
        assertThat(packages).isNotEmpty();
        assertThat(silent).as("packages without a sentence or @NullMarked").isEmpty();
    }

    @Test
    void filesAreShortEnoughToBeReadInOneGo() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            int lines = lines(file).size();
            // a test class is a list of sentences: it may be a little longer
            int most = file.toString().contains("/src/test/") ? TEST_FILE_LINES_MAX : FILE_LINES_MAX;
            if (lines > most) {
                tooLong.add(ROOT.relativize(file) + " has " + lines);
            }
        }
        assertThat(tooLong).as("files of more than %d lines", FILE_LINES_MAX).isEmpty();
    }

    @Test
    void linesFitTheScreen() throws IOException {
        List<Path> tests = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        sources().forEach(file -> (file.toString().contains("/src/test/") ? tests : others).add(file));

        assertThat(offences(others, line -> line.length() > LINE_CHARACTERS_MAX))
                .isEmpty();
        assertThat(offences(tests, line -> line.length() > TEST_LINE_CHARACTERS_MAX))
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertThat(offences(texts(), line -> BANNED.matcher(line).find()))
                .as("unfinished work, or a path of somebody's machine")
                .isEmpty();
    }

    @Test
    void testsWaitForWhatHappensAndDoNotSleep() throws IOException {
        List<Path> tests = files(path ->
                path.toString().contains("/src/test/") && path.toString().endsWith(".java"));

        assertThat(offences(tests, line -> line.contains("Thread" + ".sleep"))).isEmpty();
    }

    @Test
    void linksInTheDocumentsLeadSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : files(path -> path.toString().endsWith(".md"))) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = link.group(1).replaceAll("#.*", "");
                if (!target.isEmpty()
                        && !target.contains("://")
                        && !target.startsWith("mailto:")
                        && !Files.exists(page.resolveSibling(target))) {
                    dead.add(ROOT.relativize(page) + " -> " + target);
                }
            }
        }
        assertThat(dead).as("dead links").isEmpty();
    }

    @Test
    void theManualOfTheSettingsIsThatOfTheCode() {
        assertThat(ROOT.resolve("docs/configuration.md"))
                .as("write it anew by ./parley generate-docs")
                .hasContent(Manuals.configuration());
    }

    @Test
    void theManualOfTheCommandsIsThatOfTheCode() {
        Surroundings surroundings = new Surroundings(new Folders(ROOT, ROOT, ROOT), Map.of(), false);

        assertThat(ROOT.resolve("docs/commands.md"))
                .as("write it anew by ./parley generate-docs")
                .hasContent(Manuals.commands(ParleyCommand.line(surroundings)));
    }

    @Test
    void theManualOfTheWordsIsThatOfTheCode() throws IOException {
        assertThat(ROOT.resolve("docs/verbs.md"))
                .as("write it anew by ./parley generate-docs")
                .hasContent(VerbsManual.page(VerbsManual.sources(ROOT)));
        assertThat(ROOT.resolve("scripts/parley.gdsl"))
                .as("write it anew by ./parley generate-docs")
                .hasContent(EditorFiles.gdsl(VerbsManual.sources(ROOT)));
    }

    private static boolean mayUse(String from, String used) {
        return from.equals(used)
                || ROOT_ROOMS.contains(from)
                || used.equals("settings")
                || ARROWS.getOrDefault(from, Set.of()).contains(used);
    }

    private static boolean isOurs(String packageName) {
        return packageName.equals("org.parley") || packageName.startsWith("org.parley.");
    }

    private static String room(String packageName) {
        return packageName.equals("org.parley") ? "" : packageName.replaceFirst("^org\\.parley\\.", "");
    }

    /** What people write by hand and read as code. */
    private static List<Path> sources() throws IOException {
        return texts().stream()
                .filter(path -> !PROSE_ENDINGS.contains(ending(path)))
                .toList();
    }

    private static List<Path> texts() throws IOException {
        return files(
                path -> TEXT_ENDINGS.contains(ending(path)) || (ending(path).isEmpty() && isScript(path)));
    }

    private static boolean isScript(Path path) {
        return Files.isExecutable(path) && !path.getFileName().toString().startsWith(".");
    }

    private static String ending(Path path) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    private static List<String> offences(List<Path> files, Predicate<String> isOffence) throws IOException {
        assertThat(files).as("files looked at").isNotEmpty();
        List<String> offences = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (isOffence.test(lines.get(i))) {
                    offences.add("%s:%d: %s"
                            .formatted(
                                    ROOT.relativize(file), i + 1, lines.get(i).strip()));
                }
            }
        }
        return offences;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }

    /** The files of the tree without what builds and runs leave in it. */
    private static List<Path> files(Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean hidden = name.startsWith(".") && !name.equals(".ci") && !folder.equals(ROOT);
                boolean made = name.equals("target") || name.equals("data");
                return hidden || made ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && wanted.test(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(".editorconfig"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "Expected .editorconfig above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
