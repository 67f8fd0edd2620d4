package org.parley.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.parley.ai.AgentSpec;
import org.parley.ai.ChatTurn;
import org.parley.ai.LanguageModel;
import org.parley.ai.ProviderException;
import org.parley.ai.Reply;
import org.parley.trial.Exchanges.Exchange;

/** A model, which it does not own, whose answers are kept. One thread. */
final class RecordingModel implements LanguageModel {
    private final LanguageModel model;
    private final List<Exchange> exchanges = new ArrayList<>();

    private String failure = "";

    RecordingModel(LanguageModel model) {
        this.model = model;
    }

    Exchanges recorded() {
        return new Exchanges(model.name(), exchanges);
    }

    /** Why there is no whole recording, or "". */
    String failure() {
        return exchanges.isEmpty() && failure.isEmpty() ? "the test has no free talk" : failure;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public boolean heeds() {
        return model.heeds();
    }

    @Override
    public Reply reply(AgentSpec spec, List<ChatTurn> history, Consumer<String> text) throws InterruptedException {
        List<ChatTurn> asked = List.copyOf(history);
        try {
            Reply reply = model.reply(spec, asked, text);
            exchanges.add(Exchange.of(spec, asked, reply));
            return reply;
        } catch (ProviderException refused) {
            failure = String.valueOf(refused.getMessage());
            throw refused;
        }
    }

    @Override
    public void close() {
        // its model is closed by its owner
    }
}
