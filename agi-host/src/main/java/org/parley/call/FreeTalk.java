package org.parley.call;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Capability;
import org.parley.ai.Forbidden;
import org.parley.ai.ProviderException;
import org.parley.ai.StandardWords;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.Usage;
import org.parley.ai.VoiceAgent;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.call.BuiltInTools.Outcome;
import org.parley.call.CallAudio.Awaited;
import org.parley.script.Call;
import org.parley.script.Call.TalkEnd;
import org.parley.script.Call.TalkEnd.Reason;
import org.parley.script.Steering;
import org.parley.script.TalkPlan;
import org.parley.store.TurnRow.Side;

/** One free talk of the caller with a voice agent, on the call's thread. */
final class FreeTalk {
    /** How often is looked whether somebody speaks while something waits for silence. */
    private static final long LOOK_NANOS = 50_000_000L;

    /** After the last key, unless that is #. */
    private static final long NEXT_KEY_NANOS = 1_500_000_000L;

    private final AudioLine line;
    private final SignalQueue signals;
    private final Ear ear;
    private final Voices voices;
    private final CallSettings settings;
    private final CallTimeline timeline;
    private final Turns turns;
    private final Moods moods;
    private final Dialogue dialogue;
    private final Spending spending;
    private final Call call;
    private final TalkPlan plan;
    private String intent = "";
    private Locale spoken; // by the caller, as far as it was heard
    private long keyedNanos; // when he pressed a key last; 0 when what he keyed was told
    private String hushed = ""; // the phrase for which the answer that is being said was cut off
    private boolean filled; // the caller was told that a tool takes a moment
    private @Nullable Farewell farewell; // once the talk is to end
    private @Nullable PendingKeys keys; // to be sent once nobody speaks

    private record PendingKeys(ToolCall call, String keys) {}

    FreeTalk(
            AudioLine line,
            SignalQueue signals,
            Ear ear,
            Voices voices,
            CallSettings settings,
            CallTimeline timeline,
            Turns turns,
            Moods moods,
            Dialogue dialogue,
            Spending spending,
            Call call,
            TalkPlan plan) {
        this.line = line;
        this.signals = signals;
        this.ear = ear;
        this.voices = voices;
        this.settings = settings;
        this.timeline = timeline;
        this.turns = turns;
        this.moods = moods;
        this.dialogue = dialogue;
        this.spending = spending;
        this.call = call;
        this.plan = plan;
        this.spoken = plan.spec().language();
    }

    /** Talks until the voice, a tool or the caller's silence ends it, or the time is over. */
    TalkEnd run() throws InterruptedException {
        try {
            TalkEnd end = spending.isOver(System.nanoTime(), false) ? null : talked();
            if (end != null) {
                return end.in(spoken);
            }
        } finally {
            spending.ends(System.nanoTime());
        }
        throw dialogue.tooDear(spoken);
    }

    /** Null when it has cost too much. */
    private @Nullable TalkEnd talked() throws InterruptedException {
        Voices.Chosen chosen = voices.choose(plan.voices(), plan.backups(), line.isByTurns());
        chosen.left().forEach((voice, why) -> timeline.note("voice-left", "voice", voice, "reason", why));
        VoiceAgent agent = chosen.agent();
        StandardWords words = StandardWords.of(plan.spec().language());
        long deadline = System.nanoTime() + plan.limit().toNanos();
        try (TalkTools tools = new TalkTools(plan, call, dialogue, signals, timeline)) {
            OpeningVoice opening = new OpeningVoice(agent, tools.with(plan.spec()), this::heard);
            TalkSpeaker speaker;
            String heard;
            try {
                speaker = new TalkSpeaker(line.leg().speaker());
                heard = dialogue.wordsOut(); // who speaks is not spoken over, while the voice is being reached
            } catch (InterruptedException | RuntimeException noAudio) {
                opening.abandon();
                throw noAudio;
            }
            ear.hearWith(null); // the voice listens for itself
            try (VoiceSession session = opening.await()) {
                TalkVoice voice = new TalkVoice(
                        session,
                        agent.capabilities(),
                        speaker,
                        dialogue.mouth(),
                        ear,
                        plan.spec().language(),
                        dialogue.supervision().orders(),
                        timeline);
                plan.steering().begin(wheel());
                spending.begins(chosen.names(), System.nanoTime());
                voice.begin(heard);
                dialogue.supervision().talk(voice);
                return until(deadline, new Running(session, agent.capabilities(), speaker, tools, words, voice));
            } catch (ProviderException failure) {
                timeline.note("voice-failed", "reason", String.valueOf(failure.getMessage()));
                dialogue.supervision().talk(null);
                ear.talkWith(null);
                dialogue.say(words.apology(), false);
                return new TalkEnd(intent, Reason.FAILED);
            } finally {
                plan.steering().end();
                dialogue.supervision().talk(null);
                ear.talkWith(null);
                ear.mayInterrupt(null);
                speaker.clear();
            }
        }
    }

