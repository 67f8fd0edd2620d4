package org.parley.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.parley.ai.Transcript;
import org.parley.trial.TrialOutcome.Line;
import org.parley.trial.TrialOutcome.Who;

/** What is said in a trial, and how long that takes. */
final class Transcripts {
    /** A usual pace: 150 words a minute. */
    private static final long CHARACTER_MILLIS = 65;

    private static final Duration SHORTEST = Duration.ofMillis(300);

    private final List<Line> lines = new ArrayList<>();
    private final Consumer<Line> shown;
    private int turns; // of the agent
    private boolean agentHasTheWord;

    Transcripts(Consumer<Line> shown) {
        this.shown = shown;
    }

    void add(Duration at, Who who, String text, String remark) {
        if (who == Who.AGENT && !agentHasTheWord) {
            turns++;
        }
        agentHasTheWord = who == Who.AGENT;
        Line line = new Line(at, who, text, remark);
        lines.add(line);
        shown.accept(line);
    }

    /** The caller has had his turn, even if he said nothing in it. */
    void callersTurn() {
        agentHasTheWord = false;
    }

    int turns() {
        return turns;
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** How long these words take to speak. */
    static Duration length(String text) {
        Duration length = Duration.ofMillis(text.length() * CHARACTER_MILLIS);
        return text.isBlank() ? Duration.ZERO : length.compareTo(SHORTEST) < 0 ? SHORTEST : length;
    }

    /** The words as a recogniser gives them: lower case, without the marks between sentences. */
    static Transcript recognised(String words) {
        String plain = words.toLowerCase(Locale.ROOT)
                .replaceAll("[.,!?;:\"،؟؛]+(\\s|$)", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return plain.isEmpty() ? Transcript.NONE : new Transcript(plain, 1);
    }
}
