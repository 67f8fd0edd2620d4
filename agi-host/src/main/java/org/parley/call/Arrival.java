package org.parley.call;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiException;
import org.parley.agi.AgiRequest;
import org.parley.agi.CallerGone;
import org.parley.dialer.CallIdentity;
import org.parley.dialer.CallKeys;
import org.parley.script.Script;
import org.parley.script.library.CallFacts;
import org.parley.script.library.Choice;
import org.parley.script.library.ScriptLibrary;
import org.parley.store.CallStart;

/**
 * How a call comes in: its record begins, the dialer is asked whose it is, and its script is found. Channel and dialer
 * are waited for only when some loaded script has a rule for what they know, and nothing that goes before it decides.
 *
 * @param choice empty when no script wants the call, or it is out
 * @param out the script that would have got it, and broke down in too many calls, or ""
 */
record Arrival(CallTimeline timeline, Dealings dealings, Optional<Choice> choice, String out) {
    /** By which the dialplan may tell what was dialled. */
    static final String DIALLED = "PARLEY_DID";

    /** Begins the call's record and its dealings with the dialer. */
    static Arrival of(String id, AgiRequest request, AgiChannel channel, CallRooms rooms, Beginning beginning) {
        ScriptLibrary scripts = rooms.scripts();
        CallFacts facts = CallFacts.of(request.script(), request.extension());
        Optional<Choice> choice = scripts.choose(facts);
        if (scripts.asksForNumber(choice)) {
            facts = facts.dialled(dialled(request, channel));
            choice = scripts.choose(facts);
        }
        boolean waits = rooms.dialer() != null && scripts.asksForDialer(choice);
        Script known = waits ? null : choice.map(Choice::script).orElse(null);
        String name = known == null ? "" : known.name();
        String version = known == null ? "" : known.version();
        CallTimeline timeline = beginning.timeline(start(id, request, name, version, beginning.now()));
        Dealings dealings = new Dealings(
                rooms.dialer(),
                new CallIdentity(
                        request.callerIdName(),
                        request.callerIdNumber(),
                        request.accountCode(),
                        request.uniqueId(),
                        request.channel(),
                        request.extension()),
                timeline);
        if (!waits) {
            tell(timeline, request, choice, scripts);
        }
        dealings.begin();
        if (waits) {
            long began = System.nanoTime();
            Optional<CallKeys> keys = dealings.found(scripts.routeWait());
            if (keys.isPresent()) {
                CallKeys found = keys.get();
                facts = facts.routed(
                        found.inbound() ? found.campaign() : "",
                        found.inbound() ? found.loginCampaign() : found.campaign());
                choice = scripts.choose(facts);
            }
            timeline.note(
                    "routed",
                    "known",
                    keys.isPresent(),
                    "inGroup",
                    facts.inGroup(),
                    "campaign",
                    facts.campaign(),
                    "waitedMs",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            choice.map(Choice::script).ifPresent(script -> timeline.log().routed(script.name(), script.version()));
            tell(timeline, request, choice, scripts);
        }
        Optional<Choice> serving = choice.filter(found -> !scripts.isOut(found.script()));
        boolean isOut = choice.isPresent() && serving.isEmpty();
        return new Arrival(
                timeline, dealings, serving, isOut ? choice.get().script().name() : "");
    }

    /** How a host begins a call's record. */
    interface Beginning {
        CallTimeline timeline(CallStart start);

        Instant now();
    }

    private static void tell(
            CallTimeline timeline, AgiRequest request, Optional<Choice> choice, ScriptLibrary scripts) {
        String job = request.parameters().getOrDefault(CallEvents.JOB, "");
        choice.ifPresent(found -> {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("extension", request.extension());
            data.put("script", found.script().name());
            data.put("version", found.script().version());
            data.put("by", found.by().word());
            data.put("rule", found.rule());
            if (!job.isEmpty()) {
                data.put(CallEvents.JOB, job);
            }
            timeline.note(scripts.isOut(found.script()) ? "script-out" : "started", data);
        });
    }

    private static CallStart start(String id, AgiRequest request, String script, String version, Instant now) {
        return new CallStart(
                id,
                request.uniqueId(),
                request.channel(),
                request.extension(),
                script,
                version,
                request.callerIdNumber(),
                0,
                "",
                "",
                now);
    }

    /** What the dialplan says, else what the channel brought along, else the extension itself. */
    private static String dialled(AgiRequest request, AgiChannel channel) {
        String told;
        try {
            told = channel.variable(DIALLED).strip();
        } catch (CallerGone | AgiException | IllegalStateException gone) {
            told = "";
        }
        if (!told.isEmpty()) {
            return told;
        }
        return request.dnid().isEmpty() ? request.extension() : request.dnid();
    }
}
