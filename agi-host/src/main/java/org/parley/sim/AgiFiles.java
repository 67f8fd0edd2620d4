package org.parley.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** STREAM FILE and RECORD FILE on files of this machine: linear samples at 8 kHz, named without their ending. */
final class AgiFiles {
    private static final String FORMAT = "sln";
    /** As in dsp.conf: a frame is silent when its mean level is below. */
    private static final int SILENCE_LEVEL = 256;

    private static final int FRAME = CallerLine.FRAME_SAMPLES;

    private final SimulatedChannel channel;

    AgiFiles(SimulatedChannel channel) {
        this.channel = channel;
    }

    /** Whether the name is that of a file and not of one of Asterisk's own sounds. */
    static boolean isFile(String name) {
        return name.startsWith("/");
    }

    /** The reply to STREAM FILE name digits [offset]. */
    String stream(List<String> arguments) throws IOException {
        Path file = Path.of(arguments.getFirst() + "." + FORMAT);
        if (!Files.isRegularFile(file)) {
            return "200 result=-1 endpos=0";
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        int at = arguments.size() > 2 ? Integer.parseInt(arguments.get(2)) : 0;
        Pacer pacer = new Pacer(Duration.ofMillis(CallerLine.TICK_MILLIS));
        while (at < samples.length) {
            channel.audio().hear(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + FRAME)));
            at = Math.min(samples.length, at + FRAME);
            pacer.await();
            int key = key(arguments.get(1));
            if (key != 0) {
                return "200 result=" + key + " endpos=" + at;
            }
        }
        return "200 result=0 endpos=" + samples.length;
    }

    /** A key of these, -1 when the caller has gone, 0 for neither; other keys are lost. */
    private int key(String escapes) {
        int key = channel.awaitKey(0);
        return key > 0 && escapes.indexOf(key) < 0 ? 0 : key;
    }

    /** The reply to RECORD FILE name format digits millis [offset] [BEEP] [s=seconds]. */
    String record(List<String> arguments) throws IOException {
        Path file = Path.of(arguments.getFirst() + "." + FORMAT);
        Path folder = file.getParent();
        if (!arguments.get(1).equals(FORMAT) || folder == null || !Files.isWritable(folder)) {
            return "200 result=-1 (writefile) endpos=0";
        }
        long left = Long.parseLong(arguments.get(3));
        Optional<Integer> silence = arguments.stream()
                .filter(word -> word.startsWith("s="))
                .map(word -> Integer.parseInt(word.substring(2)) * 1000 / CallerLine.TICK_MILLIS)
                .filter(ticks -> ticks > 0)
                .findFirst();
        Recording recording = new Recording();
        channel.audio().tap(recording::frame);
        int key = 0;
        try {
            Pacer pacer = new Pacer(Duration.ofMillis(CallerLine.TICK_MILLIS));
            for (; left > 0 && key == 0; left -= CallerLine.TICK_MILLIS) {
                pacer.await();
                key = key(arguments.get(2));
                if (silence.isPresent() && recording.silentFrames() >= silence.get()) {
                    break;
                }
            }
            left = Math.max(0, left);
        } finally {
            channel.audio().tap(null);
        }
        byte[] bytes = recording.bytes();
        Files.write(file, bytes);
        // as Asterisk does it: ended by silence, the result is the time that was left
        String how = key < 0 ? "-1 (hangup)" : key == 0 ? left + " (timeout)" : key + " (dtmf)";
        return "200 result=" + how + " endpos=" + bytes.length / 2;
    }

    /** What comes from the caller's line. */
    private static final class Recording {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int silent;

        synchronized void frame(short[] samples) {
            ByteBuffer frame = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
            frame.asShortBuffer().put(samples);
            bytes.writeBytes(frame.array());
            int sum = 0;
            for (short sample : samples) {
                sum += Math.abs(sample);
            }
            silent = sum / samples.length < SILENCE_LEVEL ? silent + 1 : 0;
        }

        synchronized int silentFrames() {
            return silent;
        }

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
