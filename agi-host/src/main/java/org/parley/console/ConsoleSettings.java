package org.parley.console;

import java.nio.file.Path;
import java.time.Duration;
import org.parley.settings.HostPort;
import org.parley.settings.Setting;
import org.parley.webcall.WebCallSettings;

/** Settings of the console. */
public record ConsoleSettings(
        @Setting(doc = "Whether `parley run` serves health, metrics, the HTTP API and live events.", byDefault = "true")
        boolean on,

        @Setting(
                doc = "Where it listens. Other machines reach it only with another address; put TLS before it then.",
                byDefault = "127.0.0.1:4580")
        HostPort listen,

        @Setting(
                doc = "The file with who may come in: hashes of tokens, with roles. `parley tokens` writes it; only the"
                        + " host's user may read it.",
                byDefault = "access.json")
        Path access,

        @Setting(
                doc = "The file with who has had the host do something: one line of JSON each. Only the host's user may"
                        + " read it. At 10 MB it becomes FILE.1.",
                byDefault = "audit.jsonl")
        Path audit,

        @Setting(
                doc = "Wrong tokens from one address within a minute, after which that address must wait a minute.",
                byDefault = "10",
                min = "3",
                max = "1000")
        int failuresMax,

        @Setting(
                doc = "Requests of one token within a minute; more are refused with 429.",
                byDefault = "1200",
                min = "10",
                max = "100000")
        int requestsMax,

        @Setting(
                doc = "Clients that follow live events at once; one more is refused with 503.",
                byDefault = "50",
                min = "1",
                max = "1000")
        int followersMax,

        @Setting(
                doc = "How long past events are kept for a client that comes back.",
                byDefault = "5m",
                min = "10s",
                max = "1h")
        Duration keep,

        @Setting(doc = "Calls from a page.") WebCallSettings webCalls) {}
