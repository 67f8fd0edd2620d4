package org.parley.ai;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.parley.audio.Pcm;

/**
 * Remembers what a synthesiser spoke, so that a prompt that comes again costs nothing and starts at once, and one that
 * many calls want at the same time is asked for once. The audio is kept, and handed on, at the telephone's rate; the
 * utterances unused for longest are forgotten first. Lines that are asked for again are also kept on disk, but none
 * with a digit: numbers are personal data. It owns the synthesiser. Any thread may use it.
 */
public final class CachedSpeech implements TextToSpeech {

    /** Pieces are this long at most, so that a cut is noticed soon. */
    private static final int PIECE_SAMPLES = Pcm.TELEPHONE_RATE / 10;
    /** Lines that were asked for once and are waited for to come again. */
    private static final int ASKED_MAX = 4096;

    private final TextToSpeech synthesiser;
    private final long bytesMax;
    private final SpokenFiles files;
    private final String voice;
    private final Map<Key, Spoken> spoken = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Key, SpeechInFlight> flights = new HashMap<>(); // guarded by itself; as many as calls speak
    private final Map<String, Boolean> asked = new LinkedHashMap<>(); // guarded by this; the hash of each, by age
    private long bytes;

    private record Key(String text, Locale language) {
        long bytes(Spoken of) {
            return of.bytes() + 2L * text.length();
        }
    }

    /** What is handed on once. */
    private interface Audible {
        void to(SpeechSink sink) throws InterruptedException;
    }

    /** In front of this synthesiser, with so many bytes of memory and no disk. */
    public CachedSpeech(TextToSpeech synthesiser, long bytesMax) {
        this(synthesiser, bytesMax, SpokenFiles.open(Path.of(""), 0), "");
    }

    /**
     * The same with a disk.
     *
     * @param voice all that changes how a text sounds: another voice, model or speed has files of its own
     */
    public CachedSpeech(TextToSpeech synthesiser, long bytesMax, SpokenFiles files, String voice) {
        this.synthesiser = synthesiser;
        this.bytesMax = bytesMax;
        this.files = files;
        this.voice = voice;
    }

    @Override
    public String name() {
        return synthesiser.name();
    }

    @Override
    public boolean speaks(Locale language) {
        return synthesiser.speaks(language);
    }

    @Override
    public void speak(String text, Locale language, SpeechSink sink) throws InterruptedException {
        Key key = new Key(text, language);
        String hash = mayBeKept(text) ? hash(key) : "";
        boolean again = !hash.isEmpty() && isAskedAgain(hash);
        Optional<Spoken> known = known(key);
        if (known.isPresent() && again) {
            files.used(hash);
        } else if (known.isEmpty() && !hash.isEmpty()) {
            known = files.read(hash);
            known.ifPresent(found -> remember(key, found));
        }
        if (known.isPresent()) {
            if (again) {
                files.keep(hash, known.get());
            }
            known.get().to(sink, PIECE_SAMPLES);
            return;
        }
        inFlight(key, again ? hash : "").to(sink);
    }

    /** The one that is on its way, or a new one, kept as {@code hash} on disk too unless that is "". */
    private Audible inFlight(Key key, String hash) {
        synchronized (flights) {
            SpeechInFlight flying = flights.get(key);
            if (flying != null && flying.join()) {
                return flying::to;
            }
            Optional<Spoken> landed = known(key); // since it was looked for
            if (landed.isPresent()) {
                return sink -> landed.get().to(sink, PIECE_SAMPLES);
            }
            SpeechInFlight flight = new SpeechInFlight();
            boolean _ = flight.join();
            flights.put(key, flight);
            flight.start(synthesiser, key.text(), key.language(), () -> landed(key, hash, flight));
            return flight::to;
        }
    }

    private void landed(Key key, String hash, SpeechInFlight flight) {
        flight.whole().ifPresent(whole -> {
            remember(key, whole);
            if (!hash.isEmpty()) {
                files.keep(hash, whole);
            }
        });
        synchronized (flights) {
            flights.remove(key, flight);
        }
    }

    private boolean mayBeKept(String text) {
        return files.isOn() && text.codePoints().noneMatch(Character::isDigit);
    }

    private String hash(Key key) {
        String all = String.join(
                "\n",
                synthesiser.name(),
                voice,
                key.language().toLanguageTag(),
                String.valueOf(Pcm.TELEPHONE_RATE),
                key.text());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** From the second time on. */
    private synchronized boolean isAskedAgain(String hash) {
        if (asked.put(hash, true) != null) {
            return true;
        }
        if (asked.size() > ASKED_MAX) {
            var eldest = asked.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return false;
    }

    private synchronized Optional<Spoken> known(Key key) {
        return Optional.ofNullable(spoken.get(key));
    }

    private synchronized void remember(Key key, Spoken utterance) {
        // one utterance must not push out all others
        if (key.bytes(utterance) > bytesMax / 4) {
            return;
        }
        Spoken before = spoken.put(key, utterance);
        bytes += key.bytes(utterance) - (before == null ? 0 : key.bytes(before));
        var eldest = spoken.entrySet().iterator();
        while (bytes > bytesMax && eldest.hasNext()) {
            Map.Entry<Key, Spoken> entry = eldest.next();
            bytes -= entry.getKey().bytes(entry.getValue());
            eldest.remove();
        }
    }

    /** Bytes in use. */
    synchronized long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        synthesiser.close();
    }
}
