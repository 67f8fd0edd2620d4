package org.parley.call;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiChannel;
import org.parley.agi.AgiHandler;
import org.parley.agi.AgiRequest;
import org.parley.ai.talk.FloorSettings;
import org.parley.ai.talk.Hearing;
import org.parley.ai.talk.HearingSettings;
import org.parley.audio.StereoRecording;
import org.parley.dialer.CallResult;
import org.parley.dialer.CallResult.How;
import org.parley.script.CallEnded;
import org.parley.script.Script;
import org.parley.script.ScriptFailure;
import org.parley.store.CallEnd;
import org.parley.store.CallStart;
import org.parley.store.TurnRow.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs every call: finds its script, gives it a line and a voice, and takes it through the one closing path. */
public final class CallHandler implements AgiHandler {
    private static final Logger log = LoggerFactory.getLogger(CallHandler.class);

    /** The channel variables by which the dialplan learns how it went. */
    private static final String STATUS = "PARLEY_STATUS";

    private final CallRooms rooms;
    private final CallSettings settings;
    private final Path recordings;
    private final Duration callMax;
    private final CallEvents events;
    private final LiveCalls liveCalls;
    private final FailureLog failures = new FailureLog(log, System::nanoTime);
    private final Clock clock;
    private final Persons persons;

    /** {@code recordings} is the folder of {@link CallSettings#recordings()}, resolved. */
    public CallHandler(
            CallRooms rooms,
            CallSettings settings,
            Path recordings,
            Duration callMax,
            CallEvents events,
            LiveCalls liveCalls,
            Clock clock) {
        this.rooms = rooms;
        this.settings = settings;
        this.recordings = recordings;
        this.callMax = callMax;
        this.events = events;
        this.liveCalls = liveCalls;
        this.clock = clock;
        this.persons = new Persons(rooms, settings.audioWait());
    }

    @Override
    public void handle(AgiRequest request, AgiChannel channel) throws InterruptedException {
        if (request.script().equals(Persons.SCRIPT)) {
            persons.serve(request, channel);
            return;
        }
        String id = CallIds.next(Instant.now(clock));
        CallThread.begin(id);
        try {
            channel.begun(id);
            Tried tried = channel instanceof TrialChannel trial ? trial.tried() : null;
            Arrival arrival = tried == null
                    ? Arrival.of(id, request, channel, rooms, new Beginning(id))
                    : Arrival.of(id, request, tried, new Beginning(id));
            if (arrival.choice().isPresent()) {
                new Run(id, request, channel, arrival.choice().get().script(), tried, arrival).run();
            } else {
                giveBack(request, channel, arrival);
            }
        } finally {
            CallThread.end();
        }
    }

    /** Nobody here can talk to this caller: the line is free again before the dialplan sends him to a person. */
    private void giveBack(AgiRequest request, AgiChannel channel, Arrival arrival) {
        String reason = arrival.out().isEmpty() ? "no script" : "script " + arrival.out() + " is out";
        CallTimeline timeline = arrival.timeline();
        Dealings dealings = arrival.dealings();
        if (arrival.out().isEmpty()) {
            log.warn(
                    "no script for extension '{}' (script asked for: '{}'); the dialplan takes the call back",
                    request.extension(),
                    request.script());
        }
        Instant now = Instant.now(clock);
        dealings.end(new CallResult(How.FAILED, settings.defaultStatus(), "", false, 0, now, null, Map.of(), null));
        channel.trySetVariable("PARLEY_REASON", reason);
        channel.trySetVariable(STATUS, "FAILED");
        EndReason how = EndReason.FAILED;
        timeline.log().end(new CallEnd(now, how.state(), "", "", how.name(), 0, "", null, reason));
    }

    /** How calls begin here. */
    private final class Beginning implements Arrival.Beginning {
        private final String id;

        Beginning(String id) {
            this.id = id;
        }

        @Override
        public CallTimeline timeline(CallStart start) {
            return new CallTimeline(id, events, rooms.journal().begin(start), clock);
        }

        @Override
        public Instant now() {
            return Instant.now(clock);
        }
    }

