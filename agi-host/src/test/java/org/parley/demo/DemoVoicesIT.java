package org.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.Settings;
import org.parley.ai.TextToSpeech;
import org.parley.ai.local.LocalVoice;
import org.parley.ai.local.LocalVoiceSettings;
import org.parley.settings.Folders;
import org.parley.settings.Sources;
import org.parley.settings.Sources.Flag;

/** The demo with a voice's stand-in: a whole call whose words the box finds, and which cross the provider's wire. */
class DemoVoicesIT {
    @TempDir
    private Path home;

    @Test
    void aWholeCallTalksWithTheStandInByItsWireFormat() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        LocalVoiceSettings speech =
                new LocalVoiceSettings("auto", "", List.of(), 1, Duration.ofSeconds(5), 16, 0, home);
        try (StandIn standIn = StandIn.start("elevenlabs-fake", speech);
                TextToSpeech caller = LocalVoice.synthesiser(speech)) {
            Demo.Options options =
                    new Demo.Options(1, false, true, true, false, Optional.empty(), Optional.of(standIn));
            int code = new Demo(settings(standIn), home, options, terminal).run(caller);
            String shown = out.toString(StandardCharsets.UTF_8);
            assertThat(code).as(shown).isZero();
            assertThat(standIn.violations()).isEmpty();
            assertThat(standIn.messages()).isGreaterThan(100);
            assertThat(shown)
                    .contains("elevenlabs-fake: the provider's wire format at http://127.0.0.1:")
                    .contains("We are open from nine to five");
            JsonNode json = new ObjectMapper().readTree(shown.lines().toList().getLast());
            assertThat(json.path("voice").asText()).isEqualTo("elevenlabs-fake");
            assertThat(json.path("dispositions").path("CONF").asInt()).isEqualTo(1);
        }
    }

    private Settings settings(StandIn standIn) {
        List<Flag> flags = new ArrayList<>(standIn.settings());
        flags.add(new Flag("test", "agi.listen", "127.0.0.1:0"));
        flags.add(new Flag("test", "audio.listen", "127.0.0.1:0"));
        flags.add(new Flag("test", "dialer.keeper", "true"));
        flags.add(new Flag("test", "dialer.keeper-watch", "0s"));
        flags.add(new Flag("test", "calls.drain", "0s"));
        return Settings.load(new Sources(
                        null, Map.of(StandIn.KEY, standIn.key()), List.copyOf(flags), new Folders(home, home, home)))
                .value();
    }
}
