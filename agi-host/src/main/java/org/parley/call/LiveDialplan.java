package org.parley.call;

import java.util.regex.Pattern;
import org.parley.agi.AgiChannel;
import org.parley.script.Dialplan;

/** The dialplan behind a call: each verb takes the channel back from the audio first. */
final class LiveDialplan implements Dialplan {
    private static final Pattern CONTEXT = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private final LiveCall call;
    private final AgiChannel channel;
    private final AudioLine line;
    private final CallTimeline timeline;

    LiveDialplan(LiveCall call, AgiChannel channel, AudioLine line, CallTimeline timeline) {
        this.call = call;
        this.channel = channel;
        this.line = line;
        this.timeline = timeline;
    }

    @Override
    public boolean isThere() {
        return channel.hasDialplan();
    }

    @Override
    public String variable(String name) {
        return call.verb(() -> {
            line.closeLeg();
            return channel.variable(name);
        });
    }

    @Override
    public void variable(String name, String value) {
        call.act(() -> {
            line.closeLeg();
            channel.setVariable(name, value);
        });
    }

    @Override
    public void continueAt(String context, String extension, int priority) {
        Decisions.require(CONTEXT, context, "a dialplan context of letters, digits and -_");
        call.act(() -> {
            line.closeLeg();
            channel.continueAt(context, extension, priority);
        });
        timeline.note("continue-at", "context", context, "extension", extension, "priority", priority);
    }

    @Override
    public String agi(String command) {
        timeline.note("agi", "command", command.split(" ", 2)[0]); // its arguments may name a person
        return call.verb(() -> {
            line.closeLeg();
            return channel.command(command);
        });
    }
}
