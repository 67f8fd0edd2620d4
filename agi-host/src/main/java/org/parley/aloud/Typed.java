package org.parley.aloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.parley.trial.TrialCaller;

/**
 * A caller whose lines somebody writes. A person's are said as soon as they are written, over the agent too; those of a
 * file when the script listens. What the agent says is shown when it begins to sound.
 */
public final class Typed implements TrialCaller {
    private static final int WAITING_MAX = 1000;
    private static final int CHARACTERS_MAX = 500;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final BufferedReader in;
    private final PrintWriter out;
    private final boolean person;
    private final UnaryOperator<String> shown;
    private final BlockingQueue<Move> moves = new LinkedBlockingQueue<>(WAITING_MAX);

    /** Has words ready before they are said. */
    interface Learning {
        void learn(String words) throws InterruptedException;
    }

    /**
     * Somebody at these streams.
     *
     * @param person whether he sees what is shown
     * @param shown makes of words what may be printed
     */
    public Typed(BufferedReader in, PrintWriter out, boolean person, UnaryOperator<String> shown) {
        this.in = in;
        this.out = out;
        this.person = person;
        this.shown = shown;
    }

    /** Reads from now on; ends with the input, or with the program. */
    void begin(Learning voice) {
        Thread.ofPlatform().daemon().name("typed").start(() -> read(voice));
    }

    private void read(Learning voice) {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Move move = move(line.strip());
                if (move instanceof Move.Says(String words)) {
                    voice.learn(words);
                }
                moves.put(move);
            }
            moves.put(new Move.HangsUp());
        } catch (IOException broken) {
            boolean _ = moves.offer(new Move.HangsUp());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Move move(String line) {
        if (line.isEmpty()) {
            return new Move.Silent(null);
        }
        if (line.equals("?")) {
            return new Move.Mumbles();
        }
        if (line.matches("#[0-9*#]{0,64}")) {
            return new Move.Presses(line.length() == 1 ? line : line.substring(1));
        }
        return new Move.Says(line.substring(0, Math.min(line.length(), CHARACTERS_MAX)));
    }

    @Override
    public Optional<Interruption> begins(String text, Duration silence, boolean interruptible) {
        String after = silence.isZero() ? "" : "  (after %.2f s)".formatted(silence.toMillis() / 1e3);
        print("agent>  " + shown.apply(text) + after);
        return Optional.empty();
    }

    /** What the host has understood of his words. */
    void understood(String words) {
        print("heard>  " + (words.isEmpty() ? "…  (not understood)" : shown.apply(words)));
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public boolean heard(String text) {
        return false;
    }

    @Override
    public Optional<Move> atOnce() {
        return person ? Optional.ofNullable(moves.poll()) : Optional.empty();
    }

    @Override
    public Move next() {
        Move move = person ? null : moves.poll();
        if (move == null) {
            return new Move.Silent(LOOK);
        }
        switch (move) {
            case Move.Says(String words) -> print("caller> " + shown.apply(words));
            case Move.Presses(String keys) -> print("caller> #" + keys);
            case Move.Silent _ -> print("caller> (silence)");
            case Move.Mumbles _ -> print("caller> ?");
            case Move.HangsUp _ -> print("caller> (hangs up)");
        }
        return move;
    }
}
