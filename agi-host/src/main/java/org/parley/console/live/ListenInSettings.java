package org.parley.console.live;

import org.parley.settings.Setting;

/** Settings of listening in: supervisors who hear calls while they run. */
public record ListenInSettings(
        @Setting(
                doc = "Whether supervisors may listen to calls that run. Whether the caller must be told, or asked, is"
                        + " for the law where he is; where it is not allowed, say false.",
                byDefault = "true")
        boolean on,

        @Setting(
                doc = "Those who may listen to one call at once; one more is refused.",
                byDefault = "3",
                min = "1",
                max = "100")
        int ofCallMax,

        @Setting(
                doc = "Those who may listen at once, to whatever calls; one more is refused. Each takes 260 kbit/s.",
                byDefault = "20",
                min = "1",
                max = "1000")
        int listenersMax) {}
