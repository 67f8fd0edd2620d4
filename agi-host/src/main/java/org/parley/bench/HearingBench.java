package org.parley.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.parley.ai.Listening;
import org.parley.ai.SpeechToText;
import org.parley.ai.TextToSpeech;
import org.parley.ai.Transcriber;
import org.parley.audio.Pcm;
import org.parley.bench.CallerVoices.Speaker;
import org.parley.bench.HearingCorpus.Line;

/**
 * How much of what callers say a recogniser understands on a telephone: known sentences by several voices, over a line
 * with noise at several levels. Words count by the smallest number of changes between what was said and what was
 * understood (Levenshtein).
 */
public final class HearingBench {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int FRAME = 160;
    private static final String ALL = "all";
    /** All that a recogniser without a language model may know. */
    private static final String EXPECTED = "expected";

    private final SpeechToText recogniser;
    private final TextToSpeech voice;
    private final Options options;

    /**
     * What is measured.
     *
     * @param voices how many say each line
     * @param levels of speech above noise in dB; infinite for a quiet line
     * @param linesMax of each category
     * @param atOnce utterances that are recognised at the same time
     */
    public record Options(int voices, List<Double> levels, int linesMax, int atOnce) {
        public Options {
            levels = List.copyOf(levels);
            if (voices < 1 || levels.isEmpty() || linesMax < 1 || atOnce < 1) {
                throw new IllegalArgumentException("Expected a voice, a level and a line at least");
            }
        }
    }

    /** With that recogniser, and the box's own voice among those who speak; it owns neither. */
    public HearingBench(SpeechToText recogniser, TextToSpeech voice, Options options) {
        this.recogniser = recogniser;
        this.voice = voice;
        this.options = options;
    }

    /** One line as it was said and understood. */
    private record Heard(Line line, String speaker, String level, String understood) {}

    /** Runs it and returns the figures by name; ready to be written as JSON. */
    public Map<String, Object> run() throws IOException, InterruptedException {
        List<Line> lines = HearingCorpus.lines(options.linesMax());
        List<Speaker> speakers = CallerVoices.all(voice);
        List<Heard> heard = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(options.atOnce())) {
            List<Future<List<Heard>>> running = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                for (int each = 0; each < Math.min(options.voices(), speakers.size()); each++) {
                    // the next line has other voices
                    Speaker speaker = speakers.get((i * options.voices() + each) % speakers.size());
                    long seed = 1000L * i + each;
                    running.add(threads.submit(() -> hear(line, speaker, seed)));
                }
            }
            for (Future<List<Heard>> each : running) {
                heard.addAll(each.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("A line could not be said or heard: " + e.getCause(), e.getCause());
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("bench", "hearing");
        figures.put("recogniser", recogniser.name());
        figures.put("voices", speakers.size());
        figures.put("lines", lines.size());
        figures.put("utterances", heard.size());
        figures.put("variants", variants(lines, heard));
        return figures;
    }

    private List<Heard> hear(Line line, Speaker speaker, long seed) throws IOException, InterruptedException {
        List<Pcm> said = speaker.say(line.text());
        List<Heard> heard = new ArrayList<>();
        for (double level : options.levels()) {
            short[] samples = TelephoneLine.carry(said, level, seed).samples();
            Listening listening = new Listening(Pcm.TELEPHONE_RATE, Locale.US, line.expected());
            try (Transcriber transcriber = recogniser.open(listening, _ -> {})) {
                for (int at = 0; at + FRAME <= samples.length; at += FRAME) {
                    transcriber.hear(new Pcm(Arrays.copyOfRange(samples, at, at + FRAME), Pcm.TELEPHONE_RATE));
                }
                heard.add(new Heard(
                        line,
                        speaker.name(),
                        name(level),
                        transcriber.finish(LIMIT).text()));
            }
        }
        return heard;
    }

    private static String name(double level) {
        return Double.isInfinite(level) ? "quiet" : Math.round(level) + "dB";
    }

    /** By category and level, then by speaker and level over all categories. */
    private List<Map<String, Object>> variants(List<Line> lines, List<Heard> heard) {
        List<Map<String, Object>> variants = new ArrayList<>();
        List<String> levels = options.levels().stream().map(HearingBench::name).toList();
        for (String category : lines.stream().map(Line::category).distinct().toList()) {
            for (String level : levels) {
                variants.add(figures(
                        category + "-" + level,
                        heard.stream()
                                .filter(each -> each.line().category().equals(category)
                                        && each.level().equals(level))
                                .toList()));
            }
        }
        for (String speaker : heard.stream().map(Heard::speaker).distinct().toList()) {
            for (String level : levels) {
                variants.add(figures(
                        "by-" + speaker + "-" + level,
                        heard.stream()
                                .filter(each -> each.speaker().equals(speaker)
                                        && each.level().equals(level))
                                .toList()));
            }
        }
        for (String level : levels) {
            List<Heard> all =
                    heard.stream().filter(each -> each.level().equals(level)).toList();
            variants.add(figures(
                    EXPECTED + "-" + level,
                    all.stream()
                            .filter(each -> !each.line().category().equals(HearingCorpus.FREE))
                            .toList()));
            variants.add(figures(ALL + "-" + level, all));
        }
        return variants;
    }

    private static Map<String, Object> figures(String variant, List<Heard> heard) {
        int words = 0;
        int errors = 0;
        int right = 0;
        int nothing = 0;
        for (Heard each : heard) {
            List<String> said = words(each.line().text());
            List<String> understood = words(each.understood());
            words += said.size();
            errors += changes(said, understood);
            right += said.equals(understood) ? 1 : 0;
            nothing += understood.isEmpty() ? 1 : 0;
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("variant", variant);
        figures.put("utterances", heard.size());
        figures.put("words", words);
        figures.put("wordAccuracyPercent", percent(words - errors, words));
        figures.put("utterancesRightPercent", percent(right, heard.size()));
        figures.put("notUnderstoodPercent", percent(nothing, heard.size()));
        return figures;
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 0 : Math.round(1000.0 * part / whole) / 10.0;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Words to be put in, taken out or exchanged to make the one of the other. */
    static int changes(List<String> said, List<String> understood) {
        int[] row = new int[understood.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= said.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int exchanged = diagonal + (said.get(i - 1).equals(understood.get(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[row.length - 1];
    }
}
