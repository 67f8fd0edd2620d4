package org.parley.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.parley.agi.Refusal;
import org.parley.call.CallEvent;
import org.parley.console.host.Host;
import org.parley.console.host.ProviderState;
import org.parley.console.live.Feed;
import org.parley.store.Stage;

/** The host's figures for Prometheus. What is counted in calls is counted from events, so that no call waits. */
final class Figures implements AutoCloseable {
    /** Where callers begin to feel a wait; the p95 of a good agent is below 1.2 s. */
    private static final Duration[] WAITS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(400),
        Duration.ofMillis(600),
        Duration.ofMillis(800),
        Duration.ofMillis(1000),
        Duration.ofMillis(1500),
        Duration.ofMillis(2000),
        Duration.ofMillis(4000),
        Duration.ofMillis(8000)
    };

    private static final Duration[] LENGTHS = {
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        Duration.ofMinutes(30)
    };

    private static final List<String> FAILURES =
            List.of("voice-failed", "voice-left", "hearing-failed", "dialer-failed", "recording-failed", "script-out");

    /** What a line's status may be in the dialers' live agents. */
    private static final List<String> LINES = List.of("ready", "queue", "incall", "closer", "paused", "-");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MultiGauge providers = MultiGauge.builder("parley.provider.well")
            .description("1 while the voice, recogniser, model or synthesiser is well, else 0")
            .register(registry);
    private final Host host;
    private final AutoCloseable subscription;

    Figures(Host host, Feed feed) {
        this.host = host;
        gauge(host, "parley.calls.now", "Calls that run", at -> at.agiStats().callsNow());
        gauge(
                host,
                "parley.calls.max",
                "Calls that may run at once",
                at -> at.agiStats().callsMax());
        counter(host, "parley.calls.begun", "Calls begun", at -> at.agiStats().callsTotal());
        counter(
                host,
                "parley.agi.timeouts",
                "Calls ended since Asterisk did not answer",
                at -> at.agiStats().timeouts());
        counter(
                host,
                "parley.agi.failures",
                "Calls whose handler broke",
                at -> at.agiStats().failures());
        for (Refusal reason : Refusal.values()) {
            FunctionCounter.builder(
                            "parley.calls.refused", host, at -> at.agiStats().refused(reason))
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .description("Connections to the FastAGI door that were refused")
                    .register(registry);
        }
        gauge(
                host,
                "parley.audio.legs",
                "Audio legs that are up",
                at -> at.audioStats().legs());
        counter(
                host,
                "parley.audio.frames.sent",
                "Frames of 20 ms sent",
                at -> at.audioStats().framesSent());
        counter(
                host,
                "parley.audio.frames.late",
                "Frames that left more than 5 ms late",
                at -> at.audioStats().framesLate());
        counter(
                host,
                "parley.audio.frames.skipped",
                "Frames not sent, their time had passed",
                at -> at.audioStats().framesSkipped());
        counter(
                host,
                "parley.audio.stalled",
                "Legs whose far end took nothing",
                at -> at.audioStats().stalled());
        counter(
                host,
                "parley.audio.refused",
                "Audio connections refused",
                at -> at.audioStats().refused());
        gauge(host, "parley.journal.waiting", "Finished calls that the database lacks", Host::journalWaiting);
        for (String state : List.of("live", "compiling", "stale", "broken", "fallback", "out")) {
            Gauge.builder(
                            "parley.scripts",
                            host,
                            at -> at.scripts().status().stream()
                                    .filter(script -> script.state().equals(state))
                                    .count())
                    .tag("state", state)
                    .description("Scripts by how they stand")
                    .register(registry);
        }
        for (String status : LINES) {
            Gauge.builder(
                            "parley.lines",
                            host,
                            at -> at.backroom().lines().get().stream()
                                    .filter(line -> line.status().equalsIgnoreCase(status))
                                    .count())
                    .tag("state", status.equals("-") ? "none" : status)
                    .description("Our agent lines by how they stand at the dialer; none: it does not have them now")
                    .register(registry);
        }
        host.backroom().store().ifPresent(store -> store.measure(registry));
        Gauge.builder("parley.console.followers", feed, Feed::followers)
                .description("Clients that follow live events")
                .register(registry);
        FunctionCounter.builder("parley.console.followers.slow", feed, Feed::slow)
                .description("Clients that took live events too slowly and were let go")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
        // from the start, so that a rate has a beginning
        for (Stage stage : Stage.values()) {
            stage(stage);
        }
        FAILURES.forEach(kind -> failures(kind, ""));
        length();
        answer();
        subscription = host.events().subscribe(this::count);
    }

    private void gauge(Host host, String name, String what, ToDoubleFunction<Host> value) {
        Gauge.builder(name, host, value).description(what).register(registry);
    }

    private void counter(Host host, String name, String what, ToDoubleFunction<Host> value) {
        FunctionCounter.builder(name, host, value).description(what).register(registry);
    }

    private void count(CallEvent event) {
        switch (event.kind()) {
            case "latency" -> {
                for (Stage stage : Stage.values()) {
                    time(stage(stage), event, stage.key());
                }
            }
            case "ended" -> {
                registry.counter("parley.calls.ended", "reason", text(event, "reason"), "status", text(event, "status"))
                        .increment();
                if (event.data().get("seconds") instanceof Number seconds) {
                    length().record(Duration.ofSeconds(seconds.longValue()));
                }
                time(answer(), event, "firstAudioMs");
            }
            default -> {
                if (FAILURES.contains(event.kind())) {
                    failures(event.kind(), provider(text(event, "reason"))).increment();
                }
            }
        }
    }

    private static void time(Timer timer, CallEvent event, String key) {
        if (event.data().get(key) instanceof Number millis && millis.longValue() >= 0) {
            timer.record(Duration.ofMillis(millis.longValue()));
        }
    }

    private Timer stage(Stage stage) {
        return Timer.builder("parley.turn")
                .description("Since the caller's last word")
                .tag("stage", stage.word())
                .serviceLevelObjectives(WAITS)
                .register(registry);
    }

    private Timer answer() {
        return Timer.builder("parley.call.answer")
                .description("From the call's arrival to the first word that was heard")
                .serviceLevelObjectives(WAITS)
                .register(registry);
    }

    private Timer length() {
        return Timer.builder("parley.call.length")
                .description("How long calls were")
                .serviceLevelObjectives(LENGTHS)
                .register(registry);
    }

    /** Only names that are set up, for each is a series of figures. */
    private String provider(String reason) {
        String failed = ProviderState.failed(reason);
        return host.backroom().providers().get().stream()
                .map(ProviderState::name)
                .filter(failed::equals)
                .findFirst()
                .orElse("");
    }

    private Counter failures(String kind, String provider) {
        return Counter.builder("parley.failures")
                .description("What broke in calls")
                .tag("kind", kind)
                .tag("provider", provider)
                .register(registry);
    }

    private static String text(CallEvent event, String key) {
        return String.valueOf(event.data().getOrDefault(key, ""));
    }

    /** All of them, in the text format of Prometheus. */
    String text() {
        providers.register(
                host.backroom().providers().get().stream()
                        .map(state -> MultiGauge.Row.of(
                                Tags.of("kind", state.kind(), "provider", state.name()), state.well() ? 1 : 0))
                        .toList(),
                true);
        return registry.scrape();
    }

    @Override
    public void close() {
        try {
            subscription.close();
        } catch (Exception e) {
            throw new IllegalStateException("Expected a subscription that can be ended", e);
        }
        collections.close();
        registry.close();
    }
}
