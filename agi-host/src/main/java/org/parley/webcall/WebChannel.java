package org.parley.webcall;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiException;
import org.parley.agi.CallerGone;
import org.parley.agi.Pending;
import org.parley.call.TrialChannel;
import org.parley.call.Tried;

/**
 * The channel of a call from a page. There is no dialplan: variables are what the call itself has set, where to go on
 * is of no consequence, and applications, sounds and commands of Asterisk are not there.
 */
final class WebChannel implements TrialChannel {
    private static final String AUDIO = "AudioSocket";
    private static final String KEYS = "SendDTMF";
    private static final int VARIABLES_MAX = 1000;

    private final InetSocketAddress audio;
    private final Duration callMax;
    private final @Nullable Tried tried; // null in a call like any other
    private final Consumer<byte[]> agent;
    private final Consumer<String> begun;
    private final Map<String, String> variables = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean answered;
    private volatile boolean hungUp;
    private volatile @Nullable WebLeg leg; // null before the first

    /**
     * @param audio where the host's audio server listens
     * @param tried what is tried in the call; null in one like any other
     * @param agent gets each frame of the agent's
     * @param begun is told the call's id
     */
    WebChannel(
            InetSocketAddress audio,
            Duration callMax,
            Map<String, String> variables,
            @Nullable Tried tried,
            Consumer<byte[]> agent,
            Consumer<String> begun) {
        this.audio = audio;
        this.callMax = callMax;
        this.tried = tried;
        this.agent = agent;
        this.begun = begun;
        this.variables.putAll(variables);
    }

    /** The audio, while there is some. */
    @Nullable
    WebLeg leg() {
        WebLeg now = leg;
        return now == null || now.isDone() ? null : now;
    }

    /** Any thread: the visitor has gone. */
    void gone() {
        if (hungUp) {
            return;
        }
        hungUp = true;
        listeners.forEach(Runnable::run);
        WebLeg open = leg();
        if (open != null) {
            open.close();
        }
    }

    @Override
    public @Nullable Tried tried() {
        return tried;
    }

    @Override
    public boolean hasDialplan() {
        return false;
    }

    @Override
    public Duration callMax(Duration hosts) {
        return hosts.compareTo(callMax) < 0 ? hosts : callMax;
    }

    @Override
    public void begun(String callId) {
        begun.accept(callId);
    }

    @Override
    public void answer() {
        requireVisitor("be answered");
        answered = true;
    }

    @Override
    public boolean isUp() {
        return answered && !hungUp;
    }

    @Override
    public void hangup() {
        gone();
    }

    @Override
    public void tryHangup() {
        gone();
    }

    @Override
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    @Override
    public void setVariable(String name, String value) {
        if (!trySetVariable(name, value)) {
            throw new AgiException("Expected at most " + VARIABLES_MAX + " variables of a call from a page");
        }
    }

    @Override
    public boolean trySetVariable(String name, String value) {
        if (variables.size() >= VARIABLES_MAX && !variables.containsKey(name)) {
            return false;
        }
        variables.put(name, value);
        return true;
    }

    @Override
    public boolean isStatusSet() {
        return variables.containsKey(STATUS);
    }

    @Override
    public char streamFile(String file, String escapeDigits) {
        throw absent("play the sound " + file);
    }

    @Override
    public Played streamFile(String file, String escapeDigits, long offset) {
        throw absent("play the sound " + file);
    }

    @Override
    public String getData(String file, Duration pause, int maxDigits) {
        throw absent("play the sound " + file);
    }

    @Override
    public char waitForDigit(Duration limit) {
        throw absent("wait for a key");
    }

    @Override
    public char recordFile(String path, String format, String escapeDigits, Duration longest, Duration silence) {
        throw absent("record a file");
    }

    /** Keys towards the caller are for machines at his end, of which a page has none. */
    @Override
    public int exec(String application, String... arguments) {
        if (application.equals(KEYS)) {
            return 0;
        }
        throw absent("run " + application);
    }

    @Override
    public Pending begin(String application, String... arguments) {
        if (!application.equals(AUDIO)) {
            throw absent("run " + application);
        }
        requireVisitor("be heard");
        WebLeg opened = WebLeg.open(audio, UUID.fromString(arguments[0]), agent);
        leg = opened;
        if (hungUp) {
            opened.close(); // he went while it was opened
        }
        return opened;
    }

    @Override
    public void continueAt(String context, String extension, int priority) {
        // there is no dialplan that could go on
    }

    @Override
    public void verbose(String message) {
        // there is no console of Asterisk to print it on
    }

    @Override
    public void noop() {
        // the far end is there as long as the call
    }

    @Override
    public String command(String line) {
        throw absent("run the command " + line.split(" ", 2)[0]);
    }

    @Override
    public void onHangup(Runnable listener) {
        listeners.add(listener);
        if (hungUp && listeners.remove(listener)) {
            listener.run();
        }
    }

    @Override
    public boolean isHungUp() {
        return hungUp;
    }

    private void requireVisitor(String wish) {
        if (hungUp) {
            throw new CallerGone("The visitor had left before he could " + wish);
        }
    }

    private static AgiException absent(String what) {
        return new AgiException("A call from a page has no Asterisk that could " + what);
    }
}
