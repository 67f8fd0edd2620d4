package org.parley.sim;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.parley.audio.AudioSocketFrame;
import org.parley.audio.AudioSocketLink;
import org.parley.audio.AudioSocketLink.Message;
import org.parley.audio.Pcm;

/**
 * One call on the simulated Asterisk: the channel with its variables and keys, and the caller's end of its line. Any
 * thread may use it.
 */
public final class SimulatedChannel implements CallerLine, PlacedCall {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    private static final char HUNG_UP = '\0';
    private static final int FAULTS_MAX = 100;

    private final CallRequest request;
    private final Ear ear;
    private final PoorLine line;
    private final SimulatedPeople people;
    private final LineAudio audio = new LineAudio();
    private final HostWaits waits = new HostWaits();
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final Map<String, String> database = new ConcurrentHashMap<>();
    private final LinkedBlockingDeque<Character> keys = new LinkedBlockingDeque<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final CompletableFuture<CallEnd> end = new CompletableFuture<>();
    private final Expression expression = new Expression(this::look);
    private final CountDownLatch lineOver = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private boolean up;
    private boolean gone;
    private boolean byHost;
    private boolean over;
    // what has to be told that the caller has gone; null before there is a session
    private @Nullable Runnable onGone;
    // the audio connection of the moment; null between legs
    private volatile @Nullable AudioSocketLink leg;
    private long legNanos;

    SimulatedChannel(CallRequest request, Ear ear, PoorLine line, SimulatedPeople people) {
        this.request = request;
        this.ear = ear;
        this.line = line;
        this.people = people;
        this.up = request.answered();
        variables.put("EXTEN", request.call().extension());
        variables.put("CONTEXT", request.call().context());
        variables.putAll(request.call().variables());
    }

    /** What was dialled, with the channel's name and unique id filled in. */
    public CallRequest request() {
        return request;
    }

    @Override
    public String uniqueId() {
        return request.uniqueId();
    }

    @Override
    public CallEnd await(Duration limit) throws InterruptedException, TimeoutException {
        try {
            return end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The call " + request.uniqueId() + " failed", e.getCause());
        }
    }

    @Override
    public void play(Pcm pcm) {
        audio.play(pcm);
    }

    @Override
    public boolean isBusy() {
        return audio.isBusy();
    }

    @Override
    public void press(char key) {
        audio.press(key);
    }

    @Override
    public void hangUp() {
        hangUp(false);
    }

    /** AGI's HANGUP: the channel is as dead as after the caller's. */
    void hangUpByHost() {
        hangUp(true);
    }

    private void hangUp(boolean host) {
        Runnable tell;
        synchronized (this) {
            if (gone || over) {
                return;
            }
            gone = true;
            byHost = host;
            tell = onGone;
        }
        keys.offer(HUNG_UP);
        AudioSocketLink open = leg;
        if (open != null) {
            open.close();
        }
        if (tell != null) {
            tell.run();
        }
    }

    /** When the last frame of queued audio left for the host, by {@link System#nanoTime()}; 0 when none has. */
    public long spokeNanos() {
        return audio.spokeNanos();
    }

    /** When the sound heard last began to arrive, after at least 200 ms without; 0 when nothing was heard. */
    public long soundBeganNanos() {
        return audio.soundBeganNanos();
    }

    /** How long the host let this call wait. */
    public HostWaits waits() {
        return waits;
    }

