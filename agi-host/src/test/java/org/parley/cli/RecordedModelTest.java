package org.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.settings.Folders;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.openai.FakeOpenAi;

/** Answers of a model that are recorded once with a key, and replayed without one. */
class RecordedModelTest {
    private static final String SCRIPT = """
            script('sales') {
                persona 'Sam sells permits. %s'
                anytime { optOut() { finish 'DNC' } }
            }
            """;
    private static final String TEST = """
            test('a price') {
                caller { says '%s'; hangsUp() }
                agent { recorded 'sales-1' }
                expect { said 'Thirty dollars'; endedBy 'caller' }
            }
            """;

    @TempDir
    private Path folder;

    private final ScriptedMind mind = new ScriptedMind();

    @BeforeEach
    void writeThem() throws IOException {
        Files.createDirectories(folder.resolve("scripts"));
        write("sales.groovy", SCRIPT.formatted("Be brief."));
        write("sales.test.groovy", TEST.formatted("how much is it"));
        mind.thinks("how much is it", "Thirty dollars a month.");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve("scripts").resolve(name), text);
    }

    private Ended parley(Map<String, String> environment, String... arguments) {
        return Ended.of(
                new Surroundings(new Folders(folder, folder.resolve("home"), folder), environment, false), arguments);
    }

    private Ended record() throws IOException {
        try (FakeOpenAi fake = new FakeOpenAi(mind, false)) {
            Files.writeString(
                    folder.resolve("parley.yaml"), "openai:\n  url: " + fake.httpUrl() + "/v1\n  key: ${env:KEY}\n");
            Ended ended = parley(Map.of("KEY", FakeOpenAi.KEY), "test-scripts", "--record", "sales-1");
            assertThat(fake.violations()).isEmpty();
            return ended;
        } finally {
            Files.deleteIfExists(folder.resolve("parley.yaml"));
        }
    }

    @Test
    void whatWasRecordedIsReplayedWithoutAKey() throws Exception {
        Ended recorded = record();
        assertThat(recorded.out()).contains("ok    sales: a price", "wrote ", "sales-1.exchange.json");
        assertThat(recorded.code()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("scripts/sales-1.exchange.json"))
                .content()
                .contains("Sam sells permits.", "caller: how much is it", "Thirty dollars a month.")
                .doesNotContain(FakeOpenAi.KEY);

        Ended replayed = parley(Map.of(), "test-scripts");
        assertThat(replayed.out()).contains("ok    sales: a price");
        assertThat(replayed.code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aRequestThatNoLongerFitsFailsWithTheDifference() throws Exception {
        record();
        write("sales.groovy", SCRIPT.formatted("Be warm."));
        Ended warm = parley(Map.of(), "test-scripts");
        assertThat(warm.code()).isEqualTo(ExitCode.FAILED);
        assertThat(warm.out())
                .contains("The recording sales-1.exchange.json no longer fits: at answer 1 the instructions differ:"
                        + " recorded was 'Sam sells permits. Be brief.', now it is 'Sam sells permits. Be warm.'.")
                .contains("./parley test-scripts --record sales-1");

        write("sales.groovy", SCRIPT.formatted("Be brief."));
        write("sales.test.groovy", TEST.formatted("is it cheap"));
        assertThat(parley(Map.of(), "test-scripts").out())
                .contains("at answer 1 line 1 of the talk differs: recorded was 'caller: how much is it', now it is"
                        + " 'caller: is it cheap'");

        write("sales.test.groovy", TEST.formatted("how much is it'; says 'and then"));
        assertThat(parley(Map.of(), "test-scripts").out())
                .contains("it has 1 answer, and the talk asks for one more, now to 'caller: and then'");
    }

    @Test
    void whatIsMissingIsToldInOneLine() throws Exception {
        Ended none = parley(Map.of(), "test-scripts");
        assertThat(none.out())
                .contains("Expected the recording 'sales-1' but there is no recording sales-1.exchange.json");
        assertThat(none.code()).isEqualTo(ExitCode.FAILED);
        assertThat(parley(Map.of(), "test-scripts", "--record", "sales-1").err())
                .isEqualTo("parley: --record: no model is set up; set openai.key, or openai.chat.url for a server of"
                        + " your own\n");
        write("sales-1.exchange.json", "{\"model\": 4");
        assertThat(parley(Map.of(), "test-scripts").out()).contains("sales-1.exchange.json is no recording of a model");
        Files.writeString(folder.resolve("parley.yaml"), "openai:\n  key: ${env:KEY}\n");
        assertThat(parley(Map.of("KEY", "k"), "test-scripts", "--record", "sales-2")
                        .err())
                .isEqualTo("parley: --record: no test says agent { recorded 'sales-2' }\n");
    }
}
