package org.parley.console.doors;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console's TLS, 1.2 and 1.3. It looks at the files of certificate and key now and then: connections that begin
 * afterwards get the new certificate, and those that are there go on.
 */
public final class Tls implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Tls.class);

    private final TlsSettings settings;
    private final String password = Secrets.random(); // of a store that is nowhere but in memory
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("certificate").daemon().factory());
    private List<FileStamp> served; // of the thread that looks
    private String trouble = ""; // of the thread that looks: told once

    /**
     * Reads the files, and looks at them from then on.
     *
     * @throws IOException saying what is wrong with them
     */
    public static Tls open(TlsSettings settings) throws IOException {
        Tls tls = new Tls(settings, stamps(settings), ServerIdentity.read(settings));
        long every = settings.reload().toMillis();
        Future<?> _ = tls.looking.scheduleWithFixedDelay(tls::look, every, every, TimeUnit.MILLISECONDS);
        return tls;
    }

    private Tls(TlsSettings settings, List<FileStamp> served, ServerIdentity identity) {
        this.settings = settings;
        this.served = served;
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setKeyStorePassword(password);
        factory.setKeyStore(identity.store(password.toCharArray()));
    }

    private static List<FileStamp> stamps(TlsSettings settings) throws IOException {
        try {
            return List.of(FileStamp.of(settings.certificate()), FileStamp.of(settings.key()));
        } catch (NoSuchFileException absent) {
            throw new IOException("there is no file " + absent.getFile(), absent);
        }
    }

    public SslContextFactory.Server factory() {
        return factory;
    }

    private void look() {
        try {
            List<FileStamp> now = stamps(settings); // before they are read: what is written meanwhile is read next time
            if (!now.equals(served)) {
                ServerIdentity identity = ServerIdentity.read(settings);
                factory.reload(each -> each.setKeyStore(identity.store(password.toCharArray())));
                served = now;
                log.info("the console has another certificate, until {}", identity.expires());
            }
            trouble = "";
        } catch (Exception unfit) { // one that ended the looking would be found out when the certificate is over
            String told = String.valueOf(unfit.getMessage());
            if (!told.equals(trouble)) {
                log.warn("the console goes on with the certificate that it had: {}", told);
            }
            trouble = told;
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
