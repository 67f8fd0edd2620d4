package org.parley.ai.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.parley.ai.CachedSpeech;
import org.parley.ai.LanguageSpeech;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechToText;
import org.parley.ai.SpokenFiles;
import org.parley.ai.TextToSpeech;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speech on the box: the best synthesiser that is here, behind a cache, and a pool of grammar recognisers. For the
 * demo, for tests and as the last resort of a call; it hears English only, and speaks what espeak-ng does where that is
 * installed.
 */
public final class LocalVoice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalVoice.class);

    private static final String FLITE = "flite";
    private static final String ESPEAK = "espeak-ng";

    /** The most natural of flite's voices on a telephone, and well understood. */
    private static final String FLITE_VOICE = "slt";

    private static final String ESPEAK_VOICE = "en-us";
    private static final Duration PROGRAM_DEADLINE = Duration.ofSeconds(10);
    private static final int OUTPUT_BYTES_MAX = 60_000;

    private final TextToSpeech textToSpeech;
    private final SpeechToText speechToText;

    private LocalVoice(TextToSpeech textToSpeech, SpeechToText speechToText) {
        this.textToSpeech = textToSpeech;
        this.speechToText = speechToText;
    }

    /**
     * Loads synthesiser and recognisers; takes some seconds.
     *
     * @param files where lines that come again are kept; it does not own them
     * @throws ProviderException REFUSED when the settings name a synthesiser or voice that is not here
     */
    public static LocalVoice open(LocalVoiceSettings settings, SpokenFiles files) {
        TextToSpeech synthesiser = synthesiser(settings);
        try {
            SpeechToText recogniser = SphinxRecogniser.open(settings.recognisers(), settings.recogniserWait());
            LOG.atInfo()
                    .addKeyValue("synthesiser", synthesiser.name())
                    .addKeyValue("recognisers", settings.recognisers())
                    .log("Speech on the box is ready");
            long memory = settings.cacheMegabytes() * 1024L * 1024L;
            String voice = settings.voice() + settings.voices();
            return new LocalVoice(new CachedSpeech(synthesiser, memory, files, voice), recogniser);
        } catch (RuntimeException e) {
            synthesiser.close();
            throw e;
        }
    }

    /** The synthesiser; belongs to this voice. */
    public TextToSpeech textToSpeech() {
        return textToSpeech;
    }

    /** The recogniser; belongs to this voice. */
    public SpeechToText speechToText() {
        return speechToText;
    }

    @Override
    public void close() {
        textToSpeech.close();
        speechToText.close();
    }

    /**
     * Only the synthesiser, without a cache, for who does not listen: a simulated caller.
     *
     * @throws ProviderException REFUSED when the settings name a synthesiser or voice that is not here
     */
    public static TextToSpeech synthesiser(LocalVoiceSettings settings) {
        return synthesiser(settings, Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    /** The synthesiser that the settings ask for, with espeak-ng for other languages; programs as in these folders. */
    static TextToSpeech synthesiser(LocalVoiceSettings settings, String path) {
        TextToSpeech english = english(settings, path);
        Optional<Path> espeak = program(ESPEAK, path);
        return new BoxSpeech(
                english,
                voice -> espeak(required(ESPEAK, path), voice, SpokenText::cleanAsWritten),
                espeak.map(LocalVoice::espeakLanguages).orElse(Set.of()),
                LanguageSpeech.voices(settings.voices()));
    }

    private static TextToSpeech english(LocalVoiceSettings settings, String path) {
        return switch (settings.synthesiser()) {
            case "auto" -> {
                Optional<Path> flite = program(FLITE, path);
                yield flite.isPresent() ? flite(flite.get(), settings.voice()) : freetts(settings.voice());
            }
            case FLITE -> flite(required(FLITE, path), settings.voice());
            case FreeTtsSpeech.NAME -> freetts(settings.voice());
            case ESPEAK -> espeak(required(ESPEAK, path), settings.voice(), SpokenText::clean);
            default ->
                throw new ProviderException(
                        "local",
                        Kind.SETTINGS,
                        "Expected auto, flite, freetts or espeak-ng as synthesiser but was '" + settings.synthesiser()
                                + "'",
                        null);
        };
    }

    private static TextToSpeech flite(Path program, String wanted) {
        String voice = wanted.isEmpty() ? FLITE_VOICE : wanted;
        List<String> known = fliteVoices(program);
        // it would take an unknown name for a file or an address to load, and its default voice in the end
        if (!known.contains(voice)) {
            throw noVoice(FLITE, voice, String.join(", ", known));
        }
        return ProgramSpeech.open(
                FLITE, List.of(program.toString(), "-voice", voice, "-f", "-", "-o"), PROGRAM_DEADLINE);
    }

    /** The names after the colon of "Voices available: kal awb_time kal16 awb rms slt". */
    private static List<String> fliteVoices(Path program) {
        String said = output(FLITE, program, "-lv");
        return Stream.of(said.substring(said.indexOf(':') + 1).split("\\s+", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The second column of a table with a head: " 5  ar  --/M  Arabic  sem/ar". */
    private static Set<String> espeakLanguages(Path program) {
        return output(ESPEAK, program, "--voices")
                .lines()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length > 2)
                .map(columns -> columns[1].toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String output(String name, Path program, String option) {
        try {
            Process process = new ProcessBuilder(program.toString(), option)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().close();
                // less than a pipe holds, so it ends before it is read
                if (!process.waitFor(PROGRAM_DEADLINE.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new ProviderException(name, Kind.SLOW, "Expected its voices but it said nothing", null);
                }
                return new String(process.getInputStream().readNBytes(OUTPUT_BYTES_MAX), StandardCharsets.UTF_8);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new ProviderException(
                    name, Kind.SETTINGS, "Expected to run " + program + " but " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(name, Kind.SLOW, "Interrupted while it listed its voices", e);
        }
    }

    private static TextToSpeech freetts(String voice) {
        if (!voice.isEmpty() && !voice.equals(FreeTtsSpeech.VOICE)) {
            throw noVoice(FreeTtsSpeech.NAME, voice, FreeTtsSpeech.VOICE);
        }
        return FreeTtsSpeech.open(PROGRAM_DEADLINE);
    }

    private static TextToSpeech espeak(Path program, String wanted, UnaryOperator<String> readable) {
        String voice = wanted.isEmpty() ? ESPEAK_VOICE : wanted;
        if (!voice.matches("[A-Za-z0-9][A-Za-z0-9+_-]*")) {
            throw noVoice(ESPEAK, voice, "those of 'espeak-ng --voices'");
        }
        return ProgramSpeech.open(
                ESPEAK,
                List.of(program.toString(), "-v", voice, "-s", "160", "--stdin", "-w"),
                PROGRAM_DEADLINE,
                readable);
    }

    private static ProviderException noVoice(String synthesiser, String voice, String known) {
        return new ProviderException(
                synthesiser, Kind.SETTINGS, "Expected one of its voices (" + known + ") but was '" + voice + "'", null);
    }

    private static Path required(String program, String path) {
        return program(program, path)
                .orElseThrow(() -> new ProviderException(
                        program,
                        Kind.SETTINGS,
                        "Expected the program on the PATH but it is not there: apt-get install " + program
                                + ", or set the synthesiser to freetts",
                        null));
    }

    private static Optional<Path> program(String name, String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
