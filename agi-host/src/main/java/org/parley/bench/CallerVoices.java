package org.parley.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.parley.ai.TextToSpeech;
import org.parley.audio.Pcm;
import org.parley.audio.WavFile;

/** Those who speak the sentences of {@link HearingBench}: voices of espeak-ng, where it is, and that of the box. */
final class CallerVoices {
    private static final String PROGRAM = "espeak-ng";
    private static final long SECONDS_MAX = 10;

    private static final List<Espeak> ESPEAK = List.of(
            new Espeak("en-us", 150, 50),
            new Espeak("en-us+m3", 165, 40),
            new Espeak("en-us+f2", 150, 60),
            new Espeak("en-gb", 155, 45),
            new Espeak("en-us+f4", 175, 55),
            new Espeak("en-gb+m5", 160, 35),
            new Espeak("en-us+m7", 140, 50),
            new Espeak("en-gb+f3", 165, 60));

    private CallerVoices() {}

    /** Somebody who speaks. */
    interface Speaker {
        /** Whose figures these are. */
        String name();

        List<Pcm> say(String text) throws IOException, InterruptedException;
    }

    /** All there are; that of the box first. */
    static List<Speaker> all(TextToSpeech ofTheBox) throws InterruptedException {
        List<Speaker> all = new ArrayList<>();
        all.add(new Box(ofTheBox));
        if (isHere()) {
            all.addAll(ESPEAK);
        }
        return all;
    }

    private static boolean isHere() throws InterruptedException {
        try {
            Process version = new ProcessBuilder(PROGRAM, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(SECONDS_MAX, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private record Box(TextToSpeech voice) implements Speaker {
        @Override
        public String name() {
            return voice.name();
        }

        @Override
        public List<Pcm> say(String text) throws InterruptedException {
            List<Pcm> pieces = new ArrayList<>();
            voice.speak(text, Locale.US, pieces::add);
            return pieces;
        }
    }

    private record Espeak(String voice, int wordsPerMinute, int pitch) implements Speaker {
        @Override
        public String name() {
            return PROGRAM;
        }

        @Override
        public List<Pcm> say(String text) throws IOException, InterruptedException {
            Path file = Files.createTempFile("parley-bench", ".wav");
            try {
                Process process = new ProcessBuilder(
                                PROGRAM,
                                "-v",
                                voice,
                                "-s",
                                Integer.toString(wordsPerMinute),
                                "-p",
                                Integer.toString(pitch),
                                "-w",
                                file.toString(),
                                text)
                        .redirectErrorStream(true)
                        .start();
                process.getOutputStream().close();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IOException("Expected " + PROGRAM + " to say '" + text + "' with the voice " + voice
                            + " but it said: " + said.strip());
                }
                return List.of(WavFile.read(file));
            } finally {
                Files.delete(file);
            }
        }
    }
}
