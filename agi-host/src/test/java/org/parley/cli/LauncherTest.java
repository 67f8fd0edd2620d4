package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself, in a tree of its own with JDKs and a Maven that only tell how they were called. */
class LauncherTest {
    private static final String NO_TOOL = "#!/bin/sh\nexit 1\n";

    private record Ended(int code, String out, String err) {}

    @TempDir
    Path tree;

    @BeforeEach
    void makeATree() throws IOException {
        Files.copy(launcher(), tree.resolve("parley"));
        Files.createDirectories(tree.resolve("agi-host/src/main"));
        Files.createDirectories(tree.resolve("osdial-integration/src/main"));
        Files.createDirectories(tree.resolve("sql"));
        for (String pom : List.of("pom.xml", "agi-host/pom.xml", "osdial-integration/pom.xml")) {
            Files.writeString(tree.resolve(pom), "<project/>");
        }
        program("bin/mvn", """
                #!/bin/sh
                mkdir -p "%1$s/agi-host/target/lib"
                echo built >> "%1$s/mvn.log"
                : > "%1$s/agi-host/target/agi-host-1.jar"
                : > "%1$s/agi-host/target/agi-host-1-tests.jar"
                : > "%1$s/agi-host/target/lib/a.jar"
                """.formatted(tree));
    }

    @Test
    void theFirstStartBuildsAndTheNextOnesDoNot() throws Exception {
        jdk("jdk", 25);

        Ended first = parley(Map.of("PARLEY_JAVA_HOME", tree.resolve("jdk").toString()), "version", "--json");
        Ended second = parley(Map.of("PARLEY_JAVA_HOME", tree.resolve("jdk").toString()), "version", "--json");

        assertThat(first.code()).isZero();
        assertThat(second.out())
                .contains("-cp " + tree + "/agi-host/target/agi-host-1.jar:" + tree + "/agi-host/target/lib/a.jar ")
                .contains("-Dparley.program=" + tree)
                .endsWith("org.parley.cli.ParleyCommand version --json\n");
        assertThat(second.err()).isEmpty();
        assertThat(tree.resolve("mvn.log")).hasContent("built\n");
    }

    @Test
    void aChangedSourceIsBuiltAtTheNextStart() throws Exception {
        jdk("jdk", 26);
        Map<String, String> environment =
                Map.of("PARLEY_JAVA_HOME", tree.resolve("jdk").toString());
        parley(environment, "version");
        Path stamp = tree.resolve("agi-host/target/parley.stamp");
        Path source = Files.writeString(tree.resolve("sql/new.sql"), "SELECT 1;");
        Files.setLastModifiedTime(
                source,
                java.nio.file.attribute.FileTime.fromMillis(
                        Files.getLastModifiedTime(stamp).toMillis() + 1000));

        parley(environment, "version");

        assertThat(tree.resolve("mvn.log")).hasContent("built\nbuilt\n");
    }

    @Test
    void aBrokenBuildEndsWithOneAndIsNotTakenForABuild() throws Exception {
        jdk("jdk", 25);
        program("bin/mvn", "#!/bin/sh\necho '[ERROR] Foo.java:[3,1] not a statement'\nexit 1\n");

        Ended ended = parley(Map.of("PARLEY_JAVA_HOME", tree.resolve("jdk").toString()), "version");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err()).contains("Foo.java:[3,1] not a statement", "the build failed; all of it: ");
        assertThat(tree.resolve("agi-host/target/parley.stamp")).doesNotExist();
        assertThat(tree.resolve(".parley/build.lock")).doesNotExist();
    }

    @Test
    void anOldJdkIsRefusedInOneLineWhenItWasNamed() throws Exception {
        jdk("old", 17);

        Ended old = parley(Map.of("PARLEY_JAVA_HOME", tree.resolve("old").toString()), "version");
        Ended none = parley(Map.of("PARLEY_JAVA_HOME", "/nowhere"), "version");

        assertThat(old)
                .isEqualTo(new Ended(
                        3,
                        "",
                        "parley: PARLEY_JAVA_HOME=%s/old is JDK 17; set it to 25 or newer, or unset it\n"
                                .formatted(tree)));
        assertThat(none)
                .isEqualTo(new Ended(3, "", "parley: PARLEY_JAVA_HOME=/nowhere is no JDK; correct it or unset it\n"));
    }

    @Test
    void aDefaultThatIsTooOldDoesNotHideANewerJdk() throws Exception {
        jdk("old", 17);
        jdk("user/.jdks/new", 99);

        Ended ended = parley(
                Map.of(
                        "JAVA_HOME",
                        tree.resolve("old").toString(),
                        "HOME",
                        tree.resolve("user").toString()),
                "version");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("java 99 ");
    }

    @Test
    void theTestsNeedNothingFromAJvmToCountTheirReports() throws Exception {
        jdk("jdk", 25);
        for (String tool : List.of("mariadbd", "mariadb-install-db", "flite", "sipp", "sox", "debootstrap")) {
            program("bin/" + tool, NO_TOOL);
        }
        program("deploy/asterisk/build", "#!/bin/sh\nexit 0\n");
        program("bin/mvn", """
                #!/bin/sh
                mkdir -p "%1$s/agi-host/target/surefire-reports"
                echo '<testsuite name="A" time="1" tests="7" errors="1" skipped="2" failures="1">' \
                    > "%1$s/agi-host/target/surefire-reports/TEST-A.xml"
                """.formatted(tree));

        Ended ended = parley(Map.of("PARLEY_JAVA_HOME", tree.resolve("jdk").toString()), "test");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out()).endsWith("3 passed, 2 failed, 2 skipped\n");
    }

    @Test
    void testsThatDoNotRunAreNoSuccess() throws Exception {
        jdk("jdk", 25);
        for (String tool : List.of("mariadbd", "mariadb-install-db", "flite", "sipp", "sox", "debootstrap")) {
            program("bin/" + tool, NO_TOOL);
        }
        program("deploy/asterisk/build", "#!/bin/sh\nexit 0\n");
        program("bin/mvn", "#!/bin/sh\nexit 0\n");

        Ended ended = parley(Map.of("PARLEY_JAVA_HOME", tree.resolve("jdk").toString()), "test");

        assertThat(ended.code()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.out()).endsWith("0 passed, 0 failed, 0 skipped\n");
        assertThat(ended.err()).contains("no test ran");
    }

    private void jdk(String folder, int major) throws IOException {
        program(folder + "/bin/javac", NO_TOOL);
        program(folder + "/bin/java", "#!/bin/sh\necho java " + major + " \"$@\"\n");
        Files.writeString(tree.resolve(folder).resolve("release"), "JAVA_VERSION=\"" + major + ".0.1\"\nOS_NAME=x\n");
    }

    private void program(String path, String text) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs the tree's launcher; it may install nothing, and meets the tree's programs first. */
    private Ended parley(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", tree.resolve("parley").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(tree.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_") || name.equals("JAVA_HOME"));
        builder.environment().put("PATH", tree.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("PARLEY_OFFLINE", "1");
        builder.environment().putAll(environment);
        Path out = tree.resolve("out.txt");
        Path err = tree.resolve("err.txt");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        int code = process.waitFor();
        return new Ended(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    private static Path launcher() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("parley"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "Expected the launcher above " + Path.of("").toAbsolutePath());
            }
        }
        return folder.resolve("parley");
    }
}
