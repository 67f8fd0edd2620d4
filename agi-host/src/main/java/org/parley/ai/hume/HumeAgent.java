package org.parley.ai.hume;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.parley.ai.AgentSpec;
import org.parley.ai.Capability;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.ai.wire.Wire;
import org.parley.ai.wire.WireLimits;

/**
 * Hume's Empathic Voice Interface as a voice agent: one WebSocket per talk, at {@code /v0/evi/chat} of its API v0. It
 * decides when turns are over, and tells with each of them how the caller sounds. Any thread may use it.
 */
public final class HumeAgent implements VoiceAgent {
    private static final String NAME = "hume";
    private static final Duration RESUME_MAX = Duration.ofMillis(1500);

    private final HumeSettings settings;
    private final Wire wire;
    private final HttpUrl url;

    private HumeAgent(HumeSettings settings, Wire wire) {
        this.settings = settings;
        this.wire = wire;
        HttpUrl parsed = HttpUrl.parse(settings.url().strip().replaceFirst("(?i)^ws", "http"));
        if (parsed == null) {
            throw new ProviderException(
                    NAME,
                    Kind.SETTINGS,
                    "Expected an address such as https://api.hume.ai but was '" + settings.url() + "'",
                    null);
        }
        this.url = parsed;
    }

    /**
     * With these settings.
     *
     * @throws ProviderException when the address is none
     */
    public static HumeAgent of(HumeSettings settings) {
        return new HumeAgent(settings, Wire.open(NAME, limits(settings)));
    }

    /** With a client that trusts other certificates, as a test's. */
    public static HumeAgent of(HumeSettings settings, OkHttpClient base) {
        return new HumeAgent(settings, Wire.open(NAME, limits(settings), base));
    }

    private static WireLimits limits(HumeSettings settings) {
        return new WireLimits(settings.begin(), settings.begin(), settings.begin());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> can =
                EnumSet.of(Capability.TURN_TAKING, Capability.VERBATIM, Capability.TOOLS, Capability.EMOTION);
        if (settings.resume()) {
            can.add(Capability.RESUME);
        }
        return can;
    }

    @Override
    public VoiceSession open(AgentSpec spec, Consumer<VoiceEvent> events) throws InterruptedException {
        if (settings.key().reveal().isEmpty()) {
            throw new ProviderException(NAME, Kind.AUTH, "Expected a key but there is none: set it", null);
        }
        HumeSession session = new HumeSession(
                NAME, settings, (group, ear) -> HumeChat.open(wire, request(group), limit(group), ear), spec, events);
        boolean open = false;
        try {
            session.connect("");
            open = true;
            return session;
        } finally {
            if (!open) {
                session.abandon();
            }
        }
    }

    /** A caller in mid-talk waits for less than one whose talk begins. */
    private Duration limit(String group) {
        boolean resumes = !group.isEmpty() && settings.begin().compareTo(RESUME_MAX) > 0;
        return resumes ? RESUME_MAX : settings.begin();
    }

    /** A group of chats has its own configuration: naming both is refused. */
    private Request request(String group) {
        HttpUrl.Builder address = url.newBuilder().addPathSegments("v0/evi/chat");
        if (!group.isEmpty()) {
            address.addQueryParameter("resumed_chat_group_id", group);
        } else if (!settings.config().isEmpty()) {
            address.addQueryParameter("config_id", settings.config());
            if (settings.configVersion() > 0) {
                address.addQueryParameter("config_version", String.valueOf(settings.configVersion()));
            }
        }
        address.addQueryParameter("verbose_transcription", "true"); // his words while he speaks
        return new Request.Builder()
                .url(address.build())
                .header("X-Hume-Api-Key", settings.key().reveal())
                .build();
    }

    @Override
    public void close() {
        wire.close();
    }
}
