package org.parley.ai.openai;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parley.settings.Folders;
import org.parley.settings.Secret;
import org.parley.settings.SettingsReader;
import org.parley.settings.Sources;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.openai.FakeOpenAi;

/** Settings and servers for tests of OpenAI's room. */
final class OpenAiFixture {
    private OpenAiFixture() {}

    /** The defaults but for these keys and values, one after the other. */
    static OpenAiSettings settings(String... changes) {
        List<Sources.Flag> flags = new ArrayList<>();
        for (int i = 0; i < changes.length; i += 2) {
            flags.add(new Sources.Flag("--" + changes[i], changes[i], changes[i + 1]));
        }
        Path here = Path.of("").toAbsolutePath();
        return new SettingsReader<>(OpenAiSettings.class, List.of(), Map.of())
                .read(new Sources(null, Map.of(), flags, new Folders(here, here, here)))
                .value();
    }

    /** The stand-in as a server, with its key. */
    static OpenAiServer server(FakeProvider fake) {
        return new OpenAiServer("openai", fake.httpUrl() + "/v1", new Secret(FakeOpenAi.KEY), "", "")
                .with(fake.client());
    }
}
