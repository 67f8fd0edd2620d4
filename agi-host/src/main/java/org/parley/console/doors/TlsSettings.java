package org.parley.console.doors;

import java.nio.file.Path;
import java.time.Duration;
import org.parley.settings.Setting;

/** Settings of the console's TLS. */
public record TlsSettings(
        @Setting(
                doc = "The certificate with those that vouch for it, as PEM; with it the console speaks TLS only. A"
                        + " running host takes another one when the file changes.",
                byDefault = "")
        Path certificate,

        @Setting(
                doc = "The certificate's key, as PEM (PKCS#8, without a password); only the host's user may read it.",
                byDefault = "")
        Path key,

        @Setting(doc = "How often the two files are looked at.", byDefault = "10s", min = "1s", max = "1h")
        Duration reload,

        @Setting(
                doc = "For how long browsers shall take no answer of this host name without TLS (HSTS), from any of its"
                        + " ports; 0s when something else there speaks plain HTTP, such as a dialer's pages.",
                byDefault = "30d",
                min = "0s",
                max = "730d")
        Duration hsts) {

    /** Whether there is one. */
    public boolean on() {
        return !certificate.toString().isEmpty() || !key.toString().isEmpty();
    }
}