    /** The parts of a talk that is open. */
    private record Running(
            VoiceSession session,
            Set<Capability> capabilities,
            TalkSpeaker speaker,
            TalkTools tools,
            StandardWords words,
            TalkVoice voice) {}

    private void heard(VoiceEvent event) {
        if (event instanceof VoiceEvent.CallerSaying(String soFar)) {
            ear.words(soFar);
        } else if (event instanceof VoiceEvent.Used(Usage used)) {
            spending.used(used); // also what comes when the talk is closed
        } else if (event instanceof VoiceEvent.AgentSaying(String soFar)) {
            timeline.saying(Side.AGENT, soFar);
            timeline.forbidden(soFar).ifPresent(_ -> signals.post(new Signal.Voice(event)));
        } else {
            signals.post(new Signal.Voice(event));
        }
    }

    private @Nullable TalkEnd until(long deadline, Running talk) throws InterruptedException {
        Silence silence = new Silence(settings.noInput(), talk.words());
        while (true) {
            long now = System.nanoTime();
            boolean speaking = talk.speaker().isSpeaking();
            if (speaking || ear.isCallerSpeaking() || line.isAnswerDue() || isBusy(talk)) {
                silence.broken(now);
            }
            if (farewell != null && farewell.isOver(now, speaking, ear.isCallerSpeaking())) {
                return farewell.done();
            }
            if (spending.isOver(now, speaking)) {
                return null;
            }
            if (keys != null && !speaking) {
                send(keys, talk);
                keys = null;
            }
            if (keyedNanos != 0 && now - keyedNanos >= NEXT_KEY_NANOS) {
                tellKeys(talk);
            }
            fillIfSlow(talk, now, speaking);
            moods.next(ear.isCallerSpeaking(), now).ifPresent(talk.tools()::mood);
            boolean often = isBusy(talk) || moods.isWaiting();
            long look = often ? now + LOOK_NANOS : silence.nextLookNanos(now);
            switch (dialogue.take(Math.min(deadline, look), often ? Awaited.TIME : Awaited.TALK)) {
                case null -> {
                    if (System.nanoTime() >= deadline) {
                        return new TalkEnd(intent, Reason.TIME);
                    }
                    if (!often && !prompted(silence, talk)) {
                        return new TalkEnd(intent, Reason.SILENCE);
                    }
                }
                case Signal.Voice(VoiceEvent event) -> {
                    if (event instanceof VoiceEvent.CallerSaid) {
                        silence.answered(System.nanoTime());
                    }
                    handle(event, talk);
                }
                case Signal.Key(char key) -> {
                    talk.speaker().clear();
                    keyedNanos = key == '#' ? 1 : System.nanoTime();
                }
                case Signal.Ordered(Order order)
                when !(order.what() instanceof Order.Whisper) -> silence.broken(System.nanoTime());
                case Signal.ToolAnswered(ToolCall answered, ToolResult result) -> answer(answered, result, talk);
                case Signal.Instructed(FreeTalk told, String text)
                when told == this -> {
                    timeline.note(
                            "instruct", "text", text, "taken", talk.session().heeds());
                    talk.session().inform(text);
                }
                case Signal.Finished(FreeTalk told, String name)
                when told == this -> {
                    timeline.note("finish", "intent", name);
                    return new TalkEnd(name, Reason.SCRIPT);
                }
                default -> {} // the dialogue has seen to it
            }
        }
    }

    private Steering.Wheel wheel() {
        return new Steering.Wheel() {
            @Override
            public void instruct(String text) {
                signals.post(new Signal.Instructed(FreeTalk.this, text));
            }

            @Override
            public void finish(String name) {
                signals.post(new Signal.Finished(FreeTalk.this, name));
            }
        };
    }

    /** Something goes on that the caller's silence does not end. */
    private boolean isBusy(Running talk) {
        return farewell != null
                || keyedNanos != 0
                || keys != null
                || talk.tools().runningSince().isPresent();
    }

    /** Asks a silent caller whether he is there; false when he was asked often enough. */
    private boolean prompted(Silence silence, Running talk) {
        boolean somebodySpeaks = talk.speaker().isSpeaking() || ear.isCallerSpeaking();
        return switch (silence.look(System.nanoTime(), somebodySpeaks)) {
            case Silence.Say(String prompt) -> {
                timeline.note("silence", "prompt", prompt);
                talk.session().say(prompt);
                yield true;
            }
            case Silence.End _ -> {
                timeline.note("silence", "prompt", "");
                yield false;
            }
            case Silence.Wait _ -> true;
        };
    }

