package org.parley.ai.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.parley.ai.AgentSpec;
import org.parley.ai.AgentSpec.Intent;
import org.parley.ai.ChatTurn;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.ToolCall;
import org.parley.ai.ToolResult;
import org.parley.ai.ToolSpec;
import org.parley.ai.Usage;
import org.parley.ai.VoiceEvent;
import org.parley.ai.openai.RealtimeSession.Step;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens in a talk over the Realtime API, and what is done about it. The talk's thread only. */
final class RealtimeTalk {
    private static final Logger log = LoggerFactory.getLogger(RealtimeTalk.class);
    private static final int FAILURES_MAX = 2;

    private final RealtimeSession session;
    private final OpenAiRealtimeSettings settings;
    private final AgentSpec spec;
    private final Prompt prompt;
    private final Teller teller;
    private final TalkMemory memory;
    private final PendingTools tools;
    private final CallerTurns turns;
    private final RealtimeRenewal links;
    private final Sayings sayings;
    private final Asks asks;
    private boolean toolsWantAnswer; // of the model, once they have answered
    private boolean lastWords; // the next response is the last
    private String endsAfter = ""; // the response with whose end the talk ends
    private String endReason = "";
    private long heardNanos; // since when the model has given no sign of the response that it writes
    private int failures;

    RealtimeTalk(
            RealtimeSession session,
            OpenAiRealtimeSettings settings,
            AgentSpec spec,
            Prompt prompt,
            Uplink uplink,
            Teller teller,
            RealtimeLink first) {
        this.session = session;
        this.settings = settings;
        this.spec = spec;
        this.prompt = prompt;
        this.teller = teller;
        this.memory = new TalkMemory(spec.history());
        this.tools = new PendingTools(spec.tools(), (call, result) -> session.post(new Step.Answer(call, result)));
        this.turns = new CallerTurns(settings, uplink, memory, teller);
        this.links = new RealtimeRenewal(session, settings, uplink, memory, first);
        this.sayings = new Sayings(session, links, memory);
        this.asks = new Asks(prompt);
    }

    void begin() {
        links.begin();
    }

    /** Takes what came; what breaks the protocol ends the talk. */
    void take(Step step) {
        try {
            act(step);
        } catch (ProviderException broken) {
            fail(broken);
        }
    }

    private void act(Step step) {
        switch (step) {
            case Step.Message(RealtimeLink from, JsonNode message) -> {
                if (links.isCurrent(from)) {
                    message(message);
                }
            }
            case Step.Lost(RealtimeLink link, ProviderException cause) -> {
                if (links.isCurrent(link)) {
                    lost(link, cause);
                }
            }
            case Step.Opened(RealtimeLink link) -> links.opened(link);
            case Step.NotOpened(ProviderException cause) -> {
                if (links.notOpened(cause)) {
                    fail(cause);
                }
            }
            case Step.Start(Speaker audible) -> {
                sayings.begin(audible);
                asks.say(spec.greeting());
            }
            case Step.Say(String text) -> asks.say(text);
            case Step.Inform(String fact) -> {
                memory.add(ChatTurn.fact(fact));
                RealtimeMessages.items(ChatTurn.fact(fact)).forEach(links::send);
            }
            case Step.Typed(String text) -> {
                memory.add(ChatTurn.caller(text));
                RealtimeMessages.items(ChatTurn.caller(text)).forEach(links::send);
                asks.answer();
            }
            case Step.Answer(ToolCall call, ToolResult result) -> {
                tools.answer(call, result);
                settleTools();
            }
            case Step.Spoken(Saying saying, Utterance utterance) -> spoken(saying, utterance);
        }
    }

