package org.parley.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.parley.script.Call.TalkEnd.Reason;

/** What a script's {@code mood} sees and how it tells the talk where to go. */
class SteeringTest {
    private final List<String> told = new ArrayList<>();

    private TalkPlan plan(String inside) {
        ScriptedCall call = new ScriptedCall().talkEnds("", Reason.SCRIPT);
        call.run(Scripts.good("converse {\n" + inside + "\n}"));
        TalkPlan plan = call.talks().getFirst();
        plan.steering().begin(new Steering.Wheel() {
            @Override
            public void instruct(String text) {
                told.add("instruct: " + text);
            }

            @Override
            public void finish(String intent) {
                told.add("finish: " + intent);
            }
        });
        return plan;
    }

    private static void feels(TalkPlan plan, Mood mood) {
        Objects.requireNonNull(plan.onMood()).accept(mood);
    }

    @Test
    void aScriptActsOnLoudnessRateOverlapScoresAndWords() {
        TalkPlan plan = plan("""
                mood { m ->
                    if (m.loudness > 6 && m.rate > 5 && m.overlap > 500.ms) instruct "Be brief: ${m.words}"
                    if (m.scores['Anger'] > 0.5 || m.score('Joy') > 0.5) finish 'upset'
                }
                """);
        feels(plan, new Mood("well", 7, 5.5, Duration.ofSeconds(1), Map.of()));
        feels(plan, new Mood("well", 7, 4.5, Duration.ofSeconds(1), Map.of("Joy", 0.4)));
        feels(plan, new Mood("no", 0, 0, Duration.ZERO, Map.of("Anger", 0.6)));
        assertThat(told).containsExactly("instruct: Be brief: well", "finish: upset");
    }

    @Test
    void aToolSteersAsWell() {
        TalkPlan plan = plan("tool('calm', 'The caller is upset.') { instruct 'Be kind.'; finish 'calm' }");
        plan.tools().getFirst().code().run(Map.of());
        assertThat(told).containsExactly("instruct: Be kind.", "finish: calm");
    }

    @Test
    void beforeTheTalkThereIsNothingToSteerAndAfterItNobodyListens() {
        assertThatThrownBy(() -> plan("instruct 'Be kind.'")).hasMessageContaining("inside mood { … }");
        TalkPlan plan = plan("mood { m -> finish 'late' }");
        plan.steering().end();
        feels(plan, Mood.NONE);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsToldIsBounded() {
        TalkPlan plan = plan("mood { m -> (1..101).each { instruct 'Be kind.' } }");
        assertThatThrownBy(() -> feels(plan, Mood.NONE)).hasMessageContaining("at most 100 times");
        assertThat(told).hasSize(100);
        TalkPlan other = plan("mood { m -> finish '' }");
        assertThatThrownBy(() -> feels(other, Mood.NONE)).hasMessageContaining("a name of 1 to 64");
    }

    @Test
    void aMisspeltWordOfTheMoodIsToldBeforeACallHasIt() {
        assertThat(Scripts.bad("converse { mood { m -> note \"${m.loudnes}\" } }")
                        .toString())
                .contains("loudnes");
    }
}