    /** One call from its first verb to its last table write. */
    private final class Run {
        private final String id;
        private final AgiRequest request;
        private final AgiChannel channel;
        private final Script script;
        private final @Nullable Tried tried; // null in a call like any other
        private final CallSettings settings;
        private final Dealings dealings;
        private final CallTimeline timeline;
        private final SignalQueue signals = new SignalQueue();
        private final Orders orders;
        private final Ending ending = new Ending();
        private final Decisions decided;
        private final long beganNanos = System.nanoTime();
        private final CallSound sound;

        Run(String id, AgiRequest request, AgiChannel channel, Script script, @Nullable Tried tried, Arrival arrival) {
            this.id = id;
            this.request = request;
            this.channel = channel;
            this.script = script;
            this.tried = tried;
            this.settings = CallHandler.this.settings.within(script.limits());
            this.timeline = arrival.timeline();
            this.orders = new Orders(signals, timeline);
            this.dealings = arrival.dealings();
            this.decided = new Decisions(timeline);
            this.sound = new CallSound(openRecording(), timeline::msAt);
        }

        void run() {
            liveCalls.add(id, orders, sound);
            Ear ear = new Ear(
                    signals,
                    FloorSettings.of(settings.bargeIn()),
                    rooms.voices().language(),
                    soFar -> timeline.saying(Side.CALLER, soFar));
            Turns turns = new Turns(timeline);
            Moods moods = new Moods(timeline);
            AudioLine line = new AudioLine(channel, audio(), timeline, ear, () -> openHearing(ear), ending);
            CallLanguage language = new CallLanguage(rooms.voices(), ear, timeline);
            long endNanos =
                    beganNanos + script.limits().call(channel.callMax(callMax)).toNanos();
            Spending spending =
                    new Spending(rooms.voices().prices(), script.limits().cost(), timeline);
            Dialogue dialogue = new Dialogue(
                    line,
                    signals,
                    ear,
                    rooms.voices(),
                    spending,
                    language,
                    settings,
                    timeline,
                    turns,
                    moods,
                    () -> dealings.customersTime(clock),
                    ending,
                    endNanos,
                    orders);
            PersonCall calledPerson = new PersonCall(
                    request, channel, line, dialogue, signals, rooms.sounds(), timeline, decided, persons);
            LiveCall call = new LiveCall(
                    id,
                    request,
                    channel,
                    line,
                    dialogue,
                    language,
                    (self, plan) -> new FreeTalk(
                            line,
                            signals,
                            ear,
                            rooms.voices(),
                            settings,
                            timeline,
                            turns,
                            moods,
                            dialogue,
                            spending,
                            self,
                            plan),
                    self -> new LivePeople(
                            self, calledPerson, line, dialogue, signals, rooms.sounds(), timeline, decided, dealings),
                    decided,
                    sound,
                    timeline,
                    ending,
                    rooms.sounds(),
                    tried == null ? rooms.resources() : rooms.resources().readOnly(),
                    settings.filler(),
                    dealings.lead(),
                    dealings.hasLanguages());
            Optional<ScriptFailure> broke = Optional.empty();
            dialogue.supervision().serve(call);
            try {
                script.run(call);
            } catch (CallEnded ended) {
                if (!ending.decided()) {
                    ending.because(EndReason.SCRIPT, "");
                }
            } catch (ScriptFailure failure) {
                broke = Optional.of(failure);
                failures.script(failure.file() + ":" + failure.line(), failure.render());
                ending.because(EndReason.FAILED, String.valueOf(failure.getMessage()));
            } catch (RuntimeException failure) {
                failures.call(failure);
                ending.because(EndReason.FAILED, String.valueOf(failure.getMessage()));
            } finally {
                if (tried == null) {
                    rooms.scripts().served(script, broke);
                }
                close(line, turns, calledPerson);
                if (tried != null) {
                    tried.over();
                }
            }
        }

        private CallAudio audio() {
            SocketAudio socket = new SocketAudio(
                    rooms.audio(),
                    channel,
                    AudioWay.of(request),
                    request.localAddress(),
                    rooms.advertise(),
                    settings.audioWait(),
                    sound,
                    signals,
                    timeline,
                    ending);
            return rooms.choice().audio(request, channel, socket, sound, signals, timeline);
        }