    private void handle(VoiceEvent event, Running talk) {
        switch (event) {
            case VoiceEvent.CallerSaid said -> {
                turns.callerSaid(said);
                if (!said.text().isBlank()) {
                    boolean scored = talk.capabilities().contains(Capability.EMOTION);
                    moods.said(said.text(), said.times().startNanos(), scored, System.nanoTime());
                }
                goOnFor(said.text(), talk);
            }
            case VoiceEvent.AgentSaying(String soFar) ->
                timeline.forbidden(soFar).ifPresent(phrase -> hush(phrase, talk));
            case VoiceEvent.HeldBack(String phrase) -> timeline.heldBack(phrase);
            case VoiceEvent.AgentSaid said -> {
                turns.agentSaid(said);
                talk.voice().said(said);
                hushed = "";
            }
            case VoiceEvent.VoiceLeft(String voice, ProviderException cause) -> {
                timeline.note("voice-left", "voice", voice, "reason", String.valueOf(cause.getMessage()));
                spending.left(System.nanoTime());
                plan.steering().happened(Steering.VOICE_LOST);
            }
            case VoiceEvent.SpeechLeft(String name, ProviderException cause) ->
                timeline.note("voice-left", "voice", name, "reason", String.valueOf(cause.getMessage()));
            case VoiceEvent.EmotionHeard(var scores) -> {
                timeline.note("emotion", "scores", scores);
                moods.scored(scores);
            }
            case VoiceEvent.LanguageHeard(Locale language) -> {
                timeline.note("language", "tag", language.toLanguageTag(), "by", "caller");
                spoken = talk.capabilities().contains(Capability.LANGUAGES) ? language : spoken;
            }
            case VoiceEvent.CallerSaying _, VoiceEvent.Used _ -> {} // told already
            case VoiceEvent.IntentSeen(String name, boolean _) -> {
                intent = name;
                timeline.note("intent", "name", name);
            }
            case VoiceEvent.ToolCalled(ToolCall called) -> run(called, talk);
            case VoiceEvent.Ended _ ->
                farewell = new Farewell(
                        new TalkEnd(intent, intent.isEmpty() ? Reason.AGENT : Reason.INTENT),
                        null,
                        () -> {},
                        false,
                        System.nanoTime());
            case VoiceEvent.Failed(ProviderException cause) -> throw cause;
        }
    }

    /** The voice says what must never be said: it is cut off, and something neutral is said instead. */
    private void hush(String phrase, Running talk) {
        if (phrase.equals(hushed)) {
            return; // more words of the same answer
        }
        hushed = phrase;
        talk.voice().cut();
        timeline.stopped(phrase);
        talk.session().inform(Forbidden.toldOf(phrase, ""));
        talk.voice().sayShortly(talk.words().notThat());
    }

    /** Keys count as the caller's words once no more of them come. */
    private void tellKeys(Running talk) {
        keyedNanos = 0;
        String keyed = dialogue.takeKeys();
        turns.callerKeyed(keyed);
        talk.session().typed("The caller pressed these keys: " + keyed);
    }

    // --- tools

    private void run(ToolCall called, Running talk) {
        Optional<Outcome> outcome = talk.tools().run(called);
        if (outcome.isEmpty()) {
            filled = false;
            return;
        }
        switch (outcome.get()) {
            case Outcome.Answer(ToolResult result) -> answer(called, result, talk);
            case Outcome.Keys(String toSend) -> keys = new PendingKeys(called, toSend);
            case Outcome.Ends(String goodbye, Runnable then) -> {
                if (!goodbye.isBlank()) {
                    talk.session().say(goodbye);
                }
                farewell = new Farewell(
                        new TalkEnd(called.name(), Reason.TOOL), called, then, !goodbye.isBlank(), System.nanoTime());
            }
        }
    }

    private static void answer(ToolCall called, ToolResult result, Running talk) {
        talk.tools().answered(called, result);
        talk.session().answer(called, result);
    }

    /** A caller who speaks into a goodbye has something to say, unless he only takes leave himself. */
    private void goOnFor(String words, Running talk) {
        Farewell ending = farewell;
        if (ending == null || !ending.heard() || ending.call() == null || Farewell.isLeave(words, spoken)) {
            return;
        }
        farewell = null;
        answer(ending.call(), ToolResult.failure("The caller says something more: the call goes on."), talk);
    }

    /** A moment's silence is a tool at work; more of it, and the caller is told. */
    private void fillIfSlow(Running talk, long now, boolean speaking) {
        Optional<Long> since = talk.tools().runningSince();
        if (filled
                || speaking
                || since.isEmpty()
                || now - since.get() < settings.filler().toNanos()) {
            return;
        }
        filled = true;
        timeline.note("filler", "text", talk.words().oneMoment());
        talk.voice().sayShortly(talk.words().oneMoment());
    }

    /** Between two legs, for the channel takes keys only without one. */
    private void send(PendingKeys pending, Running talk) throws InterruptedException {
        call.dtmf(pending.keys());
        talk.speaker().moveTo(line.leg().speaker());
        answer(pending.call(), ToolResult.of("sent"), talk);
    }
}
