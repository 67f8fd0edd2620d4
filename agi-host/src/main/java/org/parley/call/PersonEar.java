package org.parley.call;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiException;
import org.parley.agi.NoApplication;
import org.parley.agi.Pending;
import org.parley.ai.ProviderException;
import org.parley.ai.TextToSpeech;
import org.parley.audio.AudioException;
import org.parley.audio.AudioLeg;
import org.parley.audio.AudioSocketServer;
import org.parley.audio.ExpectedLeg;
import org.parley.audio.LegEnd;
import org.parley.audio.LegListener;
import org.parley.audio.Utterance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks to somebody who has picked up, and takes his key: 2 declines, 1 takes the call, and so does silence. */
final class PersonEar implements Person.Ear, LegListener {
    private static final Logger log = LoggerFactory.getLogger(PersonEar.class);
    private static final Duration BRIEF_MAX = Duration.ofMinutes(2);
    private static final Duration KEY_WAIT = Duration.ofSeconds(3);
    private static final Duration EXEC_END = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 50;
    private static final char TAKES = '1';
    private static final char DECLINES = '2';
    private static final int KEYS_MAX = 64;

    private final AudioSocketServer server;
    private final AgiChannel channel;
    private final AudioWay way;
    private final String target;
    private final Duration audioWait;
    private final TextToSpeech voice;
    private final BlockingQueue<Character> keys = new LinkedBlockingQueue<>(KEYS_MAX);
    private volatile boolean legOver;

    PersonEar(
            AudioSocketServer server,
            AgiChannel channel,
            AudioWay way,
            String target,
            Duration audioWait,
            TextToSpeech voice) {
        this.server = server;
        this.channel = channel;
        this.way = way;
        this.target = target;
        this.audioWait = audioWait;
        this.voice = voice;
    }

    @Override
    public boolean takes(Person.Brief brief) throws InterruptedException {
        channel.answer();
        char key = told(brief);
        if (key != 0) {
            return key == TAKES;
        }
        // an Asterisk whose AudioSocket knows no keys hears them here
        return channel.waitForDigit(KEY_WAIT) != DECLINES;
    }

    /** Says it; the key that he pressed meanwhile, or 0. */
    private char told(Person.Brief brief) throws InterruptedException {
        char key = 0;
        try {
            Pending running;
            try (ExpectedLeg expected = server.expect(this, null)) {
                running = way.begin(channel, expected.id(), target, audioWait);
                try (AudioLeg leg = way.await(expected, running, audioWait)) {
                    key = told(brief, leg.speaker().utterance());
                } catch (AudioException late) {
                    log.warn("a person was called and cannot be told what it is about: {}", late.getMessage());
                }
            }
            end(running);
        } catch (NoApplication missing) {
            log.warn("a person is asked without a word, by his keys alone: {}", missing.getMessage());
        }
        return key;
    }

    private static void end(Pending running) throws InterruptedException {
        try {
            int _ = running.await(EXEC_END);
        } catch (NoApplication missing) {
            throw missing;
        } catch (AgiException stuck) {
            throw new AgiException("Asterisk has hung: a person's AudioSocket does not end");
        }
    }

    private char told(Person.Brief brief, Utterance utterance) throws InterruptedException {
        long deadline = System.nanoTime() + BRIEF_MAX.toNanos();
        Thread speaker = Thread.ofVirtual().name("brief").start(() -> speak(brief, utterance));
        try {
            while (!legOver && utterance.state() == Utterance.State.PENDING && System.nanoTime() < deadline) {
                Character pressed = keys.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (pressed != null && (pressed == TAKES || pressed == DECLINES)) {
                    return pressed;
                }
            }
            return 0;
        } finally {
            speaker.interrupt();
        }
    }

    private void speak(Person.Brief brief, Utterance utterance) {
        try {
            voice.speak(brief.text(), brief.language(), utterance::write);
        } catch (ProviderException failure) {
            log.warn("a person is not told what it is about: {}", failure.getMessage());
        } catch (InterruptedException decided) {
            Thread.currentThread().interrupt();
        } finally {
            utterance.finish();
        }
    }

    @Override
    public void heard(short[] samples, int length) {
        // he decides by keys
    }

    @Override
    public void voice(boolean speaking, long nanos) {
        // likewise
    }

    @Override
    public void digit(char key) {
        boolean _ = keys.offer(key);
    }

    @Override
    public void ended(LegEnd end) {
        legOver = true;
    }
}
