package org.parley.sim.provider.hume;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.parley.sim.provider.FakeProvider;
import org.parley.sim.provider.FakeSocket;
import org.parley.sim.provider.Mind;

/** Hume's EVI on loopback, by its API v0: one configuration, whose model is a mind. */
public final class FakeHume extends FakeProvider {
    /** The only key that it takes. */
    public static final String KEY = "hume-0123456789abcdef";
    /** The only configuration that it has. */
    public static final String CONFIG = "4f1b8a2e-0000-4000-8000-000000000001";

    private static final String TALK = "/v0/evi/chat";
    private static final Set<String> QUERY = Set.of(
            "config_id",
            "config_version",
            "resumed_chat_group_id",
            "verbose_transcription",
            "event_limit",
            "allow_connection",
            "voice_id",
            "api_key",
            "access_token");
    private static final Pattern INITIAL = Pattern.compile("session_settings(\\[[a-z_]+])+");

    private final HumeManners manners;
    private final Mind mind;
    private final Set<String> groups = ConcurrentHashMap.newKeySet();
    private final List<String> resumed = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("fake-hume").factory());

    /** It listens at once. */
    public FakeHume(HumeManners manners, Mind mind, boolean tls) {
        super(tls);
        this.manners = manners;
        this.mind = mind;
        clock.setRemoveOnCancelPolicy(true);
        listen();
    }

    /** The chats that go on. */
    public List<HumeSocket> chats() {
        return sockets().stream()
                .filter(FakeSocket::isOpen)
                .map(HumeSocket.class::cast)
                .toList();
    }

    /** The groups of chats that clients went on with. */
    public List<String> resumed() {
        return List.copyOf(resumed);
    }

    /** No group of chats is known any more. */
    public void forgetGroups() {
        groups.clear();
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        HttpUrl url = request.getUrl();
        if (!url.encodedPath().equals(TALK)) {
            return refusal(404, "There is nothing at " + url.encodedPath());
        }
        String key = request.getHeaders().get("X-Hume-Api-Key");
        if (!KEY.equals(key == null ? url.queryParameter("api_key") : key)) {
            return refusal(401, "Invalid authentication credentials");
        }
        for (String name : url.queryParameterNames()) {
            if (!QUERY.contains(name) && !INITIAL.matcher(name).matches()) {
                violation("asked with an unknown parameter " + name);
            }
        }
        String group = url.queryParameter("resumed_chat_group_id");
        String config = url.queryParameter("config_id");
        if (group != null && config != null) {
            violation("named both a configuration and a group of chats");
        }
        if (group != null) {
            resumed.add(group);
        }
        String trouble = "";
        if (group != null && !groups.contains(group)) {
            trouble = "E0720 resumed_chat_group_id: the group of chats was not found";
        } else if (config != null && !config.equals(CONFIG)) {
            trouble = "I0100 the config was not found";
        }
        String joined = group == null ? "group-" + (groups.size() + 1) : group;
        groups.add(joined);
        return upgrade(request, new HumeSocket(this, manners, mind, new HumeSocket.Opening(joined, trouble, url)));
    }

    /** {@code {"fault":{"faultstring":..}}}. */
    private static MockResponse refusal(int status, String message) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body("{\"fault\":{\"faultstring\":\"" + message + "\"}}")
                .build();
    }

    /** Does it later, on a thread of its own; not after the end. */
    void later(long millis, Runnable action) {
        if (!clock.isShutdown()) {
            var _ = clock.schedule(() -> Thread.ofVirtual().start(action), millis, TimeUnit.MILLISECONDS);
        }
    }

    boolean reads() {
        return isReading();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        super.close();
    }
}
