package org.parley.call;

import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.parley.ai.Folded;
import org.parley.ai.Listening;
import org.parley.ai.Transcript;
import org.parley.script.Answer;
import org.parley.script.Question;

/** Reads an answer back and asks whether it is right; a "no" may say at once what is. */
final class Confirming {
    private static final int CORRECTIONS_MAX = 3;
    private static final int PHRASE_WORDS_MAX = 4;
    private static final List<String> BEFORE =
            List.of("i said", "i meant", "it should be", "it is", "it's", "its", "that is", "that's", "sorry");

    private final Asking.Line line;
    private final Question question;
    private final Question yesNo;
    private final Locale region;
    private final Set<String> noes = new HashSet<>();
    private int exactness; // of the next read-back

    Confirming(Asking.Line line, Question question) {
        this.line = line;
        this.question = question;
        this.yesNo = Question.yesNo().in(line.language());
        this.region = line.region();
        this.exactness = question.before();
        yesNo.choices().getOrDefault("no", List.of()).forEach(no -> noes.add(Folded.of(no)));
    }

    /** The answer that the caller says is right, or what came to that attempt as not understood. */
    Answer confirmed(Answer answer, int attempt) throws InterruptedException {
        Answer given = answer;
        for (int corrected = 0; corrected <= CORRECTIONS_MAX; corrected++) {
            line.expect(expected());
            ZonedDateTime now = line.customersTime();
            line.speak(Questions.readBack(given, question, exactness++, now.getZone(), region), null);
            Answer right = line.await(yesNo);
            if (right.isYes()) {
                return given;
            }
            Optional<Answer> other = correction(right, now);
            if (other.isEmpty()) {
                return given.refused(right);
            }
            if (other.get().value().equals(given.value())) {
                return right.isNo() ? given.refused() : given; // he says the same again
            }
            given = other.get();
            line.answered(given, attempt);
        }
        return given.refused();
    }

    private Listening.Expected expected() {
        return yesNo.expected() instanceof Listening.Phrases(var phrases) && isCorrectable()
                ? new Listening.Correction(phrases, Asking.expected(question, region))
                : yesNo.expected();
    }

    private boolean isCorrectable() {
        return question.expected() instanceof Listening.Value || question.expected() instanceof Listening.Digits;
    }

    /** What is right instead; where nearly anything is an answer, only after a no. */
    private Optional<Answer> correction(Answer right, ZonedDateTime now) {
        if (question.isYesNo() || (!right.isNo() && Asking.takesAnything(question))) {
            return Optional.empty();
        }
        String rest = withoutNo(right.words());
        if (rest.isEmpty() || (right.isNo() && rest.equals(right.words()) && Asking.takesAnything(question))) {
            return Optional.empty();
        }
        Transcript heard = new Transcript(rest, right.confidence());
        return Optional.of(Answers.ofWords(heard, question, now, region).in(right.mood()))
                .filter(Answer::isOk);
    }

    private String withoutNo(String words) {
        List<String> each = List.of(words.strip().split("\\s+", -1));
        int from = 0;
        boolean found = true;
        while (found && from < each.size()) {
            found = false;
            for (int count = Math.min(PHRASE_WORDS_MAX, each.size() - from); count > 0 && !found; count--) {
                String phrase = Folded.of(String.join(" ", each.subList(from, from + count)));
                found = noes.contains(phrase) || BEFORE.contains(phrase);
                from += found ? count : 0;
            }
        }
        return String.join(" ", each.subList(from, each.size()));
    }
}
