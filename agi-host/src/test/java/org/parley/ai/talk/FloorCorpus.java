package org.parley.ai.talk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.parley.audio.G711;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.audio.WavFile;

/**
 * Sounds that a caller makes while an agent speaks, as a telephone brings them: synthesised by voices of espeak-ng or
 * from noise, at three levels, with line noise, band-limited and through mu-law. The same for the same seed.
 */
final class FloorCorpus {
    private static final List<String> BACK_CHANNELS =
            List.of("uh huh", "[[mm'hm]]", "yeah", "okay", "right", "I see", "sure", "yes", "oh okay", "got it");
    private static final List<String> INTERRUPTIONS = List.of(
            "wait a moment please",
            "no that is not right",
            "can I ask you something",
            "stop I do not want this",
            "excuse me who is this",
            "hold on a second",
            "what does it cost",
            "I am not interested",
            "please let me speak to a person",
            "sorry I did not understand you");
    private static final List<String> VOICES =
            List.of("en-us", "en-us+m3", "en-us+m7", "en-us+f2", "en-us+f4", "en-gb", "en-gb+f3", "en-gb+m5");
    private static final int[] LEVELS_DB = {-14, -22, -30};
    private static final int RATE = Pcm.TELEPHONE_RATE;

    /** What it is, and how it sounds on the line. */
    record Sound(String what, Pcm audio) {}

    private FloorCorpus() {}

    static List<Sound> backChannels(int count, long seed) throws IOException, InterruptedException {
        return spoken(BACK_CHANNELS, count, seed, 175, 250);
    }

    static List<Sound> interruptions(int count, long seed) throws IOException, InterruptedException {
        return spoken(INTERRUPTIONS, count, seed, 140, 210);
    }

    /** This text, by that voice of espeak-ng, at so many words a minute and so loud in dBFS. */
    static Sound said(String text, String voice, int speed, int levelDb, long seed)
            throws IOException, InterruptedException {
        short[] said = trimmed(espeak(text, voice, speed, 50));
        return onTheLine("'%s' by %s, speed %d".formatted(text, voice, speed), said, levelDb, new Random(seed));
    }

    private static List<Sound> spoken(List<String> texts, int count, long seed, int slowest, int fastest)
            throws IOException, InterruptedException {
        Random random = new Random(seed);
        List<Sound> sounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = texts.get(i % texts.size());
            String voice = VOICES.get(random.nextInt(VOICES.size()));
            int speed = slowest + random.nextInt(fastest - slowest);
            int pitch = 30 + random.nextInt(45);
            int level = LEVELS_DB[i / texts.size() % LEVELS_DB.length];
            short[] said = trimmed(espeak(text, voice, speed, pitch));
            sounds.add(
                    onTheLine("'%s' by %s, speed %d, %d dB".formatted(text, voice, speed, level), said, level, random));
        }
        return sounds;
    }

    /** One to three bursts of breath, each with an explosive beginning, some with a little voice at their end. */
    static List<Sound> coughs(int count, long seed) {
        Random random = new Random(seed);
        List<Sound> sounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int bursts = 1 + random.nextInt(3);
            int level = LEVELS_DB[i % LEVELS_DB.length];
            List<Double> samples = new ArrayList<>();
            for (int burst = 0; burst < bursts; burst++) {
                cough(samples, random);
                for (int gap = RATE * (60 + random.nextInt(120)) / 1000; gap > 0; gap--) {
                    samples.add(0.0);
                }
            }
            short[] made = new short[samples.size()];
            for (int at = 0; at < made.length; at++) {
                made[at] = (short) Math.clamp((long) (samples.get(at) * 8000), -32000, 32000);
            }
            sounds.add(onTheLine("a cough of %d bursts, %d dB".formatted(bursts, level), made, level, random));
        }
        return sounds;
    }

    private static void cough(List<Double> samples, Random random) {
        int length = RATE * (120 + random.nextInt(180)) / 1000;
        double colour = 0.2 + 0.6 * random.nextDouble();
        boolean voiced = random.nextInt(3) == 0;
        double pitch = 90 + random.nextInt(150);
        double low = 0;
        for (int i = 0; i < length; i++) {
            double time = (double) i / length;
            double envelope = time < 0.08 ? time / 0.08 : Math.exp(-3.5 * (time - 0.08));
            low += colour * (random.nextGaussian() - low);
            double voice = voiced && time > 0.5 ? 0.6 * Math.sin(2 * Math.PI * pitch * i / RATE) : 0;
            samples.add(envelope * (low + voice));
        }
    }

    /** With 800 ms of the line before and 1.5 s after it. */
    private static Sound onTheLine(String what, short[] sound, int levelDb, Random random) {
        double square = 0;
        int loud = 0;
        for (short sample : sound) {
            if (Math.abs(sample) > 200) {
                square += (double) sample * sample;
                loud++;
            }
        }
        double gain = 32768 * Math.pow(10, levelDb / 20.0) / Math.sqrt(square / Math.max(1, loud));
        int onset = RATE * 8 / 10;
        short[] line = new short[onset + sound.length + RATE * 3 / 2];
        double noise = 32768 * Math.pow(10, -58 / 20.0);
        for (int i = 0; i < line.length; i++) {
            double sample = noise * random.nextGaussian();
            if (i >= onset && i < onset + sound.length) {
                sample += gain * sound[i - onset];
            }
            line[i] = G711.fromUlaw(G711.toUlaw((short) Math.clamp(Math.round(sample), -32768, 32767)));
        }
        return new Sound(what, new Pcm(line, RATE));
    }

    private static short[] espeak(String text, String voice, int speed, int pitch)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("corpus", ".wav");
        try {
            Process process = new ProcessBuilder(
                            "espeak-ng", "-v", voice, "-s", "" + speed, "-p", "" + pitch, "-w", file.toString(), text)
                    .redirectErrorStream(true)
                    .start();
            try (InputStream out = process.getInputStream()) {
                out.readAllBytes();
            }
            if (process.waitFor() != 0) {
                throw new IOException("Expected espeak-ng to speak but it ended with " + process.exitValue());
            }
            Pcm made = WavFile.read(file);
            Resampler resampler = new Resampler(made.rate(), RATE);
            short[] body = resampler.process(made.samples(), made.samples().length);
            return body.clone();
        } finally {
            Files.delete(file);
        }
    }

    private static short[] trimmed(short[] samples) {
        int from = 0;
        while (from < samples.length && Math.abs(samples[from]) < 300) {
            from++;
        }
        int to = samples.length;
        while (to > from && Math.abs(samples[to - 1]) < 300) {
            to--;
        }
        return Arrays.copyOfRange(samples, from, to);
    }
}
