package org.parley.console;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.parley.console.doors.TlsSettings;
import org.parley.console.live.ListenInSettings;
import org.parley.settings.HostPort;
import org.parley.settings.Setting;
import org.parley.webcall.WebCallSettings;

/** Settings of the console. */
public record ConsoleSettings(
        @Setting(doc = "Whether `parley run` serves health, metrics, the HTTP API and live events.", byDefault = "true")
        boolean on,

        @Setting(
                doc = "Where it listens. Other machines reach it only with another address, which needs a certificate"
                        + " (console.tls) or a proxy with TLS (console.proxies).",
                byDefault = "127.0.0.1:4580")
        HostPort listen,

        @Setting(doc = "The console's TLS.") TlsSettings tls,

        @Setting(
                doc = "Whether it may listen for other machines without TLS and without a proxy: passwords, tokens and"
                        + " what callers say then cross the network in plain text.",
                byDefault = "false")
        boolean plain,

        @Setting(
                doc = "How long a request may take, its body and its answer; live events and recordings may take"
                        + " longer.",
                byDefault = "30s",
                min = "1s",
                max = "10m")
        Duration requestTime,

        @Setting(
                doc = "Connections at once; one address has at most a quarter of them, a proxy all.",
                byDefault = "1000",
                min = "20",
                max = "20000")
        int connectionsMax,

        @Setting(
                doc = "The file with who may come in: hashes of passwords and tokens, with roles. `parley users` and"
                        + " `parley tokens` write it; only the host's user may read it.",
                byDefault = "access.json")
        Path access,

        @Setting(
                doc = "The file with who has signed in and had the host do something: one line of JSON each. Only the"
                        + " host's user may read it. At 10 MB it becomes FILE.1; nine of them are kept.",
                byDefault = "audit.jsonl")
        Path audit,

        @Setting(
                doc = "Wrong passwords or tokens from one address, or for one name, within a minute, after which it"
                        + " must wait console.lock-out.",
                byDefault = "10",
                min = "3",
                max = "1000")
        int failuresMax,

        @Setting(
                doc = "How long an address or a name waits after so many wrong passwords or tokens.",
                byDefault = "5m",
                min = "1m",
                max = "24h")
        Duration lockOut,

        @Setting(
                doc = "How long a session lasts when nothing is asked in it.",
                byDefault = "1h",
                min = "1m",
                max = "7d")
        Duration sessionIdle,

        @Setting(
                doc = "How long a session lasts at most; who is signed in then signs in again.",
                byDefault = "12h",
                min = "5m",
                max = "30d")
        Duration sessionMax,

        @Setting(
                doc = "How long the answer to a request with an Idempotency-Key is kept, to be given again.",
                byDefault = "1h",
                min = "1m",
                max = "24h")
        Duration answersKeep,

        @Setting(
                doc = "Networks (CIDR) of proxies before the console whose word counts for where a client comes from:"
                        + " X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host.",
                byDefault = "")
        List<String> proxies,

        @Setting(
                doc = "Requests of one user or token within a minute; more are refused with 429.",
                byDefault = "1200",
                min = "10",
                max = "100000")
        int requestsMax,

        @Setting(
                doc = "Requests from one address within a minute, of anybody; more are refused with 429.",
                byDefault = "6000",
                min = "10",
                max = "1000000")
        int addressRequestsMax,

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

        @Setting(doc = "Calls from a page.") WebCallSettings webCalls,

        @Setting(doc = "Supervisors who listen to calls that run.")
        ListenInSettings listeningIn) {}
