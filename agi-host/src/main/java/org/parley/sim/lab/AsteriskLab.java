package org.parley.sim.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parley.ami.Ami;
import org.parley.ami.AsteriskSettings;
import org.parley.ami.OutgoingCall;
import org.parley.settings.HostPort;
import org.parley.settings.Secret;
import org.parley.sim.CallerLine;
import org.parley.sim.ami.LegCaller;

/**
 * A real Asterisk on loopback with ports and folders of its own, from start to close. Several may run at once, also of
 * other programs. It ends with this JVM, however that ends. Any thread may call.
 */
public final class AsteriskLab implements AutoCloseable {
    private static final String COMMAND_MAX_SECONDS = "10";
    private static final Pattern VERSION = Pattern.compile("Asterisk (\\d+)\\.(\\d+)\\S*");
    private static final int LOG_LINES = 15;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String CONTEXT = "lab";

    private final LabChild child;
    private final LabFiles files;
    private final Ami ami;

    private AsteriskLab(LabChild child, LabFiles files, Ami ami) {
        this.child = child;
        this.files = files;
        this.ami = ami;
    }

    /** A release of Asterisk. */
    public record Version(int major, int minor, String text) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Starts Asterisk and returns once it takes calls, usually within a second.
     *
     * @throws LabException when it is not built, this is not root, or it does not come up in time
     */
    public static AsteriskLab start(LabSettings settings) throws InterruptedException {
        if (!settings.isBuilt()) {
            throw new LabException("No Asterisk in " + settings.chroot() + "; " + settings.remedy());
        }
        long deadline = System.nanoTime() + settings.bootMax().toNanos();
        LabChild child = LabChild.start(settings);
        try {
            LabFiles files = LabFiles.read(child.awaitProperties(settings.bootMax()));
            awaitBoot(child, files, deadline);
            return new AsteriskLab(child, files, Ami.connect(manager(files, "lab")));
        } catch (InterruptedException | RuntimeException e) {
            child.close();
            throw e;
        }
    }

    private static void awaitBoot(LabChild child, LabFiles files, long deadline) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (child.isAlive() && System.nanoTime() < deadline) {
            if (command(files, "core waitfullybooted").contains("fully booted")) {
                return;
            }
            boolean _ = never.await(25, TimeUnit.MILLISECONDS);
        }
        throw new LabException("Asterisk %s; its last words:%n%s"
                .formatted(
                        child.isAlive() ? "was not booted in time" : "ended while it booted",
                        String.join("\n", lastWords(child, files))));
    }

    private static List<String> lastWords(LabChild child, LabFiles files) {
        List<String> words = new ArrayList<>(child.output());
        try (Stream<String> log = Files.lines(files.log(), StandardCharsets.ISO_8859_1)) {
            words.addAll(log.toList());
        } catch (IOException e) {
            words.add("(no log: " + e.getMessage() + ")");
        }
        return words.subList(Math.max(0, words.size() - LOG_LINES), words.size());
    }

    /** Its release. */
    public Version version() {
        Matcher matcher = VERSION.matcher(files.version());
        if (!matcher.find()) {
            throw new LabException("Expected a version of Asterisk but was '" + files.version() + "'");
        }
        return new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group());
    }

    /** Control of its calls from outside. */
    public Ami ami() {
        return ami;
    }

    /** What a command of Asterisk's own CLI prints, by a CLI process of its own: works when AMI does not. */
    public String cli(String... words) throws InterruptedException {
        return command(files, String.join(" ", words));
    }

    private static String command(LabFiles files, String words) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "timeout",
                COMMAND_MAX_SECONDS,
                "chroot",
                files.chroot().toString(),
                "asterisk",
                "-C",
                files.inside() + "/etc/asterisk.conf",
                "-rx",
                words);
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try (InputStream printed = process.getInputStream()) {
                String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
                return text;
            }
        } catch (IOException e) {
            throw new LabException("Asterisk's CLI could not be asked '%s': %s".formatted(words, e.getMessage()), e);
        }
    }

    /** How an account of its manager.conf places calls into it. */
    public AsteriskSettings manager(String user) {
        return manager(files, user);
    }

    private static AsteriskSettings manager(LabFiles files, String user) {
        return new AsteriskSettings(
                new HostPort(LOOPBACK, files.amiPort()),
                user,
                new Secret(files.amiSecret()),
                CONTEXT,
                new HostPort(LOOPBACK, 0),
                "parley-transfer",
                "parley-dispatch");
    }

    /** A call into its own dialplan. */
    public static OutgoingCall call(String extension) {
        return OutgoingCall.to(CONTEXT, extension);
    }

    /** Places a call for a caller with that ear. */
    public LegCaller place(OutgoingCall call, CallerLine.Ear ear) {
        return LegCaller.place(ami, new HostPort(LOOPBACK, 0), call, ear);
    }

    /** The port of its SIP transport on 127.0.0.1; callers need no registration. */
    public int sipPort() {
        return files.sipPort();
    }

    /** The first of 8 ports kept free for SIP callers of this lab. */
    public int callerPort() {
        return files.sippPort();
    }

    /** The first of 300 ports kept free for the media of SIP callers. */
    public int callerMediaPort() {
        return files.sippMediaPort();
    }

    /** Its spool as this machine sees it: recordings arrive here, and extension 9000 says its {@code speech.wav}. */
    public Path spool() {
        return files.folder().resolve("spool");
    }

    /** The spool as Asterisk sees it, for names in a dialplan. */
    public String spoolInside() {
        return files.inside() + "/spool";
    }

    /** Its log, with every dialplan step. */
    public Path log() {
        return files.log();
    }

    /** The id of Asterisk's process. */
    public long pid() {
        return child.pid();
    }

    /** Ends all calls and Asterisk, within six seconds; its log stays until the slot is used again. */
    @Override
    public void close() {
        ami.close();
        child.close();
    }
}
