package org.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.parley.console.http.Json;

/** Each way in which a call can end is told, in words that say why. */
class CallSentenceTest {
    private static final Set<String> GROUPS = Set.of("why", "to", "time", "rule");

    @Test
    void eachEndIsToldInPlainWords() {
        assertThat(ToldEnds.all())
                .allSatisfy(each ->
                        assertThat(CallSentence.of(each.story()).english()).isEqualTo(each.sentence()));
    }

    /** Nothing that a sentence can have in it is left out above, or is not in Arabic. */
    @Test
    void eachPartIsInArabicWithTheSameValues() throws Exception {
        Path file =
                Path.of(Objects.requireNonNull(Pages.class.getResource("/org/parley/console/pages/texts/host.ar.json"))
                        .toURI());
        Map<String, Object> arabic = Json.read(Files.readAllBytes(file), new TypeReference<Map<String, Object>>() {});
        Set<String> met = new TreeSet<>(Set.of("why.not-kept")); // of a call that the host has forgotten
        ToldEnds.all().forEach(each -> meet(CallSentence.of(each.story()), met, arabic));
        assertThat(met)
                .isEqualTo(new TreeSet<>(arabic.keySet().stream()
                        .filter(key -> GROUPS.contains(key.substring(0, Math.max(0, key.indexOf('.')))))
                        .toList()));
    }

    private static void meet(Said said, Set<String> met, Map<String, Object> arabic) {
        String text = String.valueOf(arabic.get(said.key()));
        assertThat(said.args().keySet()).as(said.key()).allMatch(name -> text.contains("{" + name + "}"));
        if (!said.equals(Said.NOTHING)) {
            met.add(said.key());
        }
        for (Object arg : said.args().values()) {
            if (arg instanceof Said inner) {
                meet(inner, met, arabic);
            }
        }
    }
}
