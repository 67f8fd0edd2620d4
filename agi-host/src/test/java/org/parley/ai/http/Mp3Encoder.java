package org.parley.ai.http;

import de.sciss.jump3r.lowlevel.LameEncoder;
import java.io.ByteArrayOutputStream;
import javax.sound.sampled.AudioFormat;
import org.parley.audio.Pcm;
import org.parley.sim.provider.Sounds;

/** Makes MP3 files, which only tests do. */
final class Mp3Encoder {
    private static final int KBITS = 64;

    private Mp3Encoder() {}

    static byte[] encoded(Pcm speech) {
        LameEncoder encoder = new LameEncoder(
                new AudioFormat(speech.rate(), 16, 1, true, false),
                KBITS,
                LameEncoder.CHANNEL_MODE_MONO,
                LameEncoder.QUALITY_LOW,
                false);
        byte[] samples = Sounds.pcm(speech);
        byte[] piece = new byte[encoder.getPCMBufferSize()];
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int at = 0; at < samples.length; at += piece.length) {
            int length = Math.min(piece.length, samples.length - at);
            file.write(piece, 0, encoder.encodeBuffer(samples, at, length, piece));
        }
        file.write(piece, 0, encoder.encodeFinish(piece));
        encoder.close();
        return file.toByteArray();
    }

    /** With a tag before it. */
    static byte[] tagged(Pcm speech) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 10});
        file.writeBytes(new byte[10]);
        file.writeBytes(encoded(speech));
        return file.toByteArray();
    }
}
