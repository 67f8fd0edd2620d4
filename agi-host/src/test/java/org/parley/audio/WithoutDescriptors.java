package org.parley.audio;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** A program of its own, for it is to run out of file descriptors: it prints how the audio server is, step by step. */
public final class WithoutDescriptors {
    private static final long LIMIT_NANOS = Duration.ofSeconds(20).toNanos();

    private WithoutDescriptors() {}

    /** Begun with few descriptors. */
    public static void main(String[] arguments) throws Exception {
        AudioSettings settings = AudioSocketServerTest.settings(Duration.ofSeconds(20), 50, 50);
        Deque<FileInputStream> held = new ArrayDeque<>();
        try (AudioSocketServer server = AudioSocketServer.open(settings)) {
            try (ExpectedLeg expected = server.expect(new Ear(), null);
                    FarEnd far = FarEnd.paired(server, expected)) {
                print(server, far.next().kind() == AudioSocketFrame.AUDIO);
                LoggerFactory.getLogger(WithoutDescriptors.class)
                        .error("so that all that it takes is loaded, for classes are files");
            }
            awaitNoLegs(server); // his leaving takes classes as well
            take(held);
            held.removeLast().close(); // for the caller's end; ours lacks one
            try (Socket one =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                long end = System.nanoTime() + LIMIT_NANOS;
                while (server.health().serves() && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                AudioHealth without = server.health();
                for (FileInputStream each : held) {
                    each.close();
                }
                System.out.println(without);
                while (!server.health().serves() && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                print(server, one.isConnected());
            }
        }
    }

    private static void awaitNoLegs(AudioSocketServer server) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (server.stats().legs() != 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void take(Deque<FileInputStream> held) {
        try {
            while (held.size() < 100_000) {
                held.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException full) {
            System.out.println(full.getMessage());
        }
    }

    private static void print(AudioSocketServer server, boolean connected) {
        System.out.println(connected + " " + server.health());
    }
}
