package org.parley.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A second machine, as far as the network goes: a network namespace behind a cable that can be cut. Needs root. */
final class OtherNetwork implements AutoCloseable {
    private static final long NUMBER = ProcessHandle.current().pid();

    private final String name = "parley-" + NUMBER;
    private final String nearEnd = "pn" + NUMBER;
    private final String farEnd = "pf" + NUMBER;
    private final String subnet = "10.%d.%d.".formatted(200 + NUMBER / 250 % 50, NUMBER % 250);

    private OtherNetwork() {}

    /**
     * Lays the cable.
     *
     * @throws IOException when that is not allowed here, or not known
     */
    static OtherNetwork open() throws IOException, InterruptedException {
        OtherNetwork network = new OtherNetwork();
        try {
            run("ip", "netns", "add", network.name);
            run("ip", "link", "add", network.nearEnd, "type", "veth", "peer", "name", network.farEnd);
            run("ip", "link", "set", network.farEnd, "netns", network.name);
            run("ip", "addr", "add", network.address() + "/24", "dev", network.nearEnd);
            run("ip", "link", "set", network.nearEnd, "up");
            network.inside("ip", "addr", "add", network.subnet + "2/24", "dev", network.farEnd);
            network.inside("ip", "link", "set", network.farEnd, "up");
            return network;
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    /** Where this machine is reached from there. */
    String address() {
        return subnet + "1";
    }

    /** What is put before a command to run it there. */
    List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Nothing comes through any more, and nobody is told. */
    void cut() throws IOException, InterruptedException {
        inside("ip", "link", "set", farEnd, "down");
    }

    private void inside(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(prefix());
        words.addAll(List.of(command));
        run(words.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }

    @Override
    public void close() {
        for (List<String> command :
                List.of(List.of("ip", "link", "del", nearEnd), List.of("ip", "netns", "del", name))) {
            try {
                run(command.toArray(String[]::new));
            } catch (IOException e) {
                // it was never there
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
