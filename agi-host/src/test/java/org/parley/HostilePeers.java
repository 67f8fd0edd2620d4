package org.parley;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.parley.agi.AgiPeer;
import org.parley.audio.AudioSocketFrame;

/**
 * Strangers of every bad kind, all at once, at both doors of a host; in a process of its own so that the good calls'
 * far ends are not disturbed by them, but only by the host.
 */
public final class HostilePeers {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int DRIP_MILLIS = 1_000;
    private static final byte[] MEGABYTE = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);

    private static final List<Attack> ON_AGI = List.of(
            HostilePeers::sendHeadersWithoutEnd,
            HostilePeers::sendGarbage,
            HostilePeers::sendTenMegabyteLine,
            _ -> {} /* silence */,
            HostilePeers::dropInMidCommand);
    private static final List<Attack> ON_AUDIO = List.of(
            HostilePeers::showUnknownUuid,
            HostilePeers::sendAudioAtOnce,
            HostilePeers::sendLongestMessage,
            HostilePeers::sendByteASecond,
            _ -> {} /* silence */);

    private HostilePeers() {}

    /** What one stranger does before it waits for the host to close. */
    private interface Attack {
        void on(Socket socket) throws IOException;
    }

    /**
     * How it went for those at one door.
     *
     * @param closed that the host closed, or that left by themselves as is their kind
     * @param left that the host had not closed, or had answered
     * @param slowestMillis the longest that one was held open
     */
    record Outcome(int closed, int left, long slowestMillis) {
        static Outcome parse(String line) {
            String[] words = line.split(" ", -1);
            return new Outcome(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]));
        }

        private String line() {
            return closed + " " + left + " " + slowestMillis;
        }
    }

    /** Attacks and prints the outcome at each door; the arguments are the two ports and how many go to each. */
    public static void main(String[] arguments) throws Exception {
        int agi = Integer.parseInt(arguments[0]);
        int audio = Integer.parseInt(arguments[1]);
        int each = Integer.parseInt(arguments[2]);
        List<Future<Long>> atAgi = new ArrayList<>();
        List<Future<Long>> atAudio = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < each; i++) {
                Attack onAgi = ON_AGI.get(i % ON_AGI.size());
                Attack onAudio = ON_AUDIO.get(i % ON_AUDIO.size());
                atAgi.add(threads.submit(() -> attack(agi, onAgi)));
                atAudio.add(threads.submit(() -> attack(audio, onAudio)));
            }
            print("begun");
        }
        print("agi " + outcome(atAgi).line());
        print("audio " + outcome(atAudio).line());
    }

    private static Outcome outcome(List<Future<Long>> attacks) {
        List<Long> held = attacks.stream()
                .filter(attack -> attack.state() == Future.State.SUCCESS)
                .map(Future::resultNow)
                .toList();
        attacks.stream()
                .filter(attack -> attack.state() == Future.State.FAILED)
                .limit(5)
                .forEach(attack -> print(String.valueOf(attack.exceptionNow())));
        return new Outcome(
                held.size(),
                attacks.size() - held.size(),
                held.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** The milliseconds for which the host held the connection open. */
    private static long attack(int port, Attack attack) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            long begun = System.nanoTime();
            try {
                attack.on(socket);
                if (!socket.isClosed() && socket.getInputStream().read() >= 0) {
                    throw new IllegalStateException("A stranger was answered");
                }
            } catch (SocketTimeoutException e) {
                throw new IllegalStateException("A stranger was not closed", e);
            } catch (IOException e) {
                // reset, in the middle of its words perhaps: closed
            }
            return (System.nanoTime() - begun) / 1_000_000;
        }
    }

    private static void sendHeadersWithoutEnd(Socket socket) throws IOException {
        OutputStream out = new BufferedOutputStream(socket.getOutputStream());
        out.write("agi_network: yes\n".getBytes(StandardCharsets.US_ASCII));
        for (int line = 0; line < 1_000_000; line++) {
            out.write(("agi_x" + line + ": y\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    private static void sendGarbage(Socket socket) throws IOException {
        socket.getOutputStream().write(new byte[] {(byte) 0xff, 0, 1, 2, (byte) 0x80, 10, 13, 10});
    }

    private static void sendTenMegabyteLine(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write("agi_network: ".getBytes(StandardCharsets.US_ASCII));
        for (int megabyte = 0; megabyte < 10; megabyte++) {
            out.write(MEGABYTE);
        }
    }

    private static void dropInMidCommand(Socket socket) throws IOException {
        socket.getOutputStream().write(AgiPeer.request("8300").getBytes(StandardCharsets.US_ASCII));
        if (socket.getInputStream().read() < 0) {
            throw new IllegalStateException("A good request was not answered");
        }
        socket.getOutputStream().write("200 resu".getBytes(StandardCharsets.US_ASCII));
        socket.close();
    }

    private static void showUnknownUuid(Socket socket) throws IOException {
        socket.getOutputStream().write(AudioSocketFrame.uuid(UUID.randomUUID()));
    }

    private static void sendAudioAtOnce(Socket socket) throws IOException {
        byte[] frame = AudioSocketFrame.audio(AudioSocketFrame.AUDIO, new short[160], 0, 160);
        for (int i = 0; i < 1_000; i++) {
            socket.getOutputStream().write(frame);
        }
    }

    private static void sendLongestMessage(Socket socket) throws IOException {
        socket.getOutputStream().write(AudioSocketFrame.message(AudioSocketFrame.UUID_KIND, new byte[65_535]));
    }

    private static void sendByteASecond(Socket socket) throws IOException {
        socket.setSoTimeout(DRIP_MILLIS);
        for (byte value : AudioSocketFrame.uuid(UUID.randomUUID())) {
            socket.getOutputStream().write(value);
            try {
                if (socket.getInputStream().read() < 0) {
                    return;
                }
            } catch (SocketTimeoutException e) {
                // a second has passed: the next byte
            }
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
