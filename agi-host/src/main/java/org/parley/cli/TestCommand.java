package org.parley.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code parley test}, for help and completion: the launcher runs it, because it needs Maven and not the host. */
@Command(
        name = "test",
        description =
                "Run every test: unit tests, those on MariaDB, those on a real Asterisk. Installs what they need on"
                        + " Debian as root, builds the private Asterisk once, and ends with one line: N passed,"
                        + " N failed, N skipped.")
final class TestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MAVEN_ARGUMENT", description = "Goes to Maven, such as -Dtest=SettingsTest.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        throw new CommandFailure(
                ExitCode.USAGE,
                "start it by the launcher: "
                        + String.join(" ", "./parley test", String.join(" ", arguments))
                                .strip());
    }
}
