package org.parley.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.cli.Check.Status;
import org.parley.settings.HostPort;

/** What doctor looks at on the machine itself. Each check ends within seconds and changes nothing. */
final class MachineChecks {
    private static final int JDK_MIN = 25;
    private static final long DISK_LOW_MB = 1024;
    private static final long DISK_OUT_MB = 100;
    /** AGI socket, audio socket and recording of each call. */
    private static final int FILES_PER_CALL = 3;

    private static final int FILES_BESIDE_CALLS = 256;
    private static final Duration PROGRAM_TIME = Duration.ofSeconds(5);
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\S+)");

    private final Programs programs;

    MachineChecks(Programs programs) {
        this.programs = programs;
    }

    Check jdk() {
        String found = Runtime.version() + ", " + System.getProperty("java.vendor");
        return Runtime.version().feature() >= JDK_MIN
                ? Check.ok("jdk", found)
                : Check.fail(
                        "jdk", found, "start ./parley, which finds a JDK " + JDK_MIN + ", or set PARLEY_JAVA_HOME");
    }

    /** Whether the address can be listened on, by doing so for a moment. */
    Check port(String name, String key, HostPort listen) {
        if (listen.port() == 0) {
            return Check.ok(name, listen + ", a free port will be picked");
        }
        InetSocketAddress address = listen.address();
        if (address.isUnresolved()) {
            return Check.fail(name, listen.host() + " is not known", "correct " + key);
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return Check.ok(name, listen + " is free");
        } catch (BindException e) {
            boolean ours = String.valueOf(e.getMessage()).contains("in use");
            return ours
                    ? Check.warn(name, listen + " is in use", "nothing, if that is Parley running; else change " + key)
                    : Check.fail(name, listen + ": " + e.getMessage(), "set " + key + " to an address of this machine");
        } catch (IOException e) {
            return Check.fail(name, listen + ": " + e.getMessage(), "change " + key);
        }
    }

    /** Whether the folder, or the nearest one above it that exists, can be written. */
    Check folder(String name, String key, Path folder) {
        Path there = existing(folder);
        if (!Files.isDirectory(there)) {
            return Check.fail(name, there + " is a file", "move it away or change " + key);
        }
        return Files.isWritable(there)
                ? Check.ok(name, folder + (there.equals(folder) ? " is writable" : " can be made"))
                : Check.fail(name, there + " is not writable", "let this account write there, or change " + key);
    }

    Check disk(Path folder) {
        Path there = existing(folder);
        try {
            long freeMb = Files.getFileStore(there).getUsableSpace() >> 20;
            // 8 kHz stereo of 16 bits: 32 kB a second
            String finding = "%d MB free at %s, about %d hours of recordings"
                    .formatted(freeMb, there, freeMb * 1024 / 32 / 3600);
            if (freeMb < DISK_OUT_MB) {
                return Check.fail("disk", finding, "free some space: recordings and the journal need it");
            }
            return freeMb < DISK_LOW_MB
                    ? Check.warn("disk", finding, "free some space, or move calls.recordings")
                    : Check.ok("disk", finding);
        } catch (IOException e) {
            return Check.warn("disk", "cannot read the free space of " + there, "look at " + there);
        }
    }

    /** Call-backs and reports follow the clock; one that nobody sets drifts by seconds a day. */
    Check clock() throws InterruptedException {
        String now = ZonedDateTime.now(ZoneId.systemDefault())
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .replaceAll("\\.\\d+", "");
        Optional<Path> timedatectl = programs.find("timedatectl");
        if (timedatectl.isPresent()) {
            Optional<String> synchronised =
                    Programs.output(PROGRAM_TIME, timedatectl.get(), "show", "--property=NTPSynchronized", "--value");
            if (synchronised.map(String::strip).filter("no"::equals).isPresent()) {
                return Check.warn("clock", now + ", not synchronised", "turn NTP on: timedatectl set-ntp true");
            }
        }
        return Check.ok("clock", now);
    }

    Check openFiles(int callsMax) {
        long needed = (long) callsMax * FILES_PER_CALL + FILES_BESIDE_CALLS;
        try {
            Matcher limit = OPEN_FILES.matcher(Files.readString(Path.of("/proc/self/limits")));
            if (limit.find() && !limit.group(1).equals("unlimited") && Long.parseLong(limit.group(1)) < needed) {
                return Check.fail(
                        "open-files",
                        "%s allowed, %d calls need %d".formatted(limit.group(1), callsMax, needed),
                        "raise it (LimitNOFILE in the unit, ulimit -n in a shell), or lower agi.calls-max");
            }
            return Check.ok("open-files", "enough for %d calls (%d)".formatted(callsMax, needed));
        } catch (IOException e) {
            return Check.ok("open-files", "not told by this system");
        }
    }

    Check voice(String synthesiser) {
        if (synthesiser.equals("auto")) {
            return programs.find("flite")
                    .map(path -> Check.ok("voice", "flite (" + path + ")"))
                    .orElseGet(() -> Check.warn(
                            "voice", "freetts, the one inside", "for a clearer voice: apt-get install flite"));
        }
        if (synthesiser.equals("freetts") || programs.find(synthesiser).isPresent()) {
            return Check.ok("voice", synthesiser);
        }
        return Check.fail(
                "voice", synthesiser + " is not on this machine", "install it, or set voice.synthesiser to auto");
    }

    /** Whether the Asterisk of this machine, if there is one, can do AudioSocket. */
    Check asterisk() throws InterruptedException {
        Optional<Path> asterisk = programs.find("asterisk");
        if (asterisk.isEmpty()) {
            return Check.ok("asterisk", "not on this machine; on its own: asterisk -rx 'module show like audiosocket'");
        }
        Optional<String> modules = Programs.output(PROGRAM_TIME, asterisk.get(), "-rx", "module show like audiosocket");
        if (modules.isEmpty()) {
            return Check.warn(
                    "asterisk",
                    "installed but does not answer",
                    "start it, or run doctor as an account that" + " may read its control socket");
        }
        boolean able =
                modules.get().contains("app_audiosocket.so") && modules.get().contains("res_audiosocket.so");
        return able
                ? Check.ok("asterisk", "running, with AudioSocket")
                : Check.warn(
                        "asterisk",
                        "running, without AudioSocket",
                        "load res_audiosocket.so and app_audiosocket.so (modules.conf); one older than 18 has none and"
                                + " takes the audio by a second one, or turn by turn by files, see docs/asterisk.md");
    }

    /** For an address of the network, Asterisk must reach us by a name that it need not look up. */
    Check advertised(String advertise, HostPort listen) {
        String told = advertise.isEmpty() ? "the address at which AGI was reached, port " + listen.port() : advertise;
        if (advertise.isEmpty()) {
            return Check.ok("audio-address", told);
        }
        try {
            String host = HostPort.parse(advertise).host();
            boolean literal = host.matches("[0-9.]+") || host.contains(":");
            InetAddress.getByName(host);
            return literal
                    ? Check.ok("audio-address", told)
                    : new Check(
                            "audio-address",
                            Status.WARN,
                            told + " is a name, looked up while the caller waits",
                            "set audio.advertise to an IP address");
        } catch (IllegalArgumentException | IOException e) {
            return Check.fail("audio-address", advertise + " cannot be used", "set audio.advertise to IP:PORT");
        }
    }

    private static Path existing(Path folder) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
