package org.parley.sim.provider;

import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;

/**
 * A mind that thinks what it was told to, in order, and nothing when nothing is left. It speaks each text as bursts of
 * a tone of its own, 40 ms a character, so that a test can tell by ear whose words are played.
 */
public final class ScriptedMind implements Mind {
    private static final int SAMPLES_PER_CHARACTER = 320;
    private static final int BURST = 1600;
    private static final int PAUSE = 240;
    private static final int AMPLITUDE = 9000;
    private static final int FIRST_HERTZ = 500;
    private static final int STEP_HERTZ = 200;
    private static final int TONES = 13;

    private final Deque<Supplier<Thought>> thoughts = new ConcurrentLinkedDeque<>();
    private final Deque<Thought> afterTools = new ConcurrentLinkedDeque<>();
    private final List<short[]> heard = new CopyOnWriteArrayList<>();
    private final List<List<ToolResult>> results = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> tones = new LinkedHashMap<>(); // guarded by itself
    private final Map<String, Runnable> beforeWords = new ConcurrentHashMap<>();

    /** The caller's next turn means this, and is answered so. */
    public ScriptedMind thinks(String heardWords, String says) {
        return thinks(new Thought(heardWords, says, List.of(), false));
    }

    /** The caller's next turn means this, and the talk is over with the answer. */
    public ScriptedMind thinksLast(String heardWords, String says) {
        return thinks(new Thought(heardWords, says, List.of(), true));
    }

    /** The caller's next turn means this, and tools are called. */
    public ScriptedMind calls(String heardWords, ToolCall... calls) {
        return thinks(new Thought(heardWords, "", List.of(calls), false));
    }

    /** What it thinks of the caller's next turn. */
    public ScriptedMind thinks(Thought thought) {
        thoughts.add(() -> thought);
        return this;
    }

    /** The caller's next turn means this, and what to answer is found when it has come. */
    public ScriptedMind thinks(String heardWords, Supplier<String> says) {
        thoughts.add(() -> new Thought(heardWords, says.get(), List.of(), false));
        return this;
    }

    /** What it says when the next tools have answered. */
    public ScriptedMind saysThen(String says) {
        afterTools.add(new Thought("", says, List.of(), false));
        return this;
    }

    /** This is done each time before that text is spoken. */
    public ScriptedMind before(String text, Runnable action) {
        beforeWords.put(text, action);
        return this;
    }

    /** The turns that it was given, samples at 8 kHz. */
    public List<short[]> heard() {
        return heard;
    }

    /** What tools answered. */
    public List<List<ToolResult>> results() {
        return results;
    }

    /** The tone in Hz of a text. */
    public int hertz(String text) {
        synchronized (tones) {
            return tones.computeIfAbsent(text, _ -> FIRST_HERTZ + STEP_HERTZ * (tones.size() % TONES));
        }
    }

    /** How many samples the text takes. */
    public static int length(String text) {
        return text.length() * SAMPLES_PER_CHARACTER;
    }

    @Override
    public Thought answer(short[] said) {
        heard.add(said.clone());
        Supplier<Thought> next = thoughts.poll();
        return next == null ? new Thought("", "", List.of(), false) : next.get();
    }

    @Override
    public Thought answer(List<ToolResult> answers) {
        results.add(new ArrayList<>(answers));
        Thought next = afterTools.poll();
        return next == null ? new Thought("", "", List.of(), false) : next;
    }

    @Override
    public short[] speak(String text) {
        beforeWords.getOrDefault(text, () -> {}).run();
        short[] samples = new short[length(text)];
        double step = 2 * Math.PI * hertz(text) / 8000;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % BURST < BURST - PAUSE ? (short) Math.round(AMPLITUDE * Math.sin(step * i)) : 0;
        }
        return samples;
    }
}
