package org.parley.trial;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.LanguageModel;
import org.parley.ai.Reply;
import org.parley.script.CallEnded;
import org.parley.trial.Exchanges.Exchange;

/** Answers as it was recorded, as long as what it is asked is what was asked then. One thread. */
final class ReplayedModel implements LanguageModel {
    private final Exchanges recorded;
    private int next;
    private String misfit = "";

    ReplayedModel(Exchanges recorded) {
        this.recorded = recorded;
    }

    /** Why the recording does not fit, or "". */
    String misfit() {
        return misfit;
    }

    @Override
    public String name() {
        return recorded.model();
    }

    @Override
    public Reply reply(AgentSpec spec, List<ChatTurn> history, Consumer<String> text) {
        Exchange now = Exchange.of(spec, history, new Reply("", List.of(), "", List.of()));
        if (next >= recorded.exchanges().size()) {
            String last = now.talk().isEmpty() ? "" : ", now to '" + now.talk().getLast() + "'";
            throw off(
                    "it has %d answer%s, and the talk asks for one more%s".formatted(next, next == 1 ? "" : "s", last));
        }
        Exchange then = recorded.exchanges().get(next++);
        Optional<String> difference = then.differsFrom(now);
        if (difference.isPresent()) {
            throw off("at answer " + next + " " + difference.get());
        }
        Reply reply = then.reply(next);
        text.accept(reply.text());
        return reply;
    }

    /** Ends the test's call without a word of the script's. */
    private CallEnded off(String why) {
        misfit = why;
        return new CallEnded("the recording of the model does not fit");
    }

    @Override
    public void close() {
        // nothing is open
    }
}
