package org.parley.sim.lab;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;

/** What Asterisk's MixMonitor has kept of a call. */
final class Recordings {
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(15);

    private Recordings() {}

    /** A recording of the spool, once Asterisk has closed it: until then its header says that it is empty. */
    static short[] samples(AsteriskLab lab, String name) {
        Path file = lab.spool().resolve(name + ".wav");
        Pcm recording = await("the recording " + name)
                .atMost(CLOSED_WITHIN)
                .ignoreExceptions()
                .until(() -> WavFile.read(file), pcm -> pcm.samples().length > 0);
        return recording.samples();
    }
}
