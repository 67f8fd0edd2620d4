package org.parley.console.doors;

import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parley.agi.Network;

/**
 * From where a request comes: the address of the client itself, and whether it came by TLS all the way. What proxies
 * say of it ({@code X-Forwarded-For}, {@code X-Forwarded-Proto}) counts when they are those of {@code console.proxies}.
 *
 * @param address in numbers
 * @param secure whether by TLS
 * @param host what the client takes us for, as in its header {@code Host}
 */
public record Client(String address, boolean secure, String host) {
    private static final String ATTRIBUTE = "client";
    private static final int HOPS_MAX = 10;

    /** Reads it from a request; {@code proxies} are those whose word counts. */
    public static Client of(Context context, List<Network> proxies) {
        Client known = context.attribute(ATTRIBUTE);
        if (known != null) {
            return known;
        }
        String near = context.req().getRemoteAddr();
        boolean proxied = isAmong(near, proxies);
        String address = proxied ? beyond(near, context.header("X-Forwarded-For"), proxies) : near;
        boolean secure = context.req().isSecure()
                || (proxied && "https".equalsIgnoreCase(last(context.header("X-Forwarded-Proto"))));
        String host = Optional.ofNullable(proxied ? last(context.header("X-Forwarded-Host")) : null)
                .filter(given -> !given.isEmpty())
                .orElse(Optional.ofNullable(context.header("Host")).orElse(""));
        Client client = new Client(address, secure, host);
        context.attribute(ATTRIBUTE, client);
        return client;
    }

    /** As it was read from that request before. */
    public static Client of(Context context) {
        return Client.of(context, List.of());
    }

    /** Of a socket, as it was read from the request that opened it. */
    public static Client of(WsContext context) {
        Client known = context.attribute(ATTRIBUTE);
        if (known == null) {
            throw new IllegalStateException("Expected a socket whose request was looked at");
        }
        return known;
    }

    /** The networks of the setting {@code console.proxies}. */
    public static List<Network> proxies(List<String> given) {
        try {
            return given.stream().map(Network::parse).toList();
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("console.proxies: " + unfit.getMessage(), unfit);
        }
    }

    /** Each proxy adds who came to it at the end: the last that is none of ours is the client. */
    private static String beyond(String near, @Nullable String forwarded, List<Network> proxies) {
        List<String> hops = forwarded == null
                ? List.of()
                : Arrays.stream(forwarded.split(",", -1)).map(String::strip).toList();
        String client = near;
        for (String hop : hops.reversed().stream().limit(HOPS_MAX).toList()) {
            if (address(hop).isEmpty()) {
                return client; // no address: what is before it means nothing
            }
            client = hop;
            if (!isAmong(hop, proxies)) {
                return client;
            }
        }
        return client;
    }

    private static boolean isAmong(String address, List<Network> networks) {
        return address(address)
                .filter(found -> networks.stream().anyMatch(each -> each.contains(found)))
                .isPresent();
    }

    private static Optional<InetAddress> address(String text) {
        try {
            String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static @Nullable String last(@Nullable String header) {
        return header == null
                ? null
                : header.substring(header.lastIndexOf(',') + 1).strip();
    }

    /** For counting: of an IPv6 address its network, for each client has as many of those as it likes. */
    public String counted() {
        return address(address)
                .filter(found -> found.getAddress().length == 16)
                .map(found -> Secrets.text(Arrays.copyOf(found.getAddress(), 8)))
                .orElse(address);
    }

    /** Whether a page of that origin is one of ours. */
    public boolean isOwn(String origin) {
        try {
            URI uri = URI.create(origin);
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
            String authority = Optional.ofNullable(uri.getAuthority()).orElse("");
            return scheme.equals(secure ? "https" : "http")
                    && !authority.isEmpty()
                    && bare(authority, scheme).equals(bare(host, scheme));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static String bare(String authority, String scheme) {
        String usual = scheme.equals("https") ? ":443" : ":80";
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }
}