    private void message(JsonNode message) {
        if (sayings.of(message) != null) {
            heardNanos = System.nanoTime();
        }
        switch (message.path("type").asText("")) {
            case "response.created" ->
                created(message.path("response").path("id").asText(""));
            case "response.output_audio.delta", "response.audio.delta" -> sayings.audio(message);
            case "response.output_audio_transcript.delta", "response.audio_transcript.delta" -> {
                sayings.words(message);
                saying(message);
            }
            case "response.output_audio_transcript.done", "response.audio_transcript.done" -> sayings.allWords(message);
            case "response.function_call_arguments.done" -> {
                Saying saying = sayings.of(message);
                if (saying != null) {
                    call(saying, message);
                }
            }
            case "response.done" -> done(message.path("response"));
            case "input_audio_buffer.speech_started" -> {
                turns.started(message);
                interrupted();
            }
            case "input_audio_buffer.speech_stopped" -> turns.stopped(message);
            case "input_audio_buffer.committed" -> {
                turns.committed(message);
                asks.expect();
            }
            case "conversation.item.input_audio_transcription.delta" -> turns.understands(message);
            case "conversation.item.input_audio_transcription.completed" ->
                turns.understood(message, message.path("transcript").asText(""));
            case "conversation.item.input_audio_transcription.failed" -> {
                log.warn("{} could not write down the caller's words: {}", session.provider(), message.path("error"));
                turns.understood(message, "");
            }
            case "error" -> error(message.path("error"));
            default -> log.trace("{} tells {}", session.provider(), message.path("type"));
        }
    }

    private void saying(JsonNode message) {
        Saying saying = sayings.of(message);
        if (saying != null && !saying.isDropped()) {
            teller.tell(new VoiceEvent.AgentSaying(saying.text()));
        }
    }

    private void created(String id) {
        sayings.created(id);
        asks.begun();
        heardNanos = System.nanoTime();
        if (lastWords) {
            lastWords = false;
            endsAfter = id;
        }
    }

    private static void call(Saying saying, JsonNode item) {
        String id = item.path("call_id").asText("");
        String name = item.path("name").asText("");
        if (!id.isEmpty() && !name.isEmpty()) {
            saying.calls(new ToolCall(id, name, item.path("arguments").asText("")));
        }
    }

    private void done(JsonNode response) {
        JsonNode usage = response.path("usage");
        used(Usage.Unit.INPUT_TOKENS, usage.path("input_tokens").asLong(0));
        used(Usage.Unit.OUTPUT_TOKENS, usage.path("output_tokens").asLong(0));
        Saying saying = sayings.done(response.path("id").asText(""));
        if (saying == null) {
            return;
        }
        String status = response.path("status").asText("completed");
        switch (status) {
            case "completed" -> {
                failures = 0;
                response.path("output").forEach(item -> {
                    if (item.path("type").asText("").equals("function_call")) {
                        call(saying, item);
                    }
                });
                called(saying);
                if (saying.id().equals(endsAfter) && saying.utterance().isEmpty()) {
                    end(); // its last words are none
                }
            }
            case "failed" -> failed(saying, response.path("status_details").path("error"));
            default -> {
                log.debug("{} ended an answer as {}: {}", session.provider(), status, response.path("status_details"));
                sayings.forget(saying, response.path("output"));
            }
        }
    }

    private void failed(Saying saying, JsonNode error) {
        ProviderException cause = OpenAiFailures.failure(session.provider(), error, Kind.NETWORK, "failed to answer: ");
        failures++;
        if (cause.needsOperator() || failures >= FAILURES_MAX) {
            fail(cause);
            return;
        }
        log.warn("{}; asking again", cause.getMessage());
        if (saying.utterance().isEmpty()) {
            asks.again();
        }
    }

    /** Runs what the model has called in a response that is complete. */
    private void called(Saying saying) {
        List<ToolCall> calls = saying.calls();
        if (calls.isEmpty()) {
            return;
        }
        memory.add(ChatTurn.calls("", calls));
        boolean spoke = saying.millis() > 0;
        String intentTool = prompt.intentTool().map(ToolSpec::name).orElse("");
        String endTool = settings.hangsUp() ? prompt.endTool().name() : "";
        for (ToolCall call : calls) {
            tools.expect(call);
            if (call.name().equals(intentTool)) {
                prompt.intent(OpenAiChat.argument(call)).ifPresent(intent -> seen(intent, saying, spoke));
                tools.answer(call, ToolResult.of(spoke ? "Noted." : "Noted. Now speak your answer."));
                toolsWantAnswer |= !spoke;
            } else if (call.name().equals(endTool)) {
                tools.answer(call, ToolResult.of("The talk ends."));
                endsWith(saying, spoke, "the model has ended the talk");
            } else {
                toolsWantAnswer = true;
                teller.tell(new VoiceEvent.ToolCalled(call));
            }
        }
        settleTools();
    }

