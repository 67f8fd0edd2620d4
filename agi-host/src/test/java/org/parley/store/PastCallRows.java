package org.parley.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Calls that were, as the host would have stored them: for figures that somebody has counted by hand. */
public final class PastCallRows {
    private final Jdbi jdbi;
    private int number;

    public PastCallRows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** One call, to be stored. */
    public final class One {
        private final Instant started;
        private final String script;
        private final List<EventRow> events = new ArrayList<>();
        private String campaign = "";
        private String line = "";

        private One(String started, String script) {
            this.started = Instant.parse(started);
            this.script = script;
        }

        /** On that line of that campaign. */
        public One on(String line, String campaign) {
            this.line = line;
            this.campaign = campaign;
            return this;
        }

        /** An answer whose stages came so many milliseconds after the caller's last word. */
        public One answered(long decided, long words, long token, long audio, long frame) {
            events.add(new EventRow(
                    0,
                    "latency",
                    Map.of(
                            "decidedMs",
                            decided,
                            "wordsMs",
                            words,
                            "firstTokenMs",
                            token,
                            "firstAudioMs",
                            audio,
                            "firstFrameMs",
                            frame)));
            return this;
        }

        /** So much was used of a provider. */
        public One used(String provider, String unit, long amount) {
            events.add(new EventRow(0, "used", Map.of("provider", provider, "unit", unit, "amount", amount)));
            return this;
        }

        /** Something else that happened. */
        public One event(String kind, Map<String, @Nullable Object> data) {
            events.add(new EventRow(0, kind, data));
            return this;
        }

        /** Ended so, with that status, after so many seconds; its id. */
        public String ended(CallState state, String end, String status, int seconds) {
            return store(state, end, status, seconds, started.plusSeconds(seconds));
        }

        /** It has not ended. */
        public String running() {
            return store(CallState.RUNNING, "", "", 0, null);
        }

        private String store(CallState state, String end, String status, int seconds, @Nullable Instant ended) {
            String id = "past-" + ++number;
            CallRow row = new CallRow(
                    id,
                    "",
                    "",
                    "8300",
                    script,
                    "1",
                    "",
                    0,
                    campaign,
                    "",
                    line,
                    started,
                    started,
                    ended,
                    state,
                    status,
                    "",
                    end,
                    seconds * 1000L,
                    "",
                    null,
                    "");
            new CallTables(jdbi).store(new CallStory(row, List.of(), events));
            return id;
        }
    }

    /** A call that began at that moment of UTC with that script. */
    public One call(String started, String script) {
        return new One(started, script);
    }
}
