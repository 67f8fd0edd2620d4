package org.parley.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.script.ProblemKind;
import org.parley.script.ScriptProblem;
import org.parley.script.library.ScriptStatus;

/** What a check of scripts found, as SARIF 2.1.0, which editors and services for code show at its place. */
final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private static final List<ProblemKind> KINDS = List.of(ProblemKind.values());

    private SarifReport() {}

    /** The whole document; files below {@code current} are named from there. */
    static Map<String, Object> of(String version, Path current, List<ScriptStatus> scripts) {
        List<Object> results = new ArrayList<>();
        for (ScriptStatus script : scripts) {
            script.problems().forEach(each -> results.add(result(current, script.file(), each)));
            script.warnings().forEach(each -> results.add(result(current, script.file(), each)));
        }
        List<Object> rules = new ArrayList<>();
        for (ProblemKind kind : KINDS) {
            rules.add(object(
                    "id",
                    kind.id(),
                    "shortDescription",
                    Map.of("text", kind.sentence()),
                    "defaultConfiguration",
                    Map.of("level", level(kind))));
        }
        Map<String, Object> driver = object("name", "parley check", "version", version, "rules", rules);
        Map<String, Object> run = object(
                "tool",
                Map.of("driver", driver),
                "columnKind",
                "utf16CodeUnits",
                "originalUriBaseIds",
                Map.of("CURRENT", Map.of("uri", folder(current))),
                "results",
                results);
        return object("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run));
    }

    private static Map<String, Object> result(Path current, Path file, ScriptProblem problem) {
        String text =
                problem.suggestion().isEmpty() ? problem.message() : problem.message() + "; " + problem.suggestion();
        Map<String, Object> physical = object("artifactLocation", artifact(current, file));
        if (problem.line() > 0) {
            Map<String, Object> region = object("startLine", problem.line());
            if (problem.column() > 0) {
                region.put("startColumn", problem.column());
            }
            if (!problem.sourceLine().isBlank()) {
                region.put("snippet", Map.of("text", problem.sourceLine()));
            }
            physical.put("region", region);
        }
        return object(
                "ruleId",
                problem.kind().id(),
                "ruleIndex",
                KINDS.indexOf(problem.kind()),
                "level",
                level(problem.kind()),
                "message",
                Map.of("text", text),
                "locations",
                List.of(Map.of("physicalLocation", physical)));
    }

    private static Map<String, Object> artifact(Path current, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = current.toAbsolutePath().normalize();
        if (!absolute.startsWith(base)) {
            return object("uri", absolute.toUri().toString());
        }
        String uri = absolute.toUri().toString().substring(folder(base).length());
        return object("uri", uri, "uriBaseId", "CURRENT");
    }

    /** A folder's URI ends with a slash, whether it is there or not. */
    private static String folder(Path path) {
        String uri = path.toAbsolutePath().normalize().toUri().toString();
        return uri.endsWith("/") ? uri : uri + "/";
    }

    private static String level(ProblemKind kind) {
        return kind.isError() ? "error" : "warning";
    }

    /** In this order, so that two reports can be compared. */
    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }
}
