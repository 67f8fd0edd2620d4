package org.parley.audio;

import java.time.Duration;
import org.parley.settings.HostPort;
import org.parley.settings.Setting;

/** Settings of the AudioSocket server. */
public record AudioSettings(
        @Setting(doc = "Where Asterisk connects the audio of every call.", byDefault = "127.0.0.1:9092")
        HostPort listen,

        @Setting(
                doc = "The address told to Asterisk, HOST:PORT; empty: the address at which AGI was reached, with the"
                        + " port above. Use an IP address: Asterisk resolves names while the caller waits.",
                byDefault = "")
        String advertise,

        @Setting(doc = "Audio legs at once.", byDefault = "400", min = "1", max = "20000")
        int legsMax,

        @Setting(
                doc = "Connections that have not shown a known UUID yet, at once.",
                byDefault = "400",
                min = "1",
                max = "20000")
        int strangersMax,

        @Setting(
                doc = "How long a one-time UUID is good, and how long a connection may take to show it.",
                byDefault = "5s",
                min = "500ms",
                max = "60s")
        Duration uuidTime,

        @Setting(
                doc = "A peer that has taken no audio for this long is dropped: its network is gone, or it hangs."
                        + " If it hangs on another machine, that is noticed minutes later: its kernel takes on for it.",
                byDefault = "2s",
                min = "200ms",
                max = "30s")
        Duration stallMax,

        @Setting(
                doc = "Frames of 20 ms that may go out ahead of the clock after a late wake-up.",
                byDefault = "2",
                min = "0",
                max = "3")
        int framesAheadMax,

        @Setting(doc = "Audio that one utterance may hold unplayed.", byDefault = "120s", min = "1s", max = "10m")
        Duration queueMax,

        @Setting(
                doc = "The level in dBm0 of the faint noise that takes the place of silence, -70 to -40; -60 is that of"
                        + " a quiet line. 0: none, silence is digital zero.",
                byDefault = "0",
                min = "-70",
                max = "0")
        int comfortNoise) {}
