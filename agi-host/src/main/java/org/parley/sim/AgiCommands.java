package org.parley.sim;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.parley.settings.HostPort;

/** Answers AGI commands on one channel in the words of Asterisk 22. */
final class AgiCommands {
    private static final String UNKNOWN = "510 Invalid or unknown command";
    private static final String DEAD = "511 Command Not Permitted on a dead channel or intercept routine";
    private static final String DONE = "200 result=0";
    private static final String TAKEN = "200 result=1";
    private static final String FAILED = "200 result=-1";
    /** GET DATA without a time-out of its own waits this long for the first key. */
    private static final long DATA_WAIT_MILLIS = 6000;

    /** A call with this variable set is one on an Asterisk without the application AudioSocket. */
    private static final String NO_AUDIO_SOCKET = "SIM_NO_AUDIOSOCKET";

    private final SimulatedChannel channel;
    private final AgiFiles files;

    AgiCommands(SimulatedChannel channel) {
        this.channel = channel;
        this.files = new AgiFiles(channel);
    }

    /** The whole reply to a command line, without its last newline; takes as long as the command does. */
    String reply(String line) {
        List<String> words = AgiVerb.words(line);
        Optional<AgiVerb> verb = AgiVerb.of(words);
        if (verb.isEmpty()) {
            return UNKNOWN;
        }
        if (channel.isGone() && !verb.get().isAllowedWhenDead()) {
            return DEAD;
        }
        List<String> arguments = verb.get().arguments(words);
        if (!verb.get().takes(arguments.size())) {
            return "520-Invalid command syntax.  Proper usage follows:\n" + verb.get() + "\n520 End of proper usage.";
        }
        return answer(verb.get(), arguments);
    }

    private String answer(AgiVerb verb, List<String> arguments) {
        return switch (verb) {
            case ANSWER -> {
                channel.answer();
                yield DONE;
            }
            case CHANNEL_STATUS -> status(arguments);
            case DATABASE_PUT -> {
                channel.database(arguments.get(0) + "/" + arguments.get(1), arguments.get(2));
                yield TAKEN;
            }
            case DATABASE_GET -> found(channel.database(arguments.get(0) + "/" + arguments.get(1)));
            case DATABASE_DEL -> channel.forget(arguments.get(0) + "/" + arguments.get(1)) ? TAKEN : DONE;
            case EXEC -> "200 result=" + execute(arguments);
            case GET_DATA -> data(arguments);
            case GET_FULL_VARIABLE -> "200 result=1 (" + channel.expression().expand(arguments.getFirst()) + ")";
            case GET_VARIABLE -> found(channel.expression().value(arguments.getFirst()));
            case HANGUP -> {
                channel.hangUpByHost();
                yield TAKEN;
            }
            case RECORD_FILE -> file(() -> files.record(arguments));
            case SET_VARIABLE -> set(arguments.getFirst(), arguments.get(1));
            case SET_CONTEXT -> moved("CONTEXT", arguments.getFirst());
            case SET_EXTENSION -> moved("EXTEN", arguments.getFirst());
            case SET_PRIORITY -> moved("PRIORITY", arguments.getFirst());
            case SET_CALLERID -> set("CALLERID(all)", arguments.getFirst());
            case NOOP, SET_AUTOHANGUP -> DONE;
            case STREAM_FILE -> stream(arguments);
            case VERBOSE -> TAKEN;
            case WAIT_FOR_DIGIT -> waitForDigit(arguments.getFirst());
        };
    }

    private String status(List<String> arguments) {
        if (!arguments.isEmpty()
                && !arguments.getFirst().equals(channel.request().channel())) {
            return FAILED;
        }
        return "200 result=" + (channel.isUp() ? 6 : 4);
    }

    private static String found(Optional<String> value) {
        return value.map(text -> "200 result=1 (" + text + ")").orElse(DONE);
    }

    private String set(String name, String value) {
        channel.variable(name, value);
        return TAKEN;
    }

    private String moved(String what, String where) {
        channel.variable(what, where);
        return DONE;
    }

    /** Something with a file, which this machine's disk may refuse. */
    private String file(Callable<String> action) {
        try {
            return action.call();
        } catch (Exception failure) {
            channel.fault(String.valueOf(failure));
            return FAILED;
        }
    }

