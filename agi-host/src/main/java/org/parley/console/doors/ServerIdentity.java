package org.parley.console.doors;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who the console says it is: a certificate with those that vouch for it, and its key.
 *
 * @param chain the certificate first
 */
public record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final long BYTES_MAX = 1L << 20;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    /** By the names that keys have of themselves. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    public ServerIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads it from those files, as PEM.
     *
     * @throws IOException saying what is wrong with them
     */
    public static ServerIdentity read(TlsSettings settings) throws IOException {
        if (settings.certificate().toString().isEmpty()
                || settings.key().toString().isEmpty()) {
            throw new IOException("expected both console.tls.certificate and console.tls.key, but only one is there");
        }
        List<X509Certificate> chain = certificates(settings.certificate());
        PrivateKey key = privateKey(settings.key());
        if (!isPair(chain.getFirst().getPublicKey(), key)) {
            throw new IOException(
                    "the key in " + settings.key() + " is not that of the certificate in " + settings.certificate());
        }
        return new ServerIdentity(chain, key);
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IOException(file + " is longer than any certificate");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException absent) {
            throw new IOException("there is no file " + file, absent);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new IOException("expected certificates as PEM in " + file + " but there is none");
            }
            return found;
        } catch (CertificateException unfit) {
            throw new IOException("expected certificates as PEM in " + file + ": " + unfit.getMessage(), unfit);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        Matcher found = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new IOException("expected a private key as PEM in " + file + " but there is none");
        }
        if (!found.group(1).equals("PRIVATE KEY")) {
            throw new IOException("expected a key without a password, as PKCS#8 ('BEGIN PRIVATE KEY'), in " + file
                    + " but was '" + found.group(1) + "'; openssl pkcs8 -topk8 -nodes makes one of it");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(found.group(2));
        } catch (IllegalArgumentException broken) {
            throw new IOException("the private key in " + file + " is broken", broken);
        }
        for (String kind : SIGNATURES.keySet()) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException another) {
                // it is of another kind
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Expected " + kind + ", which every JDK has", e);
            }
        }
        throw new IOException("expected a key of RSA, an elliptic curve or Ed25519 in " + file);
    }

    private static boolean isPair(PublicKey open, PrivateKey key) {
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null || !open.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        try {
            byte[] something = Secrets.random().getBytes(StandardCharsets.US_ASCII);
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(something);
            byte[] signed = signing.sign();
            signing.initVerify(open);
            signing.update(something);
            return signing.verify(signed);
        } catch (GeneralSecurityException unfit) {
            return false;
        }
    }

    /** Until when browsers take it. */
    public Instant expires() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /** From when on. */
    public Instant begins() {
        return chain.getFirst().getNotBefore().toInstant();
    }

    /** As a key store in memory, with that password. */
    KeyStore store(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("console", key, password, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Expected a key store in memory to hold the certificate", e);
        }
    }
}
