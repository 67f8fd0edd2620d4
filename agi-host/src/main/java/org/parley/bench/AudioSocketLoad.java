package org.parley.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.parley.audio.AudioSocketFrame;

/**
 * The load generator of {@link AudioSocketBench}: one thread plays the far end of N calls, sends each a frame every
 * 20 ms and times what comes back. A frame's lateness is how much later it came than the best of its call would make
 * one expect.
 */
final class AudioSocketLoad {

    private static final long MILLI = 1_000_000L;
    private static final long STALL_NANOS = 60 * MILLI;
    private static final int SLOTS = 20;

    private final Selector selector = Selector.open();
    private final List<Call> calls = new ArrayList<>();
    private final ByteBuffer[] frames = frames();
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private boolean measuring;
    private long stalls;
    private long earlyCloses;
    private long blockedSends;
    private long gapMax;

    private AudioSocketLoad() throws IOException {}

    /** Arguments: port, seconds of warm-up, seconds to measure; the UUIDs come as one line on standard input. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        long warmUp = Long.parseLong(arguments[1]);
        long length = Long.parseLong(arguments[2]);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String line = input.readLine();
        if (line == null) {
            throw new IOException("Expected a line of UUIDs on standard input but it ended");
        }
        AudioSocketLoad load = new AudioSocketLoad();
        load.connect(port, line.strip().split(" ", -1), (int) (length * 50) + 200);
        load.run(warmUp * 1000 * MILLI);
        System.out.println("> measuring");
        System.out.flush();
        load.measuring = true;
        load.run(length * 1000 * MILLI);
        System.out.println("> " + load.result());
        System.out.flush();
        System.exit(0);
    }

    private static ByteBuffer[] frames() {
        short[] second = BenchSound.speech(1);
        ByteBuffer[] frames = new ByteBuffer[second.length / AudioSocketFrame.SAMPLES];
        for (int i = 0; i < frames.length; i++) {
            byte[] message = AudioSocketFrame.audio(
                    AudioSocketFrame.AUDIO, second, i * AudioSocketFrame.SAMPLES, AudioSocketFrame.SAMPLES);
            frames[i] = ByteBuffer.allocateDirect(message.length).put(message).flip();
        }
        return frames;
    }

    private void connect(int port, String[] ids, int framesMax) throws IOException {
        for (int i = 0; i < ids.length; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.write(ByteBuffer.wrap(AudioSocketFrame.uuid(UUID.fromString(ids[i]))));
            channel.configureBlocking(false);
            Call call = new Call(channel, i, framesMax);
            channel.register(selector, SelectionKey.OP_READ, call);
            calls.add(call);
        }
    }

    /** Sends on a grid of 1 ms, on which the calls are spread evenly. */
    private void run(long length) throws IOException {
        long begin = System.nanoTime();
        long slot = 0;
        while (System.nanoTime() - begin < length) {
            long wait = begin + slot * MILLI - System.nanoTime();
            if (wait > 0) {
                selector.select(this::read, 1);
                continue;
            }
            for (int i = (int) (slot % SLOTS); i < calls.size(); i += SLOTS) {
                send(calls.get(i));
            }
            slot++;
            selector.selectNow(this::read);
        }
    }

    private void send(Call call) {
        if (call.gone) {
            return;
        }
        try {
            ByteBuffer frame = frames[call.sent++ % frames.length].rewind();
            if (call.rest != null) {
                call.channel.write(call.rest);
                call.rest = call.rest.hasRemaining() ? call.rest : null;
                blockedSends++;
                return;
            }
            call.channel.write(frame);
            if (frame.hasRemaining()) {
                call.rest = ByteBuffer.allocate(frame.remaining()).put(frame).flip();
            }
        } catch (IOException e) {
            gone(call);
        }
    }

    private void read(SelectionKey key) {
        Call call = (Call) key.attachment();
        try {
            if (call.channel.read(in.clear()) < 0) {
                gone(call);
                key.cancel();
                return;
            }
        } catch (IOException e) {
            gone(call);
            key.cancel();
            return;
        }
        long now = System.nanoTime();
        in.flip();
        while (in.hasRemaining()) {
            if (call.take(in)) {
                arrived(call, now);
            }
        }
    }

    private void arrived(Call call, long now) {
        if (measuring) {
            if (call.count > 0 || call.last != 0) {
                long gap = now - call.last;
                gapMax = Math.max(gapMax, gap);
                stalls += gap > STALL_NANOS ? 1 : 0;
            }
            if (call.count < call.offsets.length) {
                call.offsets[call.count] = now - call.count * AudioSocketFrame.NANOS;
                call.count++;
            }
        }
        call.last = now;
    }

    private void gone(Call call) {
        if (!call.gone) {
            call.gone = true;
            earlyCloses++;
        }
    }

    private String result() {
        int frameCount = calls.stream().mapToInt(call -> call.count).sum();
        long[] late = new long[frameCount];
        int at = 0;
        for (Call call : calls) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < call.count; i++) {
                best = Math.min(best, call.offsets[i]);
            }
            for (int i = 0; i < call.count; i++) {
                late[at++] = call.offsets[i] - best;
            }
        }
        Arrays.sort(late);
        return "result " + frameCount + " " + micros(late, 0.5) + " " + micros(late, 0.99) + " " + micros(late, 0.999)
                + " " + micros(late, 1) + " " + stalls + " " + earlyCloses + " " + gapMax / 1000 + " " + blockedSends;
    }

    private static long micros(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.max(0, Math.ceil(sorted.length * share) - 1)] / 1000;
    }

    private static final class Call {
        final SocketChannel channel;
        final long[] offsets;
        int count;
        int sent;
        long last;
        boolean gone;
        /** What the socket did not take of a frame; null when it took all. */
        @Nullable
        ByteBuffer rest;

        private int headerBytes;
        private int kind;
        private int left;

        Call(SocketChannel channel, int index, int framesMax) {
            this.channel = channel;
            this.sent = index * 7;
            this.offsets = new long[framesMax];
        }

        /** Takes bytes; true when they complete an audio message. */
        boolean take(ByteBuffer in) {
            if (headerBytes < AudioSocketFrame.HEADER_BYTES) {
                int value = in.get() & 0xff;
                switch (headerBytes++) {
                    case 0 -> kind = value;
                    case 1 -> left = value << 8;
                    default -> left |= value;
                }
            } else {
                int skip = Math.min(left, in.remaining());
                in.position(in.position() + skip);
                left -= skip;
            }
            if (headerBytes == AudioSocketFrame.HEADER_BYTES && left == 0) {
                headerBytes = 0;
                return kind == AudioSocketFrame.AUDIO;
            }
            return false;
        }
    }
}
