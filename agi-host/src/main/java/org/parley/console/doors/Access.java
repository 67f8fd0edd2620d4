package org.parley.console.doors;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.console.http.Json;
import org.parley.console.http.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in: a file with the hashes of tokens and passwords, which the host reads again when it changes. A token
 * is 256 random bits, so a plain SHA-256 of it cannot be turned back. Any thread may use it.
 */
public final class Access {
    private static final Logger log = LoggerFactory.getLogger(Access.class);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,59}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String PREFIX = "parley_";
    private static final int ENTRIES_MAX = 1_000;
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Held NOBODY = new Held(List.of(), List.of());
    private static final Object WRITING = new Object(); // a lock of a file keeps other processes out, not threads

    private final Path file;
    private final Passwords passwords;
    private Held held = NOBODY; // guarded by this
    private @Nullable FileStamp readOf; // guarded by this
    private String unsound = ""; // why nobody comes in by the file that is there; guarded by this

    /** A token as it is kept: whose, with which role, the hash in hex, and since when. */
    public record Token(String name, Role role, String sha256, Instant made) implements Who {}

    /** Somebody with a password: his name, role, what is kept of the password, and since when he is one. */
    public record User(String name, Role role, String password, Instant made) implements Who {}

    /** The file. */
    private record Held(List<Token> tokens, List<User> users) {
        Held {
            tokens = List.copyOf(tokens);
            users = List.copyOf(users);
            if (!tokens.stream().allMatch(each -> SHA256.matcher(each.sha256()).matches())) {
                throw new IllegalArgumentException("expected the hash of each token as 64 hexadecimal digits");
            }
        }

        Held withTokens(List<Token> others) {
            return new Held(others, users);
        }

        Held withUsers(List<User> others) {
            return new Held(tokens, others);
        }

        boolean isTaken(String name) {
            return tokens.stream().anyMatch(each -> each.name().equals(name))
                    || users.stream().anyMatch(each -> each.name().equals(name));
        }
    }

    /** That of this file, which need not be there. */
    public Access(Path file) {
        this(file, new Passwords(Passwords.ROUNDS));
    }

    Access(Path file, Passwords passwords) {
        this.file = file;
        this.passwords = passwords;
    }

    /** Who has that token. */
    Optional<Token> find(String token) {
        byte[] hash = Secrets.hash(token);
        // all of them are compared, so that the time tells nothing
        Token found = null;
        for (Token each : tokens()) {
            if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(each.sha256()))) {
                found = each;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Who has that name and password; it takes as long when nobody has the name. */
    Optional<User> find(String name, String password) {
        Optional<User> user =
                users().stream().filter(each -> each.name().equals(name)).findFirst();
        if (user.isEmpty()) {
            passwords.waste(password);
        }
        return user.filter(each -> passwords.matches(each.password(), password));
    }

    /** Whether he may still come in, with the same role and the same password or token. */
    boolean has(Who who) {
        return switch (who) {
            case Token token -> tokens().contains(token);
            case User user -> users().contains(user);
        };
    }

    /** All tokens. */
    public List<Token> tokens() {
        return held().tokens();
    }

    /** All users. */
    public List<User> users() {
        return held().users();
    }

    /** Whether somebody of that name is a user. */
    public boolean isUser(String name) {
        return users().stream().anyMatch(each -> each.name().equals(name));
    }

    private synchronized Held held() {
        try {
            FileStamp now = FileStamp.of(file);
            if (!now.equals(readOf)) {
                readOf = now;
                unsound = "";
                held = read();
            }
        } catch (IOException absent) {
            readOf = null;
            unsound = "";
            held = NOBODY;
        }
        return held;
    }

    /** Nobody comes in by a file that others may change, or that cannot be read. */
    private Held read() throws IOException {
        Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
        if (may.contains(PosixFilePermission.OTHERS_WRITE) || may.contains(PosixFilePermission.GROUP_WRITE)) {
            return unsound("others may write " + file + ": chmod 600 it, and look at who is in it");
        }
        try {
            byte[] json = Files.readAllBytes(file);
            // before there were users it was a list of tokens
            return json.length > 0 && json[0] == '['
                    ? NOBODY.withTokens(Json.read(json, new TypeReference<List<Token>>() {}))
                    : Json.read(json, new TypeReference<Held>() {});
        } catch (IOException broken) {
            return unsound(file + " cannot be read: " + broken.getMessage());
        }
    }

    private synchronized Held unsound(String why) {
        log.warn("nobody comes in, for {}", why);
        unsound = why;
        return NOBODY;
    }

    /**
     * Makes a token and gives it; it is nowhere else.
     *
     * @throws IllegalArgumentException when the name is none, or taken
     */
    public String add(String name, Role role) throws IOException {
        String token = PREFIX + Secrets.random();
        change(before -> {
            checkFree(before, name);
            return before.withTokens(with(
                    before.tokens(),
                    new Token(name, role, HexFormat.of().formatHex(Secrets.hash(token)), Instant.now())));
        });
        return token;
    }

    /**
     * Nothing, when a user or token may have that name.
     *
     * @throws IllegalArgumentException when it is none, or taken
     */
    public void checkFree(String name) {
        checkFree(held(), name);
    }

    /** Takes that token away; false when there is none of that name. */
    public boolean remove(String name) throws IOException {
        return change(before -> before.withTokens(without(before.tokens(), name)));
    }

    /**
     * Makes somebody a user.
     *
     * @throws IllegalArgumentException when the name is none or taken, or the password too short
     */
    public void addUser(String name, Role role, char[] password) throws IOException {
        checkFree(name); // before the password is worked on
        String kept = passwords.keep(password);
        change(before -> {
            checkFree(before, name);
            return before.withUsers(with(before.users(), new User(name, role, kept, Instant.now())));
        });
    }

    /** Makes him a user no more, which ends his sessions; false when there is none of that name. */
    public boolean removeUser(String name) throws IOException {
        return change(before -> before.withUsers(without(before.users(), name)));
    }

    /**
     * Gives a user another password, which ends his sessions; false when there is none of that name.
     *
     * @throws IllegalArgumentException when it is too short
     */
    public boolean changePassword(String name, char[] password) throws IOException {
        String kept = passwords.keep(password);
        return changeUser(name, user -> new User(user.name(), user.role(), kept, user.made()));
    }

    /** Gives a user another role, which ends his sessions; false when there is none of that name. */
    public boolean changeRole(String name, Role role) throws IOException {
        return changeUser(name, user -> new User(user.name(), role, user.password(), user.made()));
    }

    private boolean changeUser(String name, UnaryOperator<User> to) throws IOException {
        if (!isUser(name)) {
            return false;
        }
        change(before -> before.withUsers(before.users().stream()
                .map(each -> each.name().equals(name) ? to.apply(each) : each)
                .toList()));
        return true;
    }

    private static void checkFree(Held held, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Expected a name of 1 to 60 letters, digits, '_', '.', '@' and '-' but was '" + name + "'");
        }
        if (held.isTaken(name)) {
            String kind = held.users().stream().anyMatch(each -> each.name().equals(name)) ? "user" : "token";
            throw new IllegalArgumentException(
                    "Expected a name that is not taken but there is a %s '%s'; remove it first".formatted(kind, name));
        }
    }

    private static <T extends Who> List<T> with(List<T> all, T another) {
        if (all.size() >= ENTRIES_MAX) {
            throw new IllegalArgumentException(
                    "Expected at most " + ENTRIES_MAX + " of them but there are as many; remove some first");
        }
        List<T> more = new ArrayList<>(all);
        more.add(another);
        return more;
    }

    private static <T extends Who> List<T> without(List<T> all, String name) {
        return all.stream().filter(each -> !each.name().equals(name)).toList();
    }

    /** Whether it changes anything. Two who change it at once do so one after the other, each what the other left. */
    private boolean change(UnaryOperator<Held> to) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        synchronized (WRITING) {
            try (FileChannel channel = FileChannel.open(
                            file.resolveSibling(file.getFileName() + ".lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PRIVATE));
                    FileLock _ = channel.lock()) {
                Held before = held();
                checkSound();
                Held after = to.apply(before);
                if (after.equals(before)) {
                    return false;
                }
                write(after);
                return true;
            }
        }
    }

    /** Nothing is added to a file that cannot be read: what is in it would be gone. */
    private synchronized void checkSound() throws IOException {
        if (!unsound.isEmpty()) {
            throw new IOException(unsound);
        }
    }

    private void write(Held all) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PRIVATE));
        Files.write(part, Json.bytes(all));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        synchronized (this) {
            readOf = null;
        }
    }
}
