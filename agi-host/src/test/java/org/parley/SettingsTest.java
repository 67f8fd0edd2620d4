package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parley.settings.Folders;
import org.parley.settings.Loaded;
import org.parley.settings.SettingsException;
import org.parley.settings.Sources;

class SettingsTest {
    private static Loaded<Settings> load(Map<String, String> environment) {
        return Settings.load(new Sources(
                null,
                environment,
                List.of(),
                new Folders(Path.of("/program"), Path.of("/parley-home"), Path.of("/current"))));
    }

    @Test
    void theDefaultsServeOneBoxWithoutAnyConfiguration() {
        Settings settings = load(Map.of()).value();

        assertThat(settings.agi().listen()).hasToString("127.0.0.1:4573");
        assertThat(settings.audio().listen()).hasToString("127.0.0.1:9092");
        assertThat(settings.database().url()).isEqualTo("embedded");
        assertThat(settings.scripts().folder()).isEqualTo(Path.of("/program/scripts"));
        assertThat(settings.calls().recordings()).isEqualTo(Path.of("/parley-home/data/recordings"));
    }

    @Test
    void moreCallsThanLegsAreRefused() {
        assertThatThrownBy(() -> load(Map.of("PARLEY_AGI_CALLS_MAX", "401")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("env PARLEY_AGI_CALLS_MAX: agi.calls-max = 401: expected agi.calls-max to be at"
                        + " most audio.legs-max");
    }

    @Test
    void aPasswordInTheUrlIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() ->
                        load(Map.of("PARLEY_DATABASE_URL", "jdbc:mariadb://db/asterisk?user=cron&password=hunter2")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("database.password")
                .hasMessageNotContaining("hunter2");
    }
}
