package org.parley.ai.deepgram;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.parley.ai.ProviderException.Kind;
import org.parley.ai.SpeechSink;
import org.parley.ai.wire.Deadline;
import org.parley.ai.wire.Wire;

/** Aura over sockets ({@code /v1/speak}), each for one sentence at a time and kept for the next. */
final class AuraSocketSpeech extends AuraVoice {
    private static final int KEPT_MAX = 50;

    private final Deque<SpeakLink> free = new ArrayDeque<>(); // guarded by itself
    private boolean closed; // guarded by free

    AuraSocketSpeech(DeepgramSettings.SpeakSettings settings, Request server, Wire wire) {
        super(settings, server, wire);
    }

    @Override
    boolean spoken(String text, SpeechSink sink) throws InterruptedException {
        SpeakLink kept = kept();
        if (kept != null) {
            try {
                return spoken(kept, text, sink);
            } catch (ProviderException broken) {
                if (kept.hasSpoken() || broken.kind() != Kind.NETWORK) {
                    throw broken;
                }
                // it went while it waited
            }
        }
        return spoken(SpeakLink.open(wire, address, settings.rate()), text, sink);
    }

    private boolean spoken(SpeakLink link, String text, SpeechSink sink) throws InterruptedException {
        boolean good = false;
        try {
            boolean heard = link.speak(text, sink);
            good = true;
            if (heard) {
                keep(link);
            } else {
                link.clear(() -> keep(link)); // what still comes of the cut sentence is not the next one's
            }
            return heard;
        } finally {
            if (!good) {
                link.close();
            }
        }
    }

    private @Nullable SpeakLink kept() {
        synchronized (free) {
            SpeakLink link = free.pollLast();
            while (link != null && !link.isOpen()) {
                link = free.pollLast();
            }
            return link;
        }
    }

    private void keep(SpeakLink link) {
        boolean keeps;
        synchronized (free) {
            keeps = !closed && link.isOpen() && free.size() < KEPT_MAX;
            if (keeps) {
                free.addLast(link);
            }
        }
        if (!keeps) {
            link.close();
            return;
        }
        long use = link.uses();
        Duration idle = settings.socketIdle();
        Deadline _ = Deadline.start(idle, () -> drop(link, use));
    }

    private void drop(SpeakLink link, long use) {
        boolean unused;
        synchronized (free) {
            unused = link.uses() == use && free.remove(link);
        }
        if (unused) {
            link.close();
        }
    }

    @Override
    public void close() {
        synchronized (free) {
            closed = true;
            free.forEach(SpeakLink::close);
            free.clear();
        }
        wire.close();
    }
}