    private void seen(Intent intent, Saying saying, boolean spoke) {
        teller.tell(new VoiceEvent.IntentSeen(intent.name(), intent.ends()));
        if (intent.ends() && spoke) {
            endsWith(saying, true, intent.name());
        } else if (intent.ends()) {
            endReason = intent.name();
            lastWords = true;
        }
    }

    private void endsWith(Saying saying, boolean spoke, String reason) {
        endReason = reason;
        if (spoke && !saying.isSpoken()) {
            endsAfter = saying.id();
        } else if (!lastWords) {
            end();
        }
    }

    private void settleTools() {
        boolean settled = tools.settle((call, result) -> {
            memory.add(ChatTurn.result(call, result));
            links.send(RealtimeMessages.output(call.id(), result.text()));
        });
        if (settled && toolsWantAnswer) {
            toolsWantAnswer = false;
            asks.answer();
        }
    }

    private void interrupted() {
        if (settings.interrupts() && sayings.isBegun()) {
            endsAfter = "";
            lastWords = false;
            sayings.drop();
        }
    }

    private void spoken(Saying saying, Utterance utterance) {
        VoiceEvent.AgentSaid said = sayings.spoken(saying, utterance);
        teller.tell(said);
        if (saying.id().equals(endsAfter)) {
            endsAfter = "";
            if (!said.cut()) {
                end();
            }
        }
    }

    private void error(JsonNode error) {
        String code = error.path("code").asText("");
        if (code.equals("response_cancel_not_active")) {
            return;
        }
        if (code.equals("conversation_already_has_active_response")) {
            asks.tooEarly();
            return;
        }
        ProviderException cause = OpenAiFailures.failure(session.provider(), error, Kind.PROTOCOL, "tells an error: ");
        if (code.equals("session_expired")) {
            lost(links.current(), cause);
        } else if (cause.kind() == Kind.QUOTA || cause.kind() == Kind.AUTH) {
            fail(cause);
        } else if (asks.refused(error.path("event_id").asText(""))) {
            failures++;
            if (failures >= FAILURES_MAX) {
                fail(cause);
            }
        } else {
            log.warn("{}", cause.getMessage());
        }
    }

    private void lost(RealtimeLink link, ProviderException cause) {
        if (!link.expired()) {
            fail(cause);
            return;
        }
        log.info("{} ended the session for its age; opening another", session.provider());
        asks.lost();
        if (sayings.cutOff()) {
            asks.again();
        }
        turns.lost();
        links.lost();
    }

    /** Does what the clock asks for. */
    void tick() {
        long now = System.nanoTime();
        Duration limit = settings.answer();
        boolean stuck = sayings.isWriting() && now - heardNanos > limit.toNanos();
        if (asks.isOverdue(now, limit) || stuck) {
            fail(new ProviderException(
                    session.provider(),
                    Kind.SLOW,
                    "Expected an answer, or more of it, within " + limit.toMillis() + " ms but had none",
                    null));
            return;
        }
        boolean answering = sayings.isWriting() || asks.isOpen();
        links.tick(now, !answering && sayings.isEmpty() && tools.isEmpty() && turns.isQuiet(now));
        if (sayings.isBegun() && !answering && !turns.isSpeaking() && links.isOpen()) {
            asks.next(now, tools.isEmpty()).ifPresent(links::send);
        }
    }

    private void used(Usage.Unit unit, long amount) {
        if (amount > 0) {
            teller.tell(new VoiceEvent.Used(new Usage(session.provider(), unit, amount)));
        }
    }

    private void end() {
        boolean _ = session.end(List.of(new VoiceEvent.Ended(endReason)));
    }

    /** Tells the failure, once. */
    void fail(ProviderException cause) {
        boolean _ = sayings.cutOff();
        boolean _ = session.end(List.of(new VoiceEvent.Failed(cause)));
    }

    void close() {
        tools.close();
    }
}
