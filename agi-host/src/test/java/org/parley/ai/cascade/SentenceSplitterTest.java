package org.parley.ai.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceSplitterTest {
    private final List<String> sentences = new ArrayList<>();
    private final SentenceSplitter splitter = new SentenceSplitter(sentences::add);

    @Test
    void givesASentenceAsSoonAsItsEndIsSure() {
        splitter.add("Good mor");
        splitter.add("ning. How a");
        assertThat(sentences).containsExactly("Good morning.");
        splitter.add("re you?");
        splitter.finish();
        assertThat(sentences).containsExactly("Good morning.", "How are you?");
    }

    @Test
    void doesNotCutNumbersAndTitles() {
        splitter.add("Dr. Lee charges 3.50 dollars. J. Smith less.");
        splitter.finish();
        assertThat(sentences).containsExactly("Dr. Lee charges 3.50 dollars.", "J. Smith less.");
    }

    @Test
    void boundsASentenceThatNeverEnds() {
        splitter.add("word ".repeat(500));
        splitter.finish();
        assertThat(sentences).hasSizeGreaterThan(5).allMatch(sentence -> sentence.length() <= 400);
    }
}