    private String stream(List<String> arguments) {
        if (AgiFiles.isFile(arguments.getFirst())) {
            return file(() -> files.stream(arguments));
        }
        long samples = Sounds.standard().samples(arguments.getFirst());
        if (samples < 0) {
            return "200 result=-1 endpos=0";
        }
        long begun = System.nanoTime();
        int key = channel.playSound(samples, arguments.get(1));
        long played = Math.min(samples, (System.nanoTime() - begun) * 8 / 1_000_000);
        return "200 result=" + key + " endpos=" + (key == 0 ? samples : played);
    }

    private String waitForDigit(String millis) {
        Optional<Long> wait = number(millis);
        if (wait.isEmpty()) {
            return FAILED;
        }
        return "200 result=" + channel.awaitKey(wait.get() < 0 ? Long.MAX_VALUE : wait.get());
    }

    private String data(List<String> arguments) {
        long wait = arguments.size() > 1 ? number(arguments.get(1)).orElse(DATA_WAIT_MILLIS) : DATA_WAIT_MILLIS;
        long max = arguments.size() > 2 ? number(arguments.get(2)).orElse(1024L) : 1024;
        StringBuilder keys = new StringBuilder();
        long samples = Sounds.standard().samples(arguments.getFirst());
        int key = samples < 0 ? 0 : channel.playSound(samples, "0123456789*#");
        if (key == 0) {
            key = channel.awaitKey(wait);
        }
        while (key > 0 && key != '#') {
            keys.append((char) key);
            if (keys.length() >= max) {
                return "200 result=" + keys;
            }
            key = channel.awaitKey(wait);
        }
        return key < 0 ? FAILED : "200 result=" + keys + (key == 0 ? " (timeout)" : "");
    }

    private int execute(List<String> arguments) {
        String options = arguments.size() > 1 ? String.join(",", arguments.subList(1, arguments.size())) : "";
        return switch (arguments.getFirst().toLowerCase(Locale.ROOT)) {
            case "audiosocket" -> channel.variable(NO_AUDIO_SOCKET).isPresent() ? -2 : audioSocket(options);
            case "noop", "verbose", "userevent", "mixmonitor", "stopmixmonitor", "playback", "log" -> 0;
            case "set" -> {
                int equals = options.indexOf('=');
                if (equals > 0) {
                    channel.variable(options.substring(0, equals), options.substring(equals + 1));
                }
                yield 0;
            }
            case "senddtmf" -> {
                channel.variable("SIM_DTMF", options);
                yield 0;
            }
            case "dial" -> {
                channel.variable("SIM_DIALLED", options);
                channel.variable("DIALSTATUS", dial(arguments));
                yield channel.isGone() ? -1 : 0;
            }
            case "transfer" -> {
                channel.variable("SIM_DIALLED", options);
                channel.variable("TRANSFERSTATUS", "SUCCESS");
                yield 0;
            }
            case "answer" -> {
                channel.answer();
                yield 0;
            }
            case "wait" -> channel.playSound(number(options).orElse(0L) * 8000, "") < 0 ? -1 : 0;
            case "hangup" -> {
                channel.hangUpByHost();
                yield -1;
            }
            default -> -2;
        };
    }

    private String dial(List<String> arguments) {
        String[] words = String.join(",", arguments).split(",", 4); // Dial, who, how long, options
        return channel.people().dial(channel, words.length > 2 ? words[2] : "", words.length > 3 ? words[3] : "");
    }

    private int audioSocket(String options) {
        int comma = options.indexOf(',');
        try {
            UUID id = UUID.fromString(options.substring(0, Math.max(comma, 0)));
            InetSocketAddress host =
                    HostPort.parse(options.substring(comma + 1)).address();
            return channel.isGone() ? -1 : channel.audioSocket(id, host);
        } catch (IllegalArgumentException e) {
            channel.fault("Expected AudioSocket(uuid,host:port): " + e.getMessage());
            return -1;
        }
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The longest wait that a lock takes. */
    static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(Math.min(millis, TimeUnit.DAYS.toMillis(1)));
    }
}
