package org.parley.ai.http;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;
import org.parley.audio.AudioException;
import org.parley.audio.Pcm;

/** Speech in MP3 files (MPEG 1, 2 and 2.5, layer III), which are decoded as a whole. */
final class Mp3 {
    private Mp3() {}

    /** Whether bytes that are at least four begin as such a file, with a tag or with a frame. */
    static boolean begins(String start) {
        if (start.startsWith("ID3")) {
            return true;
        }
        if (start.length() < 4) {
            return false;
        }
        boolean synchronised = start.charAt(0) == 0xff && (start.charAt(1) & 0xe0) == 0xe0;
        boolean layer = (start.charAt(1) >> 1 & 3) == 1 && (start.charAt(1) >> 3 & 3) != 1;
        boolean rates = (start.charAt(2) >> 4) != 15 && (start.charAt(2) >> 4) != 0 && (start.charAt(2) >> 2 & 3) != 3;
        return synchronised && layer && rates;
    }

    /**
     * Its samples as mono; two channels are averaged.
     *
     * @throws AudioException when it is no such file, or lasts longer
     */
    static Pcm decoded(byte[] file, Duration longest) {
        List<short[]> frames = new ArrayList<>();
        int rate = 0;
        int samples = 0;
        Bitstream bits = new Bitstream(new ByteArrayInputStream(file));
        Decoder decoder = new Decoder();
        try {
            for (Header header = bits.readFrame(); header != null; header = bits.readFrame()) {
                if (decoder.decodeFrame(header, bits) instanceof SampleBuffer frame) {
                    rate = frame.getSampleFrequency();
                    short[] mono = mono(frame);
                    frames.add(mono);
                    samples += mono.length;
                }
                bits.closeFrame();
                if (rate > 0 && samples > longest.toMillis() * rate / 1000) {
                    throw new AudioException("lasts longer than " + longest.toSeconds() + " s");
                }
            }
        } catch (JavaLayerException | IndexOutOfBoundsException broken) { // the decoder trusts what it reads
            throw new AudioException("is no whole MP3 file: " + broken);
        }
        if (samples == 0) {
            throw new AudioException("is an MP3 file without sound");
        }
        short[] all = new short[samples];
        int at = 0;
        for (short[] frame : frames) {
            System.arraycopy(frame, 0, all, at, frame.length);
            at += frame.length;
        }
        return new Pcm(all, rate);
    }

    private static short[] mono(SampleBuffer frame) {
        int channels = frame.getChannelCount();
        short[] mono = new short[frame.getBufferLength() / channels];
        for (int i = 0; i < mono.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += frame.getBuffer()[i * channels + channel];
            }
            mono[i] = (short) (sum / channels);
        }
        return mono;
    }
}
