package org.parley.call;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parley.agi.NoApplication;
import org.parley.audio.AudioLeg;
import org.parley.audio.LegListener;

/** AudioSocket, or files where the Asterisk of the call has none, which is remembered for the calls that follow. */
final class ChosenAudio implements CallAudio {
    private final CallAudio socket;
    private final CallAudio files;
    private final AudioChoice.OfAsterisk known;
    private CallAudio current;
    private boolean decided;

    ChosenAudio(CallAudio socket, CallAudio files, AudioChoice.OfAsterisk known) {
        this.socket = socket;
        this.files = files;
        this.known = known;
        this.decided = known.hasAudioSocket().isPresent();
        this.current = known.hasAudioSocket().orElse(true) ? socket : files;
    }

    @Override
    public AudioLeg open(Supplier<LegListener> listeners) throws InterruptedException {
        if (current.isByTurns()) {
            return files.open(listeners);
        }
        try {
            AudioLeg opened = socket.open(listeners);
            if (!decided) {
                known.found(true);
            }
            return opened;
        } catch (NoApplication missing) {
            known.found(false);
            current = files;
            return files.open(listeners);
        } finally {
            decided = true;
        }
    }

    @Override
    public boolean ended() {
        return current.ended();
    }

    @Override
    public @Nullable Signal take(long deadlineNanos, Awaited awaited) throws InterruptedException {
        return current.take(deadlineNanos, awaited);
    }

    @Override
    public boolean isDecided() {
        return decided;
    }

    @Override
    public boolean isByTurns() {
        return current.isByTurns();
    }

    @Override
    public boolean isAnswerDue() {
        return current.isAnswerDue();
    }
}
