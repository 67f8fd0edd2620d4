package org.parley.call;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiRequest;
import org.parley.audio.Recorder;
import org.parley.call.files.SharedFolder;

/**
 * Which way the audio of a host's calls goes: what the settings say, and what is known of each Asterisk that has
 * called. Any thread may use it.
 */
public final class AudioChoice {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    /** Far more than any host serves. */
    private static final int ASTERISKS_MAX = 1000;

    /** Where an Asterisk may tell its spool: a global of some distributions, and a function that most have loaded. */
    private static final List<String> SPOOLS =
            List.of("ASTSPOOLDIR", "AST_CONFIG(asterisk.conf,directories,astspooldir)");

    private static final String USUAL_SPOOL = "/var/spool/asterisk";
    /** Our folder in Asterisk's spool. */
    public static final String OUR_FOLDER = "/parley";

    private final Way way;
    private final FileSettings files;
    private final Duration turnMax;
    private final Duration queueMax;
    private final Map<InetAddress, Known> asterisks = new ConcurrentHashMap<>();
    private final Map<InetAddress, String> spools = new ConcurrentHashMap<>();
    private final Map<String, SharedFolder> folders = new ConcurrentHashMap<>(); // by Asterisk's name of it

    private record Known(boolean hasAudioSocket, long untilNanos) {}

    /** What the setting says. */
    public enum Way {
        /** AudioSocket, and files where an Asterisk has none. */
        AUTO,
        /** AudioSocket or nothing. */
        AUDIOSOCKET,
        /** Files. */
        FILES
    }

    /** As the settings say; {@code queueMax} bounds what one utterance holds. */
    public AudioChoice(CallSettings settings, Duration queueMax) {
        this.way = settings.audio();
        this.files = settings.files();
        this.turnMax = settings.turnMax();
        this.queueMax = queueMax;
    }

    /** The audio of one call: over AudioSocket as {@code socket} has it, or by files. */
    CallAudio audio(
            AgiRequest request,
            AgiChannel channel,
            CallAudio socket,
            Recorder recorder,
            SignalQueue signals,
            CallTimeline timeline) {
        boolean plays = channel.hasDialplan();
        if (way == Way.AUDIOSOCKET
                || !plays
                || (way == Way.AUTO && !AudioWay.of(request).isDirect())) {
            return socket;
        }
        String why = way == Way.FILES ? "setting calls.audio" : "this Asterisk has no AudioSocket";
        CallAudio byFiles = new FileAudio(
                channel, () -> folder(request, channel), recorder, signals, timeline, queueMax, turnMax, why);
        return way == Way.FILES ? byFiles : new ChosenAudio(socket, byFiles, new OfAsterisk(request.remoteAddress()));
    }

    /** What is known of one Asterisk, for some minutes: a module can be loaded. */
    final class OfAsterisk {
        private final InetAddress address;

        private OfAsterisk(InetAddress address) {
            this.address = address;
        }

        /** Whether it has AudioSocket; empty when that is not known. */
        Optional<Boolean> hasAudioSocket() {
            Known known = asterisks.get(address);
            return known == null || System.nanoTime() - known.untilNanos() > 0
                    ? Optional.empty()
                    : Optional.of(known.hasAudioSocket());
        }

        void found(boolean hasAudioSocket) {
            if (asterisks.size() >= ASTERISKS_MAX) {
                asterisks.clear();
            }
            asterisks.put(address, new Known(hasAudioSocket, System.nanoTime() + REMEMBERED.toNanos()));
        }
    }

    /** The folder that is shared with the Asterisk of that channel. */
    private SharedFolder folder(AgiRequest request, AgiChannel channel) {
        String inAsterisk = files.asteriskFolder().isEmpty() ? files.folder() : files.asteriskFolder();
        String name = inAsterisk.isEmpty() ? spool(request, channel) + OUR_FOLDER : inAsterisk;
        Path folder = Path.of(files.folder().isEmpty() ? name : files.folder());
        if (folders.size() >= ASTERISKS_MAX) {
            folders.clear();
        }
        return folders.computeIfAbsent(name, _ -> new SharedFolder(folder, name, files.megabytes() * 1024L * 1024L));
    }

    /** Its spool, as the Asterisk of that channel tells it when it is asked for the first time. */
    private String spool(AgiRequest request, AgiChannel channel) {
        String known = spools.get(request.remoteAddress());
        if (known != null) {
            return known;
        }
        String told = SPOOLS.stream()
                .map(channel::variable)
                .filter(spool -> spool.startsWith("/"))
                .findFirst()
                .orElse(USUAL_SPOOL);
        if (spools.size() >= ASTERISKS_MAX) {
            spools.clear();
        }
        spools.put(request.remoteAddress(), told);
        return told;
    }
}
