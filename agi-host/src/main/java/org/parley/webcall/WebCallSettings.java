package org.parley.webcall;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.settings.Setting;

/** Settings of calls from a page. */
public record WebCallSettings(
        @Setting(
                doc = "Scripts that anybody may call from the page /talk?script=NAME without a token of this host."
                        + " Empty: a visitor needs a one-time token, which your site's own server asks for.",
                byDefault = "")
        List<String> open,

        @Setting(
                doc = "Sites that may embed the page or call from pages of their own, as https://www.example.com; the"
                        + " console's own address always may.",
                byDefault = "")
        List<String> origins,

        @Setting(
                doc = "Calls from pages at once; one more is refused. 0: none at all. They count in agi.calls-max too.",
                byDefault = "10",
                min = "0",
                max = "1000")
        int callsMax,

        @Setting(doc = "The longest call from a page.", byDefault = "10m", min = "5s", max = "4h")
        Duration callMax,

        @Setting(
                doc = "How long a one-time token is good before the call begins.",
                byDefault = "2m",
                min = "1s",
                max = "1h")
        Duration tokenTime,

        @Setting(
                doc = "Tokens that one address may have for open scripts within a minute.",
                byDefault = "6",
                min = "1",
                max = "1000")
        int tokensMax,

        @Setting(
                doc = "How long a visitor's network may be away; what the agent says waits for him. After that he has"
                        + " hung up.",
                byDefault = "15s",
                min = "2s",
                max = "60s")
        Duration awayMax) {
    private static final Pattern ORIGIN =
            Pattern.compile("(https?)://([A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}])(?::(\\d{1,5}))?");
    private static final int PORT_MAX = 65_535;

    public WebCallSettings {
        open = List.copyOf(open);
        origins = List.copyOf(origins);
    }

    /** Those of the origins that no browser writes so: they name no site, or its usual port, which is left out. */
    public List<String> unfitOrigins() {
        return origins.stream().filter(site -> !isOrigin(site)).toList();
    }

    private static boolean isOrigin(String site) {
        Matcher parts = ORIGIN.matcher(site);
        if (!parts.matches()) {
            return false;
        }
        String port = parts.group(3);
        int usual = parts.group(1).equals("https") ? 443 : 80;
        return port == null || (Integer.parseInt(port) <= PORT_MAX && Integer.parseInt(port) != usual);
    }
}
