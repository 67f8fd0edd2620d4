package org.parley.ai.openai;

import java.time.Duration;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceContract;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.openai.FakeOpenAi;

/** What the call relies on, in realtime. */
class OpenAiRealtimeTest extends VoiceContract {
    @Override
    protected FakeProvider provider(ScriptedMind thinker) {
        return new FakeOpenAi(thinker, true);
    }

    @Override
    protected VoiceAgent agent(FakeProvider against, Duration deadline) {
        String millis = deadline.toMillis() + "ms";
        return new OpenAiRealtimeAgent(
                OpenAiFixture.server(against),
                OpenAiFixture.settings("realtime.connect", millis, "realtime.silence", "300ms")
                        .realtime());
    }

    @Override
    protected void refuseTheKey() {
        provider.refuseNext(
                401, "{\"error\":{\"message\":\"Incorrect API key provided\",\"code\":\"invalid_api_key\"}}");
    }
}
