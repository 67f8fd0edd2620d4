package org.parley.ai.http;

import org.parley.settings.Setting;

/** Settings of services that are described by configuration. */
public record HttpSettings(
        @Setting(doc = "The recogniser: each utterance is sent as a whole when it is over.")
        HttpHearingSettings hearing,

        @Setting(doc = "The synthesiser.") HttpSpeakingSettings speaking) {}
