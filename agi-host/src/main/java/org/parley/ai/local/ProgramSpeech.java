package org.parley.ai.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Pieces;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.TextToSpeech;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;

/**
 * Speaks by a program, one process per utterance. The text goes in by standard input, never as an argument, and the
 * sound comes back in a file: flite writes its header by seeking, which a pipe cannot do (it hangs).
 */
final class ProgramSpeech implements TextToSpeech {

    /** Processes at once; they live some tens of milliseconds. */
    private static final int PROCESSES_MAX = 8;

    private static final int COMPLAINT_CHARS_MAX = 200;

    private final String name;
    private final List<String> command;
    private final Duration deadline;
    private final UnaryOperator<String> readable;
    private final Path folder;
    private final Semaphore processes = new Semaphore(PROCESSES_MAX, true);
    private final AtomicLong utterances = new AtomicLong();

    private ProgramSpeech(
            String name, List<String> command, Duration deadline, UnaryOperator<String> readable, Path folder) {
        this.name = name;
        this.command = List.copyOf(command);
        this.deadline = deadline;
        this.readable = readable;
        this.folder = folder;
    }

    /**
     * A synthesiser of this name.
     *
     * @param command the program and its arguments; the name of the file to write is appended
     * @param deadline how long an utterance may wait for its turn, and how long the program may take then
     */
    static ProgramSpeech open(String name, List<String> command, Duration deadline) {
        return open(name, command, deadline, SpokenText::clean);
    }

    /** The same with {@code readable} for what the program can read of a text, in UTF-8; "" for nothing. */
    static ProgramSpeech open(String name, List<String> command, Duration deadline, UnaryOperator<String> readable) {
        try {
            return new ProgramSpeech(name, command, deadline, readable, Files.createTempDirectory("parley-speech"));
        } catch (IOException e) {
            throw new ProviderException(
                    name, Kind.SETTINGS, "Expected to make a folder for sounds but " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        String clean = readable.apply(text);
        if (clean.isEmpty()) {
            return;
        }
        Pcm audio = synthesised(clean);
        Pieces.of(audio.samples(), audio.rate(), audio.rate() / 10, sink);
    }

    private Pcm synthesised(String text) throws InterruptedException {
        if (!processes.tryAcquire(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            throw failed(Kind.RATE, PROCESSES_MAX + " utterances before this one took too long", null);
        }
        long number = utterances.incrementAndGet();
        Path sound = folder.resolve(number + ".wav");
        Path complaint = folder.resolve(number + ".err");
        try {
            run(text, sound, complaint);
            return read(sound, complaint);
        } catch (IOException e) {
            throw failed(Kind.PROTOCOL, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        } finally {
            processes.release();
            delete(sound);
            delete(complaint);
        }
    }

    private void run(String text, Path sound, Path complaint) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(sound.toString());
        Process process = new ProcessBuilder(arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(complaint.toFile())
                .start();
        try {
            try (OutputStream input = process.getOutputStream()) {
                // far less than a pipe holds, so it cannot block
                input.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException early) {
                // it ended without reading; its exit code or its output says more
            }
            if (!process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                throw failed(Kind.SLOW, "it took longer than " + deadline.toMillis() + " ms", null);
            }
            if (process.exitValue() != 0) {
                throw failed(Kind.PROTOCOL, "it ended with " + process.exitValue() + said(complaint), null);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private Pcm read(Path sound, Path complaint) throws IOException {
        // its exit code does not prove that it made a sound
        if (!Files.exists(sound) || Files.size(sound) == 0) {
            throw failed(Kind.PROTOCOL, "it gave no sound" + said(complaint), null);
        }
        try {
            Pcm audio = WavFile.read(sound);
            if (audio.samples().length == 0) {
                throw failed(Kind.PROTOCOL, "it gave no sound" + said(complaint), null);
            }
            return audio;
        } catch (AudioException e) {
            throw failed(Kind.PROTOCOL, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private static String said(Path complaint) throws IOException {
        if (!Files.exists(complaint)) {
            return "";
        }
        byte[] head;
        try (var in = Files.newInputStream(complaint)) {
            head = in.readNBytes(COMPLAINT_CHARS_MAX);
        }
        String text =
                new String(head, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
        return text.isEmpty() ? "" : ": " + text;
    }

    private ProviderException failed(Kind kind, String found, @Nullable Throwable cause) {
        return new ProviderException(name, kind, "Expected speech from " + command.getFirst() + " but " + found, cause);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    @Override
    public void close() {
        try (var left = Files.list(folder)) {
            left.forEach(ProgramSpeech::delete);
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
        delete(folder);
    }
}
