package org.parley.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Languages;

/**
 * A caller who does one thing after the other. He answers when the script listens; what he waits to hear he waits for
 * in silence, and when he is through he is silent.
 */
public final class Timeline implements TrialCaller {
    /** Where words cut in when the list does not say it: after about two words. */
    private static final int FIRST_WORDS = 12;

    private final List<Step> steps;
    private final List<Miss> misses = new ArrayList<>();
    private int next;

    /** One thing that he does, where it stands, and how it is written. */
    public record Step(int line, String words, Act act) {
        /** What he says with it, or "". */
        public String spoken() {
            return switch (act) {
                case Act.Does(Move.Says(String said)) -> said;
                case Act.Interrupts(String said, String _) -> said;
                case Act.Voicemail(String greeting) -> greeting;
                case Act.Hears _, Act.HearsWithin _, Act.Does _ -> "";
            };
        }

        /** Whether the box's recogniser may understand it. */
        boolean isHeard() {
            return Languages.mayWrite(Locale.ENGLISH, spoken());
        }
    }

    /** Something that did not come as he waited for it. */
    public record Miss(int line, String expected, String came) {}

    /** Kinds of steps. */
    public sealed interface Act {
        /** Waits for words of ours. */
        record Hears(Predicate<String> words) implements Act {}

        /** Our next words must come in time. */
        record HearsWithin(Duration limit) implements Act {}

        /** Moves when it is his turn. */
        record Does(Move move) implements Act {}

        /** Speaks over ours, when he hears {@code at}, or at the next that may be interrupted. */
        record Interrupts(String words, String at) implements Act {}

        /** Is a machine. */
        record Voicemail(String greeting) implements Act {}
    }

    Timeline(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** All that he does, in order. */
    public List<Step> steps() {
        return steps;
    }

    private @Nullable Act current() {
        return next < steps.size() ? steps.get(next).act() : null;
    }

    @Override
    public Optional<Interruption> begins(String text, Duration silence, boolean interruptible) {
        if (current() instanceof Act.HearsWithin(Duration limit)) {
            if (silence.compareTo(limit) > 0) {
                Step step = steps.get(next);
                misses.add(new Miss(
                        step.line(), "an answer within " + seconds(limit), "it came after " + seconds(silence)));
            }
            next++;
        }
        if (!(current() instanceof Act.Interrupts(String words, String at)) || (at.isEmpty() && !interruptible)) {
            return Optional.empty();
        }
        int place = text.toLowerCase(Locale.ROOT).indexOf(at.toLowerCase(Locale.ROOT));
        if (place < 0) {
            return Optional.empty();
        }
        next++;
        int heard = at.isEmpty() ? FIRST_WORDS : place + at.length();
        return Optional.of(new Interruption(words, Math.min(heard, text.length())));
    }

    @Override
    public boolean heard(String text) {
        while (current() instanceof Act.Hears(Predicate<String> words) && words.test(text)) {
            next++;
            if (current() instanceof Act.Does(Move.HangsUp _)) {
                next++;
                return true;
            }
        }
        return false;
    }

    @Override
    public Move next() {
        return switch (current()) {
            case Act.Does(Move move) -> {
                next++;
                yield move;
            }
            case Act.Voicemail(String greeting) -> {
                next++;
                yield new Move.Says(greeting);
            }
            case null, default -> new Move.Silent(null);
        };
    }

    @Override
    public boolean keysFollow() {
        return current() instanceof Act.Does(Move.Presses _);
    }

    @Override
    public Optional<Move> meanwhile() {
        if (current() instanceof Act.Does(Move move)
                && (move instanceof Move.Presses || move instanceof Move.HangsUp)) {
            next++;
            return Optional.of(move);
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> machine() {
        if (current() instanceof Act.Voicemail(String greeting)) {
            next++;
            return Optional.of(greeting);
        }
        return Optional.empty();
    }

    /** What went otherwise than he waited for, and what he did not come to do. */
    public List<Miss> misses() {
        List<Miss> all = new ArrayList<>(misses);
        if (next < steps.size()) {
            Step step = steps.get(next);
            switch (step.act()) {
                case Act.Hears _ -> all.add(new Miss(step.line(), "that the caller " + step.words(), "he never did"));
                case Act.HearsWithin _ ->
                    all.add(new Miss(step.line(), "that the caller " + step.words(), "nothing more was said"));
                case Act.Does(Move.HangsUp _) -> {} // the call has ended before, which is what he wanted
                case Act.Does(Move.Silent _) -> {} // likewise
                case Act.Does _ ->
                    all.add(new Miss(
                            step.line(), "that the caller " + step.words(), "the script did not listen any more"));
                case Act.Interrupts _ ->
                    all.add(new Miss(
                            step.line(), "that the caller " + step.words(), "nothing came that he could interrupt"));
                case Act.Voicemail _ ->
                    all.add(new Miss(
                            step.line(), "that the caller " + step.words(), "the script neither asked nor listened"));
            }
        }
        return all;
    }

    static String seconds(Duration length) {
        return "%.1f s".formatted(length.toMillis() / 1e3);
    }
}
