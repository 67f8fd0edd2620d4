package org.parley.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A leg over AudioSocket. The methods of {@link AudioLeg} are for any thread; all others belong to the loop.
 */
final class SocketLeg implements AudioLeg, FrameReader.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(SocketLeg.class);
    private static final long LATE_NANOS = 5_000_000L;
    private static final short[] SILENCE = new short[AudioSocketFrame.SAMPLES];
    private static final String KEYS = "0123456789*#ABCD";
    private static final int RATES = AudioSocketFrame.AUDIO_LAST - AudioSocketFrame.AUDIO + 1;

    /** Where it is in the loop's list of its phase. */
    int phase;

    int place;

    private final Connection connection;
    private final FrameBuffers buffers;
    private final MediaCounters counters;
    private final UUID id;
    private final LegListener listener;
    private final @Nullable Recorder recorder;
    private final Pacer pacer;
    private final PacedSpeaker speaker;
    private final VoiceActivity voice;
    private final long stallNanos;
    private final long backlogMax;
    private final Consumer<SocketLeg> askToClose;

    private volatile boolean echoing;
    /** Made when echo is first turned on. */
    private @Nullable EchoQueue echo;
    /** One per rate that the far end has used, as a rate may change in mid-stream. */
    private final @Nullable Resampler[] resamplers = new @Nullable Resampler[RATES];

    private int quietFrames; // sent so far
    private int kind;
    private int batched;
    private long readNanos;
    private long skippedSeen;
    private boolean ended;
    private boolean faultLogged;
    private @Nullable LegEnd verdict;

    SocketLeg(
            ExpectedLeg expected,
            Connection connection,
            FrameBuffers buffers,
            MediaCounters counters,
            Pacer pacer,
            AudioSettings settings,
            Consumer<SocketLeg> askToClose) {
        this.connection = connection;
        this.buffers = buffers;
        this.counters = counters;
        this.id = expected.id();
        this.listener = expected.listener();
        this.recorder = expected.recorder();
        this.pacer = pacer;
        this.speaker = new PacedSpeaker(settings.queueMax());
        this.voice = new VoiceActivity(this::voiceChanged);
        // where nobody tells the backlog: seconds pass already while the send buffer swallows what is not taken
        this.stallNanos = settings.stallMax().toNanos() / 2;
        // a look and a frame later it is seen
        this.backlogMax = settings.stallMax().toNanos() * 3 / 4 / AudioSocketFrame.NANOS * AudioSocketFrame.BYTES;
        this.askToClose = askToClose;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public Speaker speaker() {
        return speaker;
    }

    @Override
    public void echo(boolean on) {
        echoing = on;
    }

    @Override
    public void close() {
        askToClose.accept(this);
    }

    Connection connection() {
        return connection;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Takes the bytes in the read buffer; null, or why the leg must end. */
    @Nullable
    LegEnd read(long now) {
        readNanos = now;
        boolean goOn = connection.reader.read(buffers.in, this);
        deliver();
        return goOn ? null : verdict;
    }

    /** Sends what is due; null, or why the leg must end. */
    @Nullable
    LegEnd frames(long now) {
        long deadline = pacer.deadline();
        int due = pacer.due(now);
        if (due == 0) {
            return null;
        }
        for (int i = 0; i < due; i++) {
            long late = now - deadline - i * AudioSocketFrame.NANOS;
            counters.lateness.record(late);
            if (late > LATE_NANOS) {
                counters.framesLate.increment();
            }
        }
        counters.framesSkipped.add(pacer.skipped() - skippedSeen);
        skippedSeen = pacer.skipped();
        for (int left = due; left > 0; left--) {
            LegEnd end = frame(now, pacer.deadline() - left * AudioSocketFrame.NANOS);
            if (end != null) {
                return end;
            }
        }
        voice.silence(now);
        return null;
    }

    /** Sends one frame, whose time is given; null, or why the leg must end. */
    @Nullable
    LegEnd frame(long now, long time) {
        if (connection.backlog() >= backlogMax) {
            return LegEnd.STALLED;
        }
        try {
            if (!connection.flush(now)) {
                counters.framesSkipped.increment();
                return connection.isBlocked(now, stallNanos) ? LegEnd.STALLED : null;
            }
            if (echoing ? takeEcho() : takeSpeech(now)) {
                send(buffers.frameMessage(), buffers.frame, now, time);
            } else if (echoing) {
                send(buffers.silence(), SILENCE, now, time); // nothing but his own voice comes back
            } else {
                quietFrames = (quietFrames + 1) & Integer.MAX_VALUE;
                send(buffers.quiet(quietFrames), buffers.quietFrame(quietFrames), now, time);
            }
            speaker.sent();
            return null;
        } catch (IOException e) {
            return LegEnd.PEER_GONE;
        }
    }

    private void send(ByteBuffer message, short[] samples, long now, long time) throws IOException {
        connection.send(message, now);
        counters.framesSent.increment();
        if (recorder != null) {
            recorder.agent(samples, AudioSocketFrame.SAMPLES, time);
        }
    }

    /** The leg is over, whatever becomes of the socket; told first, for speech that ends with it was not heard out. */
    void end(LegEnd reason) {
        ended = true;
        try {
            listener.ended(reason);
        } catch (RuntimeException | Error e) {
            fault(e);
        }
        speaker.gone();
    }

    @Override
    public boolean message(int messageKind, int length) {
        kind = messageKind;
        boolean known = AudioSocketFrame.rate(messageKind) != 0
                || messageKind == AudioSocketFrame.HANGUP
                || messageKind == AudioSocketFrame.DIGIT
                || messageKind == AudioSocketFrame.HOLD
                || messageKind == AudioSocketFrame.ERROR;
        if (!known) {
            counters.unknownKinds.increment();
        }
        return true;
    }

    @Override
    public boolean uuid(long high, long low) {
        return true; // a second one says nothing new
    }

    @Override
    public boolean audio(int rate, short[] samples, int length) {
        if (rate == Pcm.TELEPHONE_RATE) {
            if (batched + length > buffers.batch.length) {
                deliver();
            }
            System.arraycopy(samples, 0, buffers.batch, batched, length);
            batched += length;
            return true;
        }
        Resampler resampler = resamplers[kind - AudioSocketFrame.AUDIO];
        if (resampler == null) {
            resampler = new Resampler(rate, Pcm.TELEPHONE_RATE);
            resamplers[kind - AudioSocketFrame.AUDIO] = resampler;
        }
        if (batched + resampler.outputMax(length) > buffers.batch.length) {
            deliver();
        }
        batched += resampler.process(samples, length, buffers.batch, batched);
        return true;
    }

    @Override
    public boolean digit(char key) {
        deliver();
        if (KEYS.indexOf(key) < 0) {
            counters.unknownKinds.increment();
            return true;
        }
        try {
            listener.digit(key);
        } catch (RuntimeException | Error e) {
            fault(e);
        }
        return true;
    }

    @Override
    public boolean hold(boolean on) {
        speaker.hold(on);
        return true;
    }

    @Override
    public boolean hangup() {
        verdict = LegEnd.PEER_HANGUP;
        return false;
    }

    @Override
    public boolean error(int code) {
        LOG.warn("The far end of an audio leg sent error {}; the leg ends", code);
        counters.protocolErrors.increment();
        verdict = LegEnd.PEER_ERROR;
        return false;
    }

    private boolean takeEcho() {
        return echo != null && echo.take(buffers.frame);
    }

    private boolean takeSpeech(long now) {
        if (echo != null) {
            echo.clear(); // what was left over must not come back when echo is turned on again
        }
        return speaker.take(buffers.frame, now);
    }

    /** Hands on what has been heard so far, in one piece, to all who listen. */
    private void deliver() {
        int length = batched;
        if (length == 0) {
            return;
        }
        batched = 0;
        if (echoing) {
            if (echo == null) {
                echo = new EchoQueue();
            }
            echo.put(buffers.batch, length);
        }
        if (recorder != null) {
            recorder.caller(buffers.batch, length, readNanos);
        }
        try {
            listener.heard(buffers.batch, length);
        } catch (RuntimeException | Error e) {
            fault(e);
        }
        voice.heard(buffers.batch, length, readNanos);
    }

    private void voiceChanged(boolean speaking, long nanos) {
        try {
            listener.voice(speaking, nanos);
        } catch (RuntimeException | Error e) {
            fault(e);
        }
    }

    private void fault(Throwable e) {
        MediaLoop.rethrowFatal(e);
        counters.listenerFaults.increment();
        if (!faultLogged) {
            faultLogged = true;
            LOG.error("A listener of an audio leg failed; the audio goes on. Said once for this leg", e);
        }
    }
}
