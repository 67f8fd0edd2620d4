package org.parley.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * How loud a WAV file of 16-bit linear PCM is over time, to be drawn: the largest sample of each of so many equal
 * pieces, for each channel, 0 to 1 in steps of a thousandth.
 *
 * @param ms how long the file is
 * @param channels of a call's recording the first is the caller and the second the agent
 */
public record WavPeaks(long ms, List<List<Double>> channels) {
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final double FULL = 32_768;

    /**
     * Reads the file once, from its beginning to its end, with the same little memory for any length.
     *
     * @param points pieces, at least 1; fewer come when the file has fewer samples
     * @throws AudioException when it is no such file
     */
    public static WavPeaks of(Path file, int points) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            fill(channel, buffer);
            byte[] start = new byte[Math.min(buffer.limit(), 65_536)];
            buffer.get(0, start);
            WavStream header = WavStream.header(start)
                    .orElseThrow(() -> new AudioException("Expected a WAV file but " + file + " has no samples"));
            int frame = 2 * header.channels();
            long here = channel.size() - header.offset();
            long frames = (header.length() == 0 ? here : Math.min(header.length(), here)) / frame;
            Peaks peaks = new Peaks(header.channels(), frames, (int) Math.min(points, frames));
            channel.position(header.offset());
            while (!peaks.isDone()) {
                buffer.clear().limit(BUFFER_BYTES / frame * frame);
                fill(channel, buffer);
                if (buffer.remaining() < frame) {
                    break; // it became shorter while it was read
                }
                peaks.take(buffer);
            }
            return new WavPeaks(frames * 1000 / header.rate(), peaks.all());
        }
    }

    /** Up to the buffer's limit, or the end of the file. */
    private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until it is full
        }
        buffer.flip();
    }

    private static final class Peaks {
        private final int[][] largest;
        private final long frames;
        private final int points;
        private long at;

        Peaks(int channels, long frames, int points) {
            this.largest = new int[channels][points];
            this.frames = frames;
            this.points = points;
        }

        boolean isDone() {
            return at >= frames;
        }

        void take(ByteBuffer samples) {
            int channels = largest.length;
            while (!isDone() && samples.remaining() >= 2 * channels) {
                int point = (int) (at * points / frames);
                for (int channel = 0; channel < channels; channel++) {
                    largest[channel][point] = Math.max(largest[channel][point], Math.abs((int) samples.getShort()));
                }
                at++;
            }
        }

        List<List<Double>> all() {
            List<List<Double>> all = new ArrayList<>();
            for (int[] channel : largest) {
                List<Double> peaks = new ArrayList<>(channel.length);
                for (int sample : channel) {
                    peaks.add(Math.round(sample / FULL * 1000) / 1000.0);
                }
                all.add(List.copyOf(peaks));
            }
            return List.copyOf(all);
        }
    }
}
