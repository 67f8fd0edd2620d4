package org.parley.sim.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** What Asterisk has recorded: mono, 16 bit, 8 kHz. */
final class Wav {
    private Wav() {}

    static short[] samples(Path file) throws IOException, UnsupportedAudioFileException {
        try (InputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            short[] samples = new short[bytes.remaining() / 2];
            bytes.asShortBuffer().get(samples);
            return samples;
        }
    }
}
