package org.parley.agi;

import java.time.Duration;
import java.util.List;
import org.parley.settings.HostPort;

/** Settings for a server of a test: a free port, and every figure to be changed by name. */
public final class AgiSettingsFixture {
    List<String> allow = List.of("127.0.0.0/8", "::1/128");
    int callsMax = 50;
    int handshakesMax = 100;
    int requestLinesMax = 64;
    int lineBytesMax = 2048;
    int requestBytesMax = 16_384;
    Duration requestTime = Duration.ofSeconds(5);
    Duration commandTime = Duration.ofSeconds(5);
    Duration promptTime = Duration.ofSeconds(10);
    Duration callMax = Duration.ofMinutes(5);
    int commandBytesMax = 2047;

    public AgiSettings settings() {
        return new AgiSettings(
                new HostPort("127.0.0.1", 0),
                allow,
                callsMax,
                handshakesMax,
                requestLinesMax,
                lineBytesMax,
                requestBytesMax,
                requestTime,
                commandTime,
                promptTime,
                callMax,
                commandBytesMax);
    }
}
