package org.parley.console;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in: a file with the hashes of tokens, which the host reads again when it changes. A token is 256 random
 * bits, so a plain SHA-256 of it cannot be turned back. Any thread may use it.
 */
public final class Access {
    private static final Logger log = LoggerFactory.getLogger(Access.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,59}");
    private static final String PREFIX = "parley_";
    private static final int TOKEN_BYTES = 32;
    private static final int TOKENS_MAX = 1_000;
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private List<Token> tokens = List.of(); // guarded by this
    private FileTime readOf = FileTime.fromMillis(-1); // guarded by this

    /** A token as it is kept: whose, with which role, the hash in hex, and since when. */
    public record Token(String name, Role role, String sha256, Instant made) {}

    /** That of this file, which need not be there. */
    public Access(Path file) {
        this.file = file;
    }

    /** Who has that token. */
    Optional<Token> find(String token) {
        byte[] hash = hash(token);
        // all of them are compared, so that the time tells nothing
        Token found = null;
        for (Token each : tokens()) {
            if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(each.sha256()))) {
                found = each;
            }
        }
        return Optional.ofNullable(found);
    }

    /** All of them. */
    public synchronized List<Token> tokens() {
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (!now.equals(readOf)) {
                readOf = now;
                tokens = read();
            }
        } catch (IOException absent) {
            readOf = FileTime.fromMillis(-1);
            tokens = List.of();
        }
        return tokens;
    }

    /** Nobody comes in by a file that others may change, or that cannot be read. */
    private List<Token> read() throws IOException {
        Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
        if (may.contains(PosixFilePermission.OTHERS_WRITE) || may.contains(PosixFilePermission.GROUP_WRITE)) {
            log.warn("no token counts, for others may write {}: chmod 600 it, and look at its tokens", file);
            return List.of();
        }
        try {
            return List.copyOf(Json.read(Files.readAllBytes(file), new TypeReference<List<Token>>() {}));
        } catch (IOException broken) {
            log.warn("no token counts, for {} cannot be read: {}", file, broken.getMessage());
            return List.of();
        }
    }

    /**
     * Makes a token and gives it; it is nowhere else.
     *
     * @throws IllegalArgumentException when the name is none, or taken
     */
    public synchronized String add(String name, Role role) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Expected a name of 1 to 60 letters, digits, '_', '.', '@' and '-' but was '" + name + "'");
        }
        List<Token> all = new ArrayList<>(tokens());
        if (all.stream().anyMatch(each -> each.name().equals(name)) || all.size() == TOKENS_MAX) {
            throw new IllegalArgumentException(
                    "Expected a name that is not taken but there is a token '" + name + "'; remove it first");
        }
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        all.add(new Token(name, role, HexFormat.of().formatHex(hash(token)), Instant.now()));
        write(all);
        return token;
    }

    /** Takes that token away; false when there is none of that name. */
    public synchronized boolean remove(String name) throws IOException {
        List<Token> all = new ArrayList<>(tokens());
        boolean there = all.removeIf(each -> each.name().equals(name));
        if (there) {
            write(all);
        }
        return there;
    }

    private void write(List<Token> all) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PRIVATE));
        Files.write(part, Json.bytes(all));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        readOf = FileTime.fromMillis(-1);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256, which every Java has", e);
        }
    }
}
