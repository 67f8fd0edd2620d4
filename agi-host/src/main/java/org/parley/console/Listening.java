package org.parley.console;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.parley.console.doors.Client;
import org.parley.console.doors.Tls;

/** Where the console listens, with TLS or without, and how much and how slowly it lets itself be told things. */
final class Listening implements AutoCloseable {
    static final int HEADER_BYTES_MAX = 8 * 1024; // the first line with path and query, and all headers
    private static final long IDLE_MILLIS = 30_000;

    private final ConsoleSettings settings;
    private final Optional<Tls> tls;
    private final SlowClients slow;

    private Listening(ConsoleSettings settings, Optional<Tls> tls) {
        this.settings = settings;
        this.tls = tls;
        this.slow = new SlowClients(settings.connectionsMax() / 4, Client.proxies(settings.proxies()));
    }

    /**
     * Gets ready to listen.
     *
     * @throws IOException when it would be open to other machines in plain text, or the certificate cannot be used
     */
    static Listening of(ConsoleSettings settings) throws IOException {
        InetSocketAddress wanted = settings.listen().address();
        if (wanted.isUnresolved()) {
            throw new IOException("console.listen names a host that nobody knows: "
                    + settings.listen().host() + "; write an address of this machine");
        }
        boolean isAlone = wanted.getAddress().isLoopbackAddress();
        if (!isAlone && !settings.tls().on() && settings.proxies().isEmpty() && !settings.plain()) {
            throw new IOException("the console would listen on " + settings.listen()
                    + " without TLS, where passwords and tokens can be read on their way: set console.tls.certificate"
                    + " and console.tls.key, or name the proxy with TLS before it (console.proxies), or say that it"
                    + " shall be so (console.plain: true)");
        }
        try {
            return new Listening(
                    settings, settings.tls().on() ? Optional.of(Tls.open(settings.tls())) : Optional.empty());
        } catch (IOException unfit) {
            throw new IOException("the console's certificate cannot be used: " + unfit.getMessage(), unfit);
        }
    }

    void configure(JavalinConfig config) {
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(HEADER_BYTES_MAX);
        });
        config.jetty.addConnector(this::connector);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector;
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (tls.isPresent()) {
            SecureRequestCustomizer secure = new SecureRequestCustomizer(false);
            if (settings.tls().hsts().isPositive()) {
                secure.setStsMaxAge(settings.tls().hsts().toSeconds());
            }
            http.addCustomizer(secure);
            connector = new ServerConnector(
                    server, new SslConnectionFactory(tls.get().factory(), HttpVersion.HTTP_1_1.asString()), plain);
        } else {
            connector = new ServerConnector(server, plain);
        }
        connector.setHost(settings.listen().host());
        connector.setPort(settings.listen().port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.addBean(slow);
        connector.addBean(new NetworkConnectionLimit(settings.connectionsMax(), connector));
        return connector;
    }

    /** {@code http} or {@code https}. */
    String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    @Override
    public void close() {
        slow.close();
        tls.ifPresent(Tls::close);
    }
}
