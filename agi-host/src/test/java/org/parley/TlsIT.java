package org.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.parley.TalkingHost.flag;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parley.call.InstantVoice;
import org.parley.console.Console;
import org.parley.settings.Sources.Flag;

/** The console's TLS over real sockets: its certificate, and another one while connections are open. */
class TlsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init") // each test opens it with its settings
    private Parley host;

    @SuppressWarnings("NullAway.Init")
    private Console console;

    @AfterEach
    void stop() {
        if (console != null) {
            console.close();
        }
        if (host != null) {
            host.close();
        }
    }

    private void open(Flag... more) throws IOException {
        Files.writeString(
                Files.createDirectories(home.resolve("scripts")).resolve("talk.groovy"), "extensions '100'\n");
        List<Flag> flags = new ArrayList<>(List.of(more));
        Settings settings = TalkingHost.settings(home, flags, "");
        InstantVoice box = new InstantVoice();
        host = Parley.start(settings, home, box.ears(), box.mouth());
        console = Console.open(settings.console(), home, host);
    }

    private void openWithTls() throws IOException {
        open(
                flag("console.listen", "127.0.0.1:0"),
                flag("console.tls.certificate", home.resolve("tls.crt").toString()),
                flag("console.tls.key", home.resolve("tls.key").toString()),
                flag("console.tls.reload", "1s"));
    }

    private void write(HeldCertificate certificate, HeldCertificate key) throws IOException {
        Files.writeString(home.resolve("tls.crt"), certificate.certificatePem());
        Files.writeString(home.resolve("tls.key"), key.privateKeyPkcs8Pem());
    }

    private static HeldCertificate certificate(String name, boolean isRsa) {
        HeldCertificate.Builder builder = new HeldCertificate.Builder().commonName(name);
        return (isRsa ? builder.rsa2048() : builder.ecdsa256()).build();
    }

    /** Of a client that takes any certificate, to look at it. */
    private SSLSocket socket(String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        String[] address = console.address().split(":", -1);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(address[0], Integer.parseInt(address[1]));
        socket.setSoTimeout((int) SOON.toMillis());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private static String served(SSLSocket socket) throws IOException {
        X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }

    private String served() throws Exception {
        try (SSLSocket socket = socket()) {
            return served(socket);
        }
    }

    /** The head of the answer of a request on that connection, which stays. */
    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /health/live HTTP/1.1\r\nHost: pbx.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    @Test
    void anotherCertificateIsTakenWhileConnectionsGoOn() throws Exception {
        HeldCertificate first = certificate("first", false);
        HeldCertificate second = certificate("second", true);
        write(first, first);
        openWithTls();
        try (SSLSocket old = socket("TLSv1.2");
                SSLSocket newer = socket("TLSv1.3")) {
            assertThat(served(old)).isEqualTo("CN=first");
            assertThat(ask(old)).startsWith("HTTP/1.1 204").contains("Strict-Transport-Security: max-age=2592000");
            assertThat(ask(newer)).startsWith("HTTP/1.1 204");

            write(second, second);
            await().atMost(SOON).until(() -> served().equals("CN=second"));

            assertThat(ask(old)).startsWith("HTTP/1.1 204");
            assertThat(ask(newer)).startsWith("HTTP/1.1 204");
        }
    }

    @Test
    void whatCannotBeUsedIsNotTaken() throws Exception {
        HeldCertificate first = certificate("first", false);
        HeldCertificate second = certificate("second", false);
        HeldCertificate third = certificate("third", false);
        write(first, first);
        openWithTls();

        write(second, first);
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> served().equals("CN=first"));
        Files.delete(home.resolve("tls.key"));
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> served().equals("CN=first"));
        write(third, third);

        await().atMost(SOON).until(() -> served().equals("CN=third"));
    }

    @Test
    void aHostWithACertificateThatCannotBeUsedDoesNotStart() throws Exception {
        assertThatThrownBy(this::openWithTls).hasMessageContaining("there is no file", "tls.crt");
        host.close();
        write(certificate("first", false), certificate("second", true));
        assertThatThrownBy(this::openWithTls).hasMessageContaining("is not that of the certificate in");
        host.close();
        Files.writeString(home.resolve("tls.key"), certificate("x", true).privateKeyPkcs1Pem());
        assertThatThrownBy(this::openWithTls)
                .hasMessageContaining("was 'RSA PRIVATE KEY'; openssl pkcs8 -topk8 -nodes makes one of it");
        host.close();
        Files.writeString(home.resolve("tls.crt"), "nothing");
        assertThatThrownBy(this::openWithTls).hasMessageContaining("expected certificates as PEM");
    }

    @Test
    void whoListensInTheOpenNeedsTlsOrAProxyOrSaysSo() throws Exception {
        Flag everywhere = flag("console.listen", "0.0.0.0:0");
        assertThatThrownBy(() -> open(everywhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "without TLS", "console.tls.certificate", "console.proxies", "console.plain: true");
        host.close();
        open(everywhere, flag("console.plain", "true"));
        console.close();
        host.close();
        open(everywhere, flag("console.proxies", "10.0.0.1"));
        assertThat(console.address()).startsWith("0.0.0.0:");
    }

    /** For looking at certificates only. */
    private static final class AnyCertificate implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("no client shows a certificate");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            assertThat(chain).hasSize(1);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
