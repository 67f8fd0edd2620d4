package org.parley.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * What a recording of two channels holds: its length and the share of each channel's time that is sound, 0 to 1.
 *
 * @param left the caller
 * @param right the agent
 */
record SoundCheck(double seconds, double left, double right) {
    private static final int WINDOW = 160;
    private static final int SOUND_LEVEL = 160;

    /** Neither file nor sound. */
    static final SoundCheck NONE = new SoundCheck(0, 0, 0);

    /** Sound on both channels. */
    boolean isWhole() {
        return left > 0 && right > 0;
    }

    /** Reads a stereo WAV of 16 bit; {@link #NONE} when there is no such file. */
    static SoundCheck of(Path file) {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            if (in.getFormat().getChannels() != 2 || in.getFormat().getSampleSizeInBits() != 16) {
                return NONE;
            }
            byte[] bytes = in.readAllBytes();
            int frames = bytes.length / 4;
            return new SoundCheck(frames / in.getFormat().getSampleRate(), share(bytes, 0), share(bytes, 2));
        } catch (IOException | UnsupportedAudioFileException e) {
            return NONE;
        }
    }

    private static double share(byte[] bytes, int offset) {
        int windows = bytes.length / 4 / WINDOW;
        int loud = 0;
        for (int window = 0; window < windows; window++) {
            long sum = 0;
            for (int i = 0; i < WINDOW; i++) {
                int at = 4 * (window * WINDOW + i) + offset;
                sum += Math.abs((short) ((bytes[at] & 0xff) | (bytes[at + 1] << 8)));
            }
            loud += sum / WINDOW > SOUND_LEVEL ? 1 : 0;
        }
        return windows == 0 ? 0 : (double) loud / windows;
    }
}
