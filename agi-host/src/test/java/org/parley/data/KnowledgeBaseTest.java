package org.parley.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.data.Documents.Piece;
import org.parley.script.Passage;
import org.parley.script.ScriptException;

class KnowledgeBaseTest {
    private static final String HOTEL = """
            # The house

            The hotel has ninety rooms and a garden.

            ## Breakfast

            Breakfast is served from seven to ten, at weekends to eleven.

            ## Parking

            The garage costs twelve euros a night. Electric cars are charged free of charge.
            """;

    @TempDir
    Path folder;

    private KnowledgeBase base;

    @BeforeEach
    void open() throws IOException {
        write("hotel/house.md", HOTEL);
        write("hotel/prices.csv", "room,price\nsingle,80\ndouble,120\nsuite,310\n");
        write("hotel/ar.md", "# الإفطار\n\nيقدم الفطور من الساعة السابعة حتى العاشرة.\n");
        write("hotel/fa.txt", "پارکینگ هتل شبی دوازده یورو است.");
        write("hotel/picture.png", "breakfast breakfast breakfast");
        base = new KnowledgeBase(folder);
    }

    @AfterEach
    void close() {
        base.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String best(String words) {
        List<Passage> found = base.search("hotel", words, 3);
        return found.isEmpty() ? "" : found.getFirst().text();
    }

    @Test
    void theBestPassageComesFirstWithItsTitleAndItsSource() {
        Passage first = base.search("hotel", "when is breakfast served", 3).getFirst();

        assertThat(first.text()).startsWith("Breakfast is served from seven");
        assertThat(first.title()).isEqualTo("Breakfast");
        assertThat(first.source()).isEqualTo("house.md");
    }

    @Test
    void wordsAreFoundInAnotherFormAndMisspelt() {
        assertThat(best("where can I charge my electrical car")).contains("Electric cars");
        assertThat(best("what does a suite cost")).isEqualTo("suite,310");
        assertThat(best("brekfast")).contains("Breakfast");
    }

    @Test
    void arabicAndPersianAreSearchedInTheirForms() {
        assertThat(best("متى الإفطار")).contains("الفطور");
        assertThat(best("هزینه پاركینگ چقدر است")).contains("دوازده"); // with the Arabic kaf
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(base.search("hotel", "swimming lessons for dolphins", 3)).isEmpty();
        assertThat(base.search("hotel", "the of and", 3)).isEmpty();
        assertThat(base.search("hotel", "", 3)).isEmpty();
    }

    @Test
    void aChangedFileIsFoundWithoutARestart() throws IOException {
        assertThat(best("sauna")).isEmpty();

        write("hotel/sauna.txt", "The sauna opens at five.");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(best("sauna")).contains("at five"));
        Files.delete(folder.resolve("hotel/sauna.txt"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(best("sauna")).isEmpty());
    }

    @Test
    void anUnknownFolderIsToldWithThoseThereAre() {
        assertThatThrownBy(() -> base.search("hotels", "breakfast", 3))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("Expected a folder of the knowledge base (hotel) but was 'hotels'");
        assertThatThrownBy(() -> base.search("../hotel", "breakfast", 3)).isInstanceOf(ScriptException.class);
    }

    @Test
    void aLongTextIsCutBetweenWordsAndNothingIsLost() {
        String text = "word ".repeat(1000).strip();
        List<Piece> pieces = new ArrayList<>();

        Documents.cut("# Long\n\n" + text, "long.md", pieces);

        assertThat(pieces).hasSizeGreaterThan(5).allSatisfy(piece -> {
            assertThat(piece.text().length()).isLessThanOrEqualTo(800);
            assertThat(piece.title()).isEqualTo("Long");
        });
        assertThat(String.join(" ", pieces.stream().map(Piece::text).toList())).isEqualTo(text);
    }
}
