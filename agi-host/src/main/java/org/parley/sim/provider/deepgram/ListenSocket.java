package org.parley.sim.provider.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import okio.ByteString;
import org.parley.audio.Pcm;
import org.parley.audio.Resampler;
import org.parley.sim.provider.CallerTurns;
import org.parley.sim.provider.Dictation;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.Mind;

/** One connection to the recogniser. */
final class ListenSocket extends FakeSocket implements CallerTurns.Listener {
    private static final long TICK_MILLIS = 50;
    private static final ByteString LOOKS_LIKE_JSON = ByteString.encodeUtf8("{\"type\"");

    private final FakeDeepgram provider;
    private final DeepgramManners manners;
    private final Mind mind;
    private final int silenceMillis;
    private final boolean several; // languages, of which it tells the one it found
    private final Resampler resampler;
    private final CallerTurns turns;
    private final ReentrantLock lock = new ReentrantLock(); // guards the rest
    private boolean heardAudio;
    private int ticks;
    private int idleTicks;
    private int thinking;
    private boolean closing;
    private double at; // seconds of the stream that are done with

    ListenSocket(
            FakeDeepgram provider, DeepgramManners manners, Mind mind, int rate, int silenceMillis, boolean several) {
        super(provider);
        this.provider = provider;
        this.manners = manners;
        this.mind = mind;
        this.silenceMillis = silenceMillis;
        this.several = several;
        this.resampler = new Resampler(rate, Pcm.TELEPHONE_RATE);
        this.turns = new CallerTurns(Duration.ofMillis(silenceMillis), this);
    }

    @Override
    protected void opened() {
        watch();
    }

    @Override
    protected void binary(ByteString bytes) {
        lock.lock();
        try {
            if (bytes.size() == 0) {
                violation("sent an empty frame");
                close(1011, "NET-0000");
                return;
            }
            if (bytes.startsWith(LOOKS_LIKE_JSON)) {
                violation("sent a control as audio: " + bytes.utf8());
                close(1008, "DATA-0000");
                return;
            }
            if (closing || bytes.size() % 2 != 0) {
                violation(closing ? "sent audio behind CloseStream" : "sent half a sample");
            }
            heardAudio = true;
            idleTicks = 0;
            short[] samples = new short[bytes.size() / 2];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) ((bytes.getByte(2 * i) & 0xff) | (bytes.getByte(2 * i + 1) << 8));
            }
            turns.hear(resampler.process(samples, samples.length));
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void message(JsonNode message) {
        lock.lock();
        try {
            String type = message.path("type").asText();
            boolean right = hasOnly(message, Set.of("type"), type.equals("Finalize") ? Set.of("channel") : Set.of());
            switch (type) {
                case "KeepAlive" -> idleTicks = 0;
                case "Finalize" -> {
                    flush();
                    if (manners.finalizes && thinking == 0) {
                        send(result("", true, false).put("from_finalize", true));
                    }
                }
                case "CloseStream" -> {
                    flush();
                    closing = true;
                    closeWhenDone();
                }
                default -> {
                    if (right) {
                        violation("sent an unknown control " + type);
                    }
                    close(1008, "DATA-0000");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was spoken so far is all. */
    private void flush() {
        turns.hear(new short[(silenceMillis + 100) * 8]);
    }

    private void closeWhenDone() {
        if (closing && thinking == 0 && isOpen() && !manners.hangs) {
            send(object().put("type", "Metadata")
                    .put("transaction_key", "deprecated")
                    .put("request_id", "request-" + connection())
                    .put("sha256", "0")
                    .put("duration", turns.heard().toMillis() / 1000.0)
                    .put("channels", 1));
            close(1000, "");
        }
    }

    // the caller's turns, under the lock

    @Override
    public void began() {
        send(result("", false, false)); // nothing yet, as is normal
    }

    @Override
    public void ended(short[] said) {
        thinking++;
        Thread.ofVirtual().start(() -> {
            String words = mind.answer(said).heard();
            Dictation.tell(words, manners.eachWord, soFar -> {
                lock.lock();
                try {
                    send(result(soFar, false, false));
                } finally {
                    lock.unlock();
                }
            });
            lock.lock();
            try {
                thinking--;
                tell(words);
                closeWhenDone();
            } finally {
                lock.unlock();
            }
        });
    }

    /** Two windows, each replaced before it is final. */
    private void tell(String text) {
        boolean told = manners.ending != DeepgramManners.Ending.UTTERANCE_END;
        List<String> words = Arrays.asList(text.split(" ", -1));
        int half = manners.eachWord.isZero() ? words.size() / 2 : 0;
        if (half > 0) {
            String first = String.join(" ", words.subList(0, half));
            send(result(words.getFirst(), false, false));
            send(result(first, false, false));
            send(result(first, true, false));
            send(result("", false, false));
        }
        String second = String.join(" ", words.subList(half, words.size()));
        send(result(second, false, false));
        send(object().put("type", "Weather").put("temperature", 21));
        send(result(second, true, told));
        if (!text.isEmpty() && manners.ending != DeepgramManners.Ending.SPEECH_FINAL) {
            ObjectNode end = object().put("type", "UtteranceEnd");
            end.putArray("channel").add(0).add(1);
            send(end.put("last_word_end", at));
        }
    }

    private ObjectNode result(String text, boolean last, boolean speechFinal) {
        double length = 0.4;
        ObjectNode message =
                object().put("type", "Results").put("duration", length).put("start", at);
        message.putArray("channel_index").add(0).add(1);
        message.put("is_final", last).put("speech_final", speechFinal);
        ObjectNode best = message.putObject("channel").putArray("alternatives").addObject();
        best.put("transcript", text).put("confidence", text.isEmpty() ? 0.0 : 0.9);
        if (several && !text.isEmpty()) {
            best.putArray("languages").add(manners.language.apply(text));
        }
        ArrayNode words = best.putArray("words");
        for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            words.addObject()
                    .put("word", word)
                    .put("start", at)
                    .put("end", at + 0.1)
                    .put("confidence", 0.9);
        }
        message.putObject("metadata").put("request_id", "request-" + connection());
        at += last ? length : 0;
        return message;
    }

    private void watch() {
        lock.lock();
        try {
            if (!isOpen()) {
                return;
            }
            ticks++;
            idleTicks++;
            boolean silent = !heardAudio && ticks * TICK_MILLIS > manners.idle.toMillis(); // alive is not enough
            if (silent || idleTicks * TICK_MILLIS > manners.idle.toMillis()) {
                close(1011, "NET-0001");
            }
        } finally {
            lock.unlock();
        }
        provider.later(TICK_MILLIS, this::watch);
    }
}