        private @Nullable StereoRecording openRecording() {
            if (!settings.record()) {
                return null;
            }
            try {
                return StereoRecording.open(recordings.resolve(id + ".wav"), rooms.recordings());
            } catch (IOException failure) {
                log.error("the call is not recorded: {}", failure.toString());
                timeline.note("recording-failed", "reason", failure.toString());
                return null;
            }
        }

        private Hearing openHearing(Ear ear) {
            return new Hearing(
                    rooms.voices().speechToText(),
                    HearingSettings.of(settings.endOfTurn(), settings.turnMax()),
                    ear::heard);
        }

        /** The one closing path of a call, however it ended. */
        private void close(AudioLine line, Turns turns, PersonCall person) {
            boolean stopped = Thread.interrupted(); // what is owed is done all the same
            liveCalls.remove(id);
            orders.close();
            decided.cleanUp(settings.cleanup());
            line.close();
            if (!ending.decided() && line.isLeft()) {
                ending.because(EndReason.CALLER, "the caller hung up"); // while the script did something else
            }
            sound.close();
            boolean transfers = transfers();
            String status = decided.status().isEmpty()
                    ? transfers ? CallResult.TRANSFERRED : settings.defaultStatus()
                    : decided.status();
            int talkSeconds = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNanos);
            String file = Objects.toString(sound.file(), "");
            dealings.end(new CallResult(
                    how(transfers),
                    status,
                    decided.comment(),
                    turns.firstFrameNanos() != 0,
                    talkSeconds,
                    Instant.now(clock),
                    decided.callBack(),
                    decided.fields(),
                    file.isEmpty() ? null : new CallResult.Recording(file, talkSeconds),
                    decided.forbidden()));
            tellDialplan(transfers);
            if (transfers) {
                person.sent(decided.target(), decided.targetContext());
            }
            person.close();
            long firstAudioMs = turns.firstFrameNanos() == 0 ? -1 : timeline.msAt(turns.firstFrameNanos());
            timeline.note(
                    "ended",
                    "reason",
                    ending.reason().name(),
                    "detail",
                    ending.detail(),
                    "status",
                    status,
                    "seconds",
                    talkSeconds,
                    "firstAudioMs",
                    firstAudioMs,
                    "recording",
                    file);
            timeline.log()
                    .end(new CallEnd(
                            Instant.now(clock),
                            ending.reason().state(),
                            status,
                            decided.comment(),
                            ending.reason().name(),
                            timeline.msSinceStart(),
                            file,
                            firstAudioMs < 0 ? null : firstAudioMs,
                            ending.reason() == EndReason.FAILED ? ending.detail() : ""));
            log.info(
                    "call ended: script {} extension {} reason {} status {} seconds {}",
                    script.name(),
                    request.extension(),
                    ending.reason(),
                    status,
                    talkSeconds);
            if (stopped) {
                Thread.currentThread().interrupt();
            }
        }

        /** Whether the script sends the caller on; known before the dialplan hears of it. */
        private boolean transfers() {
            boolean transfers = ending.reason() == EndReason.TRANSFER
                    || (ending.reason() == EndReason.SCRIPT && !decided.target().isEmpty());
            if (transfers) {
                ending.because(EndReason.TRANSFER, "");
            }
            return transfers;
        }

        private How how(boolean transfers) {
            return switch (ending.reason()) {
                case CALLER -> How.CALLER;
                case SCRIPT, AGENT, TIME, COST, SUPERVISOR -> transfers ? How.TRANSFER : How.AGENT;
                case TRANSFER -> How.TRANSFER;
                case FAILED, STOPPED -> How.FAILED;
            };
        }

        private void tellDialplan(boolean transfers) {
            boolean served = ending.reason() != EndReason.FAILED && ending.reason() != EndReason.STOPPED;
            if (transfers) {
                channel.trySetVariable("PARLEY_TARGET", decided.target());
                channel.trySetVariable("PARLEY_CONTEXT", decided.targetContext());
                channel.trySetVariable(STATUS, "TRANSFER");
                return;
            }
            channel.trySetVariable("PARLEY_REASON", ending.reason().name());
            channel.trySetVariable(STATUS, served ? "DONE" : "FAILED");
            if (ending.reason() == EndReason.AGENT) {
                channel.tryHangup();
            }
        }
    }
}
