package org.parley.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley version}. */
@Command(name = "version", description = "Show which Parley, JDK and system this is.")
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter out = Specs.out(spec);
        Build build = Build.of(surroundings.folders().program());
        String jdk = System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")";
        String system = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("version", build.version());
            document.put("commit", build.commit());
            document.put("jdk", jdk);
            document.put("system", system);
            JsonOutput.print(out, document);
        } else {
            out.println("parley " + build.version() + " (commit " + build.commit() + ")");
            out.println("jdk    " + jdk);
            out.println("system " + system);
        }
        out.flush();
        return ExitCode.OK;
    }
}
