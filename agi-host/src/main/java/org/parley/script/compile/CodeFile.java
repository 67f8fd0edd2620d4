package org.parley.script.compile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.parley.script.Findings;
import org.parley.script.Findings.Claim;
import org.parley.script.Findings.Doubt;
import org.parley.script.Findings.StatusUse;
import org.parley.script.Findings.Use;
import org.parley.script.Limits;
import org.parley.script.ProblemKind;
import org.parley.script.ReachedBy;
import org.parley.script.ScriptProblem;

/** {@link CompiledCode} as the bytes of a file, with a sum at the end by which a torn one is known. */
final class CodeFile {
    /** Part of every key: files of another shape are never read. */
    static final String SHAPE = "parley-code-1";

    private static final int SUM_BYTES = Long.BYTES;

    private CodeFile() {}

    static byte[] bytes(CompiledCode code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, SHAPE);
            switch (code) {
                case CompiledCode.Good good -> {
                    out.writeBoolean(true);
                    findings(out, good.findings());
                    list(out, List.copyOf(good.classes().entrySet()), CodeFile::type);
                }
                case CompiledCode.Bad(List<ScriptProblem> problems) -> {
                    out.writeBoolean(false);
                    list(out, problems, CodeFile::problem);
                }
            }
            out.writeLong(sum(bytes.toByteArray(), bytes.size()));
        } catch (IOException never) {
            throw new UncheckedIOException("Memory does not fail", never);
        }
        return bytes.toByteArray();
    }

    /** Empty when they are not whole. */
    static Optional<CompiledCode> read(byte[] bytes) {
        int length = bytes.length - SUM_BYTES;
        if (length < 0 || ByteBuffer.wrap(bytes).getLong(length) != sum(bytes, length)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
            if (!text(in).equals(SHAPE)) {
                return Optional.empty();
            }
            if (!in.readBoolean()) {
                return Optional.of(new CompiledCode.Bad(list(in, CodeFile::problem)));
            }
            Findings findings = findings(in);
            SequencedMap<String, byte[]> classes = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String name = text(in);
                classes.put(name, in.readNBytes(in.readInt()));
            }
            return Optional.of(new CompiledCode.Good(findings, classes));
        } catch (IOException | RuntimeException otherwise) {
            return Optional.empty(); // its sum is right and yet it reads otherwise: nothing of ours
        }
    }

    private static long sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    // --- findings

    private static void findings(DataOutputStream out, Findings findings) throws IOException {
        list(out, findings.claims(), (to, claim) -> {
            text(to, claim.by().name());
            text(to, claim.pattern().text());
            place(to, claim.line(), claim.column());
        });
        list(out, findings.statuses(), (to, status) -> {
            text(to, status.status());
            place(to, status.line(), status.column());
        });
        for (Duration each : Arrays.asList(
                findings.limits().call(),
                findings.limits().turn(),
                findings.limits().silence())) {
            text(out, each == null ? "" : each.toString());
        }
        BigDecimal cost = findings.limits().cost();
        text(out, cost == null ? "" : cost.toString());
        text(out, findings.description());
        text(out, findings.owner());
        list(out, List.copyOf(findings.languages()), CodeFile::text);
        list(out, findings.doubts(), (to, doubt) -> {
            text(to, doubt.kind().name());
            place(to, doubt.line(), doubt.column());
            text(to, doubt.message());
            text(to, doubt.suggestion());
        });
        list(out, findings.uses(), (to, use) -> {
            text(to, use.kind().name());
            text(to, use.name());
            place(to, use.line(), use.column());
        });
    }

    private static Findings findings(DataInputStream in) throws IOException {
        return new Findings(
                list(in, CodeFile::claim),
                list(in, from -> new StatusUse(text(from), from.readInt(), from.readInt())),
                new Limits(duration(in), duration(in), duration(in), amount(in)),
                text(in),
                text(in),
                new TreeSet<>(list(in, CodeFile::text)),
                list(in, from -> new Doubt(kind(from), from.readInt(), from.readInt(), text(from), text(from))),
                list(in, from -> new Use(kind(from), text(from), from.readInt(), from.readInt())));
    }

    private static Claim claim(DataInputStream in) throws IOException {
        ReachedBy by = ReachedBy.valueOf(text(in));
        return new Claim(by, ClaimRules.pattern(by, text(in)), in.readInt(), in.readInt());
    }

    private static @Nullable Duration duration(DataInputStream in) throws IOException {
        String text = text(in);
        return text.isEmpty() ? null : Duration.parse(text);
    }

    private static @Nullable BigDecimal amount(DataInputStream in) throws IOException {
        String text = text(in);
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    private static ProblemKind kind(DataInputStream in) throws IOException {
        return ProblemKind.valueOf(text(in));
    }

    // --- problems and classes

    private static void problem(DataOutputStream out, ScriptProblem problem) throws IOException {
        text(out, problem.kind().name());
        text(out, problem.file());
        place(out, problem.line(), problem.column());
        text(out, problem.message());
        text(out, problem.sourceLine());
        text(out, problem.suggestion());
    }

    private static ScriptProblem problem(DataInputStream in) throws IOException {
        return new ScriptProblem(kind(in), text(in), in.readInt(), in.readInt(), text(in), text(in), text(in));
    }

    private static void type(DataOutputStream out, Map.Entry<String, byte[]> type) throws IOException {
        text(out, type.getKey());
        out.writeInt(type.getValue().length);
        out.write(type.getValue());
    }

    private static void place(DataOutputStream out, int line, int column) throws IOException {
        out.writeInt(line);
        out.writeInt(column);
    }

    // --- texts and lists

    private interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    private interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> void list(DataOutputStream out, List<T> values, Writer<T> writer) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(out, value);
        }
    }

    private static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
        List<T> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(reader.read(in));
        }
        return values;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
