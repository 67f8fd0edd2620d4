package org.parley;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.VoiceRoom.Part;
import org.parley.ai.failover.GuardedVoice;
import org.parley.call.CallEvent;
import org.parley.call.CallEvents;
import org.parley.call.Voices;
import org.parley.console.host.Backroom;
import org.parley.console.host.ProviderState;
import org.parley.dialer.Dialer;
import org.parley.dialer.lines.LineState;
import org.parley.store.Database;
import org.parley.store.ProviderReports.Asked;
import org.parley.store.ProviderReports.Service;
import org.parley.store.Stage;

/**
 * How the voices and their parts are. A voice knows it itself; of a part it is known by what calls tell: after a
 * failure it counts as down until it has served again, but no longer than a voice in trouble is left alone. Any thread
 * may use it.
 */
final class ProviderWatch implements Consumer<CallEvent>, AutoCloseable {
    private static final int PROVIDERS_MAX = 100;

    private final Voices voices;
    private final List<Part> parts;
    private final Duration rest;
    private final Clock clock;
    private final Instant began;
    private AutoCloseable subscription = () -> {}; // set by open
    private final Map<String, Seen> seen = new ConcurrentHashMap<>(); // by the provider's name

    /** The last failure, and when it served before and after; null for never. */
    private record Seen(
            String failure,
            @Nullable Instant failedAt,
            @Nullable Instant servedAgainAt) {
        static final Seen NOTHING = new Seen("", null, null);
    }

    ProviderWatch(Voices voices, List<Part> parts, Duration rest, Clock clock) {
        this.voices = voices;
        this.parts = List.copyOf(parts);
        this.rest = rest;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** Of these voices, by what calls tell from now on. */
    static ProviderWatch open(VoiceRoom room, Settings settings, CallEvents events) {
        ProviderWatch watch = new ProviderWatch(
                room.voices(), room.services(), settings.talk().rest(), Clock.systemUTC());
        watch.subscription = events.subscribe(watch);
        return watch;
    }

    /** What stands behind a host with these voices. */
    Backroom backroom(
            @Nullable Database database,
            @Nullable Dialer dialer,
            Settings settings,
            Path scripts,
            Supplier<Collection<LineState>> lines) {
        return new Backroom(
                Optional.ofNullable(database),
                Optional.ofNullable(dialer).map(Dialer::staff),
                settings.dialer().serverIp(),
                settings.scripts().in(scripts),
                this::states,
                lines);
    }

    @Override
    public void close() {
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("Expected a subscription that can be ended", e);
        }
    }

    @Override
    public void accept(CallEvent event) {
        switch (event.kind()) {
            case "voice-failed", "voice-left", "hearing-failed" ->
                failed(String.valueOf(event.data().get("reason")));
            case "used" -> served(String.valueOf(event.data().get("provider")));
            default -> {} // tells nothing of them
        }
    }

    private void failed(String reason) {
        String provider = ProviderState.failed(reason);
        if (!provider.isEmpty() && (seen.size() < PROVIDERS_MAX || seen.containsKey(provider))) {
            seen.put(provider, new Seen(reason, clock.instant(), null));
        }
    }

    private void served(String provider) {
        seen.computeIfPresent(
                provider,
                (_, last) -> last.servedAgainAt() != null
                        ? last
                        : new Seen(last.failure(), last.failedAt(), clock.instant()));
    }

    /** All of them, the voices first. */
    List<ProviderState> states() {
        List<ProviderState> all = new ArrayList<>();
        new TreeMap<>(voices.agents()).forEach((name, voice) -> all.add(state(name, voice)));
        Set<String> told = new HashSet<>(); // two voices may share a part
        parts.stream()
                .filter(part -> told.add(part.kind() + " " + part.provider()))
                .forEach(part -> all.add(state(part)));
        return all;
    }

    private ProviderState state(String name, GuardedVoice voice) {
        GuardedVoice.Trouble trouble = voice.trouble();
        return new ProviderState(
                "voice",
                name,
                voices.preferred().contains(name),
                voice.isWell(),
                trouble.since(),
                trouble.failure(),
                trouble.failedAt(),
                asked(name));
    }

    /** A voice by itself is timed; one of parts is known by its model, or by its recogniser where it has none. */
    private Asked asked(String name) {
        List<Part> own =
                parts.stream().filter(part -> part.voice().equals(name)).toList();
        if (own.isEmpty()) {
            return new Asked(
                    new Service(
                            name, List.of("TALK_MS", "AUDIO_IN_MS", "AUDIO_OUT_MS", "INPUT_TOKENS", "OUTPUT_TOKENS")),
                    true,
                    null,
                    Stage.FIRST_FRAME);
        }
        Part mark = own.stream()
                .filter(part -> part.kind().equals("model"))
                .findFirst()
                .orElse(own.getFirst());
        return new Asked(new Service(mark.provider(), units(mark.kind())), false, null, Stage.FIRST_FRAME);
    }

    private ProviderState state(Part part) {
        Seen last = seen.getOrDefault(part.provider(), Seen.NOTHING);
        Instant failed = last.failedAt();
        Instant again = last.servedAgainAt();
        Instant rested = failed == null ? began : failed.plus(rest);
        boolean well = failed == null || again != null || !clock.instant().isBefore(rested);
        Instant since = failed == null ? began : again != null ? again : well ? rested : failed;
        Stage after = switch (part.kind()) {
            case "model" -> Stage.WORDS;
            case "synthesiser" -> Stage.FIRST_TOKEN;
            default -> null;
        };
        Stage until = switch (part.kind()) {
            case "model" -> Stage.FIRST_TOKEN;
            case "synthesiser" -> Stage.FIRST_AUDIO;
            default -> Stage.WORDS;
        };
        return new ProviderState(
                part.kind(),
                part.name(),
                parts.stream()
                        .anyMatch(each -> each.provider().equals(part.provider())
                                && each.kind().equals(part.kind())
                                && voices.preferred().contains(each.voice())),
                well,
                since,
                last.failure(),
                failed,
                new Asked(new Service(part.provider(), units(part.kind())), true, after, until));
    }

    private static List<String> units(String kind) {
        return switch (kind) {
            case "model" -> List.of("OUTPUT_TOKENS", "INPUT_TOKENS");
            case "synthesiser" -> List.of("CHARACTERS", "AUDIO_OUT_MS");
            default -> List.of("AUDIO_IN_MS");
        };
    }
}
