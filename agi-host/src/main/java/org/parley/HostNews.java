package org.parley;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.parley.ai.failover.GuardedVoice;
import org.parley.call.Events;
import org.parley.console.host.HostEvent;
import org.parley.dialer.lines.LineChange;
import org.parley.dialer.lines.LineNews;
import org.parley.dialer.lines.LineState;
import org.parley.script.Script;
import org.parley.script.ScriptProblem;
import org.parley.script.library.ScriptNews;
import org.parley.script.library.ScriptStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what happens to lines, voices and scripts to whoever looks on. Any thread may use it. */
final class HostNews implements LineNews {
    private static final Logger log = LoggerFactory.getLogger(HostNews.class);
    private static final int PROBLEMS_MAX = 10;
    private static final int PROBLEM_CHARACTERS_MAX = 1_000;

    private final Events<HostEvent> events = new Events<>();

    Events<HostEvent> events() {
        return events;
    }

    private void tell(String type, String kind, String script, String line, Map<String, Object> data) {
        events.publish(new HostEvent(type, kind, script, line, Instant.now(), data));
    }

    @Override
    public void offered(LineChange change) {
        log.info(
                "agent {}: {} lines for the dialer, before {}: {}",
                change.userStart(),
                change.now(),
                change.before(),
                change.reason());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("agent", change.userStart());
        data.put("serverIp", change.serverIp());
        data.put("extension", change.extension());
        data.put("before", change.before());
        data.put("now", change.now());
        data.put("reason", change.reason());
        tell("line", "lines", "", change.userStart(), data);
    }

    @Override
    public void stands(LineState state) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("agent", state.userStart());
        data.put("serverIp", state.serverIp());
        data.put("campaign", state.campaign());
        data.put("extension", state.extension());
        data.put("status", state.status());
        data.put("code", state.code());
        tell("line", "line-state", "", state.user(), data);
    }

    /** A voice for talks fails, is tried again, or works. */
    void voice(GuardedVoice.Change change) {
        voice(change.voice(), change.well(), change.text());
    }

    /** A voice works or does not. */
    void voice(String name, boolean well, String text) {
        tell("provider", "voice-health", "", "", Map.of("provider", name, "well", well, "text", text));
    }

    /** Who hears of scripts, so that it is told here too. */
    ScriptNews with(ScriptNews other) {
        return new ScriptNews() {
            @Override
            public void live(Script script) {
                other.live(script);
            }

            @Override
            public void out(Script script, String why) {
                other.out(script, why);
            }

            @Override
            public void stands(ScriptStatus now) {
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("state", now.state());
                data.put("version", now.version());
                data.put("problems", shown(now.problems()));
                String kind = switch (now.state()) {
                    case "live" -> "script-live";
                    case "out", "fallback" -> "script-out";
                    default -> "script-failed";
                };
                tell("script", kind, now.name(), "", data);
            }

            @Override
            public void gone(String name) {
                tell("script", "script-gone", name, "", Map.of());
            }
        };
    }

    private static List<String> shown(List<ScriptProblem> problems) {
        return problems.stream()
                .limit(PROBLEMS_MAX)
                .map(ScriptProblem::render)
                .map(text -> text.substring(0, Math.min(text.length(), PROBLEM_CHARACTERS_MAX)))
                .toList();
    }
}