    /** A channel variable as the host left it, or empty when it is unset. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    void variable(String name, String value) {
        variables.put(name, value);
    }

    private Optional<String> look(String name) {
        return switch (name) {
            case "CHANNEL(state)" -> Optional.of(isUp() ? "Up" : "Ring");
            case "CHANNEL(name)", "CHANNEL" -> Optional.of(request.channel());
            case "UNIQUEID" -> Optional.of(request.uniqueId());
            case "CALLERID(name)" -> Optional.of(request.call().callerIdName());
            case "CALLERID(num)" -> Optional.of(request.call().callerIdNumber());
            case "CDR(accountcode)", "CHANNEL(accountcode)" ->
                Optional.of(request.call().accountCode());
            default -> name.startsWith("DIALPLAN_EXISTS(") ? people.exists(this) : variable(name);
        };
    }

    Expression expression() {
        return expression;
    }

    LineAudio audio() {
        return audio;
    }

    SimulatedPeople people() {
        return people;
    }

    Optional<String> database(String key) {
        return Optional.ofNullable(database.get(key));
    }

    void database(String key, String value) {
        database.put(key, value);
    }

    boolean forget(String key) {
        return database.remove(key) != null;
    }

    synchronized void answer() {
        up = true;
    }

    synchronized boolean isUp() {
        return up;
    }

    synchronized boolean isGone() {
        return gone;
    }

    private synchronized boolean isOver() {
        return gone || over;
    }

    void onGone(Runnable action) {
        boolean already;
        synchronized (this) {
            onGone = action;
            already = gone;
        }
        if (already) {
            action.run();
        }
    }

    void fault(String what) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(what);
        }
    }

    /** The next key as its ASCII code, 0 when the time is over, -1 when the caller has gone. */
    int awaitKey(long millis) {
        try {
            Character key = keys.poll(AgiCommands.nanos(millis), TimeUnit.NANOSECONDS);
            if (key == null) {
                return 0;
            }
            if (key == HUNG_UP) {
                keys.offerFirst(HUNG_UP);
                return -1;
            }
            return key;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Plays so many samples to the caller: 0 at the end, the code of a key that stopped it, -1 when he has gone. */
    int playSound(long samples, String escapes) {
        long deadline = System.nanoTime() + samples * 125_000;
        audio.sound(samples);
        int key;
        do {
            key = awaitKey(Math.max(0, (deadline - System.nanoTime()) / 1_000_000));
        } while (key > 0 && escapes.indexOf(key) < 0);
        audio.sound(0);
        return key;
    }

    /** Runs one AudioSocket leg to its end, with the results of Asterisk 22.4: 0 when the host ended it, else -1. */
    int audioSocket(UUID id, InetSocketAddress host) {
        if (!isUp()) {
            fault("EXEC AudioSocket before the channel was answered");
            AudioSocketLink.touch(host, CONNECT_MAX);
            return -1;
        }
        waits.begin(HostWaits.Kind.LEG);
        try (AudioSocketLink client = AudioSocketLink.connect(host, id, CONNECT_MAX)) {
            synchronized (this) {
                if (gone) {
                    return -1;
                }
                leg = client;
                legNanos = legNanos == 0 ? System.nanoTime() : legNanos;
            }
            return receive(client);
        } catch (EOFException e) {
            fault(String.valueOf(e.getMessage()));
            return -1;
        } catch (IOException e) {
            return -1;
        } finally {
            leg = null;
            waits.forget(HostWaits.Kind.LEG);
            waits.forget(HostWaits.Kind.FRAME);
        }
    }

    private int receive(AudioSocketLink client) throws IOException {
        Optional<Message> message = client.read();
        while (message.isPresent() && message.get().kind() == AudioSocketFrame.AUDIO) {
            if (message.get().payload().length == 0) {
                fault("The host sent empty audio, which ends the stream");
                return -1;
            }
            waits.end(HostWaits.Kind.LEG);
            waits.end(HostWaits.Kind.FRAME);
            waits.begin(HostWaits.Kind.FRAME);
            short[] samples = message.get().samples();
            ear.arrived(samples, System.nanoTime());
            audio.hear(line.heard(samples));
            message = client.read();
        }
        if (message.isEmpty() || message.get().kind() == AudioSocketFrame.HANGUP) {
            return isGone() ? -1 : 0;
        }
        fault("The host sent kind 0x%02x, which ends the stream"
                .formatted(message.get().kind()));
        return -1;
    }

    /** The caller's end: a tick each 20 ms on absolute deadlines until the line is over. */
    void runLine() {
        Pacer pacer = new Pacer(Duration.ofMillis(TICK_MILLIS));
        try {
            while (!isOver()) {
                pacer.await();
                LineAudio.Tick tick = audio.tick();
                ear.tick(this, tick.heard(), tick.length());
                send(audio.next());
            }
        } finally {
            hangUp();
            try {
                ear.ended();
            } finally {
                lineOver.countDown();
            }
        }
    }

    private void send(LineAudio.Outgoing next) {
        AudioSocketLink open = leg;
        try {
            switch (next) {
                case LineAudio.Frame frame -> {
                    Optional<short[]> arrives = line.sent(frame.samples());
                    if (open != null && arrives.isPresent()) {
                        open.send(AudioSocketFrame.audio(AudioSocketFrame.AUDIO, arrives.get(), 0, FRAME_SAMPLES));
                    }
                }
                case LineAudio.KeyUp key -> {
                    if (open != null) {
                        open.send(AudioSocketFrame.digit(key.key()));
                    } else {
                        keys.offer(key.key());
                    }
                }
                case LineAudio.KeyDown _, LineAudio.KeyHeld _ -> {}
            }
        } catch (IOException e) {
            // the reader of this leg meets the same end and decides what it means
        }
    }

    /** What the dialplan does behind the AGI line. */
    void finish(String agiStatus) {
        try {
            end.complete(dialplan(agiStatus));
        } catch (InterruptedException e) {
            end.completeExceptionally(e);
            Thread.currentThread().interrupt();
        }
    }

    private CallEnd dialplan(String agiStatus) throws InterruptedException {
        boolean left;
        boolean host;
        synchronized (this) {
            left = gone;
            host = byHost;
            over = true;
        }
        lineOver.await();
        String status = variable("PARLEY_STATUS").orElse("");
        String target = variable("PARLEY_TARGET").orElse("");
        CallEnd.Route route;
        if (left) {
            route = host ? CallEnd.Route.HOST_HUNG_UP : CallEnd.Route.CALLER_LEFT;
        } else if (status.equals("TRANSFER") || !request.call().extension().equals(variables.get("EXTEN"))) {
            route = CallEnd.Route.TRANSFER;
            target = target.isEmpty() ? variables.getOrDefault("EXTEN", "") : target;
        } else {
            route = status.equals("DONE") ? CallEnd.Route.DONE : CallEnd.Route.HUMAN;
        }
        long first = audio.firstSoundNanos();
        return new CallEnd(
                agiStatus,
                route,
                target,
                Map.copyOf(variables),
                first == 0 ? -1 : millis(first - legNanos),
                first == 0 ? -1 : millis(first - startNanos),
                millis(System.nanoTime() - startNanos),
                faults);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
