package org.parley.sim.lab;

import java.io.IOException;
import org.parley.settings.HostPort;

/** A program that starts a lab, prints the id of its Asterisk, and waits to be killed. */
final class LabProgram {
    private LabProgram() {}

    /** Ends by itself only when standard input does. */
    public static void main(String[] words) throws InterruptedException, IOException {
        try (AsteriskLab lab = AsteriskLab.start(LabSettings.standard(new HostPort("127.0.0.1", 1)))) {
            System.out.println(lab.pid());
            int _ = System.in.read();
        }
    }
}
