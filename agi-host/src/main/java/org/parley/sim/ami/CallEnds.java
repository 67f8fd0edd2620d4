package org.parley.sim.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.parley.ami.AmiException;
import org.parley.ami.CallProgress;
import org.parley.sim.CallEnd;
import org.parley.sim.CallEnd.Route;

/** How calls that a real Asterisk has placed went. */
public final class CallEnds {
    private CallEnds() {}

    /**
     * How it went, as the dialplan saw it.
     *
     * @param firstSoundMillis from the audio connection to the first sound, or -1
     * @param silenceMillis from the start of the call to the first sound, or -1
     * @param faults what else Asterisk did not do as it should
     */
    public static CallEnd of(CallProgress call, long firstSoundMillis, long silenceMillis, List<String> faults) {
        Map<String, String> seen = call.variables();
        String agiStatus = seen.getOrDefault("AGISTATUS", "");
        Route route = switch (seen.getOrDefault("PARLEY_STATUS", "")) {
            case "TRANSFER" -> Route.TRANSFER;
            case "DONE" -> agiStatus.equals("HANGUP") ? Route.CALLER_LEFT : Route.DONE;
            default -> Route.HUMAN;
        };
        String target = route == Route.TRANSFER ? seen.getOrDefault("PARLEY_TARGET", "") : "";
        List<String> all = new ArrayList<>(faults);
        call.failure().map(AmiException::getMessage).ifPresent(all::add);
        if (agiStatus.isEmpty()) {
            all.add("Asterisk told no AGISTATUS: its dialplan asked no host, or keeps it to itself; "
                    + CallProgress.READ_REMEDY);
        }
        long millis = (System.nanoTime() - call.startNanos()) / 1_000_000;
        return new CallEnd(agiStatus, route, target, seen, firstSoundMillis, silenceMillis, millis, all);
    }
}
