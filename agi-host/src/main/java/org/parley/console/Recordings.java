package org.parley.console;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parley.audio.AudioException;
import org.parley.audio.StereoRecording;
import org.parley.audio.WavPeaks;
import org.parley.console.http.ByteRange;
import org.parley.console.http.Problem;
import org.parley.store.CallRow;
import org.parley.store.CallState;

/** The recordings of calls that have ended, to be heard and drawn. Any thread may use it. */
final class Recordings {
    static final String TYPE = "audio/wav";

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int DRAWN_MAX = 64; // some 20 KB each
    private static final long DRAW_SECONDS_MAX = 10;

    private final Path folder;
    private final ReentrantLock drawing = new ReentrantLock(); // one at a time: the calls come first
    private final Map<Drawn, WavPeaks> drawn = new LinkedHashMap<>(16, 0.75f, true) { // guarded by drawing
                @Override
                protected boolean removeEldestEntry(Map.Entry<Drawn, WavPeaks> eldest) {
                    return size() > DRAWN_MAX;
                }
            };

    /** A file as it was, in so many points. */
    private record Drawn(Path file, String tag, int points) {}

    /** A recording as it is now. */
    record Found(Path file, long size, Instant modified) {
        /** It changes whenever the file does. */
        String tag() {
            return "\"%x-%x\"".formatted(size, modified.toEpochMilli());
        }
    }

    /** Those of this folder; no file outside it is ever read. */
    Recordings(Path folder) {
        this.folder = folder;
    }

    /** Whether a call has one and how long it is, or why there is none. */
    Map<String, Object> of(CallRow call) {
        try {
            Found found = get(call);
            return Map.of(
                    "there", true,
                    "bytes", found.size(),
                    "ms", StereoRecording.length(found.size()).toMillis());
        } catch (Problem none) {
            return Map.of("there", false, "why", String.valueOf(none.getMessage()));
        }
    }

    /**
     * That of a call.
     *
     * @throws Problem when there is none, or not yet
     */
    Found get(CallRow call) {
        if (call.state() == CallState.RUNNING) {
            throw new Problem(
                    409,
                    "Not finished",
                    "The call " + call.id() + " runs, and its recording is still written; come back when it has"
                            + " ended, which /api/events?type=call_ended tells");
        }
        // a host that died could not write down the name, but gave it by the same rule
        String name = call.recording().isEmpty() && call.state() == CallState.DIED
                ? folder.resolve(call.id() + ".wav").toString()
                : call.recording();
        if (name.isEmpty()) {
            throw Problem.unknown(notRecorded(call));
        }
        try {
            Path inside = folder.toRealPath();
            Path file = Path.of(name).toRealPath();
            BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!file.startsWith(inside) || !is.isRegularFile()) {
                throw Problem.unknown("The recording of the call " + call.id() + " is not in the folder of recordings"
                        + " of this host (calls.recordings)");
            }
            return new Found(file, is.size(), is.lastModifiedTime().toInstant());
        } catch (NoSuchFileException gone) {
            throw Problem.unknown(
                    call.recording().isEmpty()
                            ? notRecorded(call)
                            : "The recording of the call " + call.id() + " is not on this host: it was moved or"
                                    + " removed, or another host had the call");
        } catch (IOException | InvalidPathException failure) {
            throw unreadable(call.id());
        }
    }

    private static String notRecorded(CallRow call) {
        return "The call " + call.id() + " was not recorded (calls.record)";
    }

    private static Problem unreadable(String id) {
        return new Problem(
                500,
                "Not readable",
                "The recording of the call " + id + " cannot be read; look at the rights of calls.recordings");
    }

    /** Sends it, or the part that is asked for. */
    void send(Context context, CallRow call) throws IOException {
        Found found = get(call);
        String modified =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(found.modified().atOffset(ZoneOffset.UTC));
        context.header("Accept-Ranges", "bytes")
                .header("ETag", found.tag())
                .header("Last-Modified", modified)
                .header("Content-Disposition", "inline; filename=\"" + call.id() + ".wav\"");
        if (isKnown(context.header("If-None-Match"), found.tag())) {
            context.status(304);
            return;
        }
        ByteRange part = new ByteRange(0, found.size());
        int status = 200;
        String range = Optional.ofNullable(context.header("Range")).orElse("");
        if (!range.isEmpty() && isSame(context.header("If-Range"), found, modified)) {
            try {
                Optional<ByteRange> wanted = ByteRange.of(range, found.size());
                if (wanted.isPresent()) {
                    part = wanted.get();
                    status = 206;
                    context.header("Content-Range", part.header(found.size()));
                }
            } catch (ByteRange.Unsatisfiable beyond) {
                context.header("Content-Range", "bytes */" + found.size());
                throw new Problem(
                        416,
                        "Range not satisfiable",
                        "Expected a range within " + found.size() + " bytes but was '" + Problem.shown(range) + "'");
            }
        }
        context.status(status).contentType(TYPE);
        context.res().setContentLengthLong(part.length());
        if (context.req().getMethod().equals("HEAD")) {
            return;
        }
        try {
            copy(found.file(), part, context.res().getOutputStream());
        } catch (IOException gone) {
            // who listens has gone elsewhere in it, which is how players seek
            return;
        }
    }

    private static boolean isKnown(@Nullable String header, String tag) {
        return header != null
                && Stream.of(header.split(",", -1))
                        .map(String::strip)
                        .anyMatch(each -> each.equals("*") || each.equals(tag) || each.equals("W/" + tag));
    }

    private static boolean isSame(@Nullable String header, Found found, String modified) {
        return header == null || header.equals(found.tag()) || header.equals(modified);
    }

    private static void copy(Path file, ByteRange part, OutputStream out) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, part.length()));
            long at = part.from();
            long left = part.length();
            while (left > 0) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), left));
                int read = channel.read(chunk, at);
                if (read < 0) {
                    return;
                }
                out.write(chunk.array(), 0, read);
                at += read;
                left -= read;
            }
        }
    }

    /**
     * How loud both sides are over time.
     *
     * @throws Problem when there is no recording, or too many are drawn at once
     */
    Map<String, Object> waveform(CallRow call, int points) throws InterruptedException {
        Found found = get(call);
        WavPeaks peaks = peaks(call, new Drawn(found.file(), found.tag(), points));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ms", peaks.ms());
        document.put("caller", peaks.channels().getFirst());
        document.put("agent", peaks.channels().getLast());
        return document;
    }

    private WavPeaks peaks(CallRow call, Drawn wanted) throws InterruptedException {
        if (!drawing.tryLock(DRAW_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new Problem(
                    503, "Service unavailable", "Too many recordings are drawn at once; ask again in some seconds");
        }
        try {
            WavPeaks known = drawn.get(wanted);
            if (known == null) {
                known = WavPeaks.of(wanted.file(), wanted.points());
                drawn.put(wanted, known);
            }
            return known;
        } catch (AudioException broken) {
            throw Problem.unknown("The recording of the call " + call.id() + " is no WAV file that can be drawn");
        } catch (IOException failure) {
            throw unreadable(call.id());
        } finally {
            drawing.unlock();
        }
    }
}
