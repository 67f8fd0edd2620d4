package org.parley.ai.hume;

import java.time.Duration;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceContract;
import org.parley.settings.Secret;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.ScriptedMind;
import org.parley.sim.provider.hume.FakeHume;
import org.parley.sim.provider.hume.HumeManners;

class HumeAgentTest extends VoiceContract {

    @Override
    protected FakeProvider provider(ScriptedMind thinker) {
        return new FakeHume(new HumeManners(), thinker, true);
    }

    @Override
    protected VoiceAgent agent(FakeProvider against, Duration deadline) {
        return HumeAgent.of(settings(against, deadline, false), against.client());
    }

    /** A talk that broke off is resumed, or not: what the contract wants of talks that break off is without. */
    static HumeSettings settings(FakeProvider against, Duration deadline, boolean resume) {
        return new HumeSettings(
                against.httpUrl(),
                new Secret(FakeHume.KEY),
                FakeHume.CONFIG,
                0,
                "",
                true,
                false,
                resume,
                deadline,
                Duration.ofMillis(500));
    }
}
