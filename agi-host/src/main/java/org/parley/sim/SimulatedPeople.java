package org.parley.sim;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.parley.ami.OutgoingCall;

/**
 * The people whom the application Dial reaches, when it is told where the host serves them: each has a channel of his
 * own, on which the host is asked again as by its dialplan. What they do is told by a variable of the caller's channel:
 * {@code busy,silent,declines}; then they answer.
 */
final class SimulatedPeople {
    /** What those do who are called, in order. */
    static final String PEOPLE = "SIM_PEOPLE";

    private static final String UNKNOWN = "unknown";
    private static final String PERSON = "__PARLEY_PERSON";
    private static final Pattern GOES_ON = Pattern.compile(".*G\\(([^^)]+)\\^([^^)]+)\\^\\d+\\).*");
    private static final int AGI_PORT = 4573;

    private final SimulatedAsterisk asterisk;

    SimulatedPeople(SimulatedAsterisk asterisk) {
        this.asterisk = asterisk;
    }

    /** Whether there is somebody at the number that is asked for; who is not there is done with. */
    Optional<String> exists(SimulatedChannel caller) {
        boolean unknown = next(caller).equals(UNKNOWN);
        if (unknown) {
            String _ = take(caller);
        }
        return Optional.of(unknown ? "0" : "1");
    }

    /** DIALSTATUS of a call to the next of them; takes as long as he needs. Rings for so many seconds at most. */
    String dial(SimulatedChannel caller, String seconds, String options) {
        Matcher goesOn = GOES_ON.matcher(options);
        Optional<String> served = caller.variable(PERSON);
        if (!goesOn.matches() || served.isEmpty()) {
            return "ANSWER";
        }
        return switch (take(caller)) {
            case "busy" -> "BUSY";
            case "silent" -> {
                int _ = caller.awaitKey(Long.parseLong(seconds) * 1000);
                yield "NOANSWER";
            }
            case "declines" -> answered(served.get(), goesOn, false);
            default -> answered(served.get(), goesOn, true);
        };
    }

    private String answered(String url, Matcher goesOn, boolean takes) {
        URI host = URI.create(url);
        InetSocketAddress agi = new InetSocketAddress(host.getHost(), host.getPort() < 0 ? AGI_PORT : host.getPort());
        OutgoingCall leg = OutgoingCall.to(goesOn.group(1), goesOn.group(2));
        String script = host.getPath().substring(1) + "?" + host.getQuery();
        SimulatedChannel _ = asterisk.place(CallRequest.to(agi, leg).script(script), new Colleague(takes));
        return "ANSWER";
    }

    private static String next(SimulatedChannel caller) {
        return caller.variable(PEOPLE).orElse("").split(",", 2)[0];
    }

    private static String take(SimulatedChannel caller) {
        String[] left = caller.variable(PEOPLE).orElse("").split(",", 2);
        caller.variable(PEOPLE, left.length > 1 ? left[1] : "");
        return left[0];
    }

    /** Hears what it is about, and presses a key. */
    private static final class Colleague implements CallerLine.Ear {
        private static final int QUIET_TICKS = 15;

        private final boolean takes;
        private boolean told;
        private boolean pressed;
        private int quiet;

        Colleague(boolean takes) {
            this.takes = takes;
        }

        @Override
        public void tick(CallerLine line, short[] heard, int length) {
            boolean loud = AgentEar.isLoud(heard, length);
            told |= loud;
            quiet = loud ? 0 : quiet + 1;
            if (told && !pressed && quiet >= QUIET_TICKS) {
                pressed = true;
                line.press(takes ? '1' : '2');
            }
        }

        @Override
        public void ended() {
            // he goes back to his work
        }
    }
}
