package org.parley.agi;

import java.time.Duration;
import java.util.List;
import org.parley.settings.HostPort;
import org.parley.settings.Setting;

/** Settings of the FastAGI door. */
public record AgiSettings(
        @Setting(doc = "Where Asterisk reaches the host by AGI(agi://HOST:PORT/).", byDefault = "127.0.0.1:4573")
        HostPort listen,

        @Setting(
                doc = "Networks (CIDR) that may connect; every other peer is closed at once and counted.",
                byDefault = "127.0.0.0/8, ::1/128")
        List<String> allow,

        @Setting(
                doc = "Calls at once; one more is refused with PARLEY_STATUS=BUSY.",
                byDefault = "200",
                min = "1",
                max = "10000")
        int callsMax,

        @Setting(
                doc = "Connections whose request is not complete yet, at once; one more is closed.",
                byDefault = "400",
                min = "1",
                max = "20000")
        int handshakesMax,

        @Setting(doc = "Lines that an AGI request may have.", byDefault = "128", min = "32", max = "1024")
        int requestLinesMax,

        @Setting(
                doc = "Bytes that one line of a request or reply may have.",
                byDefault = "8192",
                min = "512",
                max = "65536")
        int lineBytesMax,

        @Setting(doc = "Bytes that an AGI request may have in all.", byDefault = "65536", min = "2048", max = "1048576")
        int requestBytesMax,

        @Setting(doc = "Time in which the whole request must have come.", byDefault = "2s", min = "100ms", max = "30s")
        Duration requestTime,

        @Setting(
                doc = "Time for the reply to a command that takes no time of its own; timed commands get it on top.",
                byDefault = "5s",
                min = "1s",
                max = "60s")
        Duration commandTime,

        @Setting(
                doc = "The longest sound file that a command may play. A prompt's length is Asterisk's secret, so"
                        + " commands"
                        + " that play one get this on top.",
                byDefault = "2m",
                min = "5s",
                max = "30m")
        Duration promptTime,

        @Setting(doc = "The longest that a call may last.", byDefault = "2h", min = "10s", max = "24h")
        Duration callMax,

        @Setting(
                doc = "The longest command line that Asterisk takes: 8191 bytes from 20.16 and 22.6 on, 2047 before.",
                byDefault = "2047",
                min = "512",
                max = "8191")
        int commandBytesMax) {}
