package org.parley.ai.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.parley.ai.ProviderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session in use, and the one that replaces it: opened beside it when it is old, told what was said, and taken in a
 * pause of the talk, or at once when the server has ended the old one. The talk's thread only.
 */
final class RealtimeRenewal {
    private static final Logger log = LoggerFactory.getLogger(RealtimeRenewal.class);
    private static final long AGAIN_NANOS = Duration.ofSeconds(10).toNanos();
    /** A pause is waited for no longer than this. */
    private static final long PAUSE_MAX_NANOS = Duration.ofMinutes(4).toNanos();
    /** Audio that the new session hears of before: enough for a first syllable, nothing of a turn that was answered. */
    private static final int BEFORE_MILLIS = 300;

    private static final int BEFORE_LOST_MILLIS = 1000;

    private final RealtimeSession session;
    private final OpenAiRealtimeSettings settings;
    private final Uplink uplink;
    private final TalkMemory memory;
    private RealtimeLink current;
    private @Nullable RealtimeLink next;
    private boolean opening;
    private boolean lost;
    private long renewNanos;
    private long forceNanos;

    RealtimeRenewal(
            RealtimeSession session,
            OpenAiRealtimeSettings settings,
            Uplink uplink,
            TalkMemory memory,
            RealtimeLink first) {
        this.session = session;
        this.settings = settings;
        this.uplink = uplink;
        this.memory = memory;
        this.current = first;
    }

    /** The first session is told what was said before, and hears the caller. */
    void begin() {
        use(current, 0);
    }

    RealtimeLink current() {
        return current;
    }

    boolean isCurrent(RealtimeLink link) {
        return link == current && !lost;
    }

    /** True while there is a session to send to. */
    boolean isOpen() {
        return !lost;
    }

    void send(ObjectNode message) {
        if (!lost) {
            current.send(message);
        }
    }

    void opened(RealtimeLink link) {
        opening = false;
        next = link;
    }

    /** Another session could not be opened; true when there is none to go on with. */
    boolean notOpened(ProviderException cause) {
        opening = false;
        renewNanos = System.nanoTime() + AGAIN_NANOS;
        log.warn("Could not open another session: {}", cause.getMessage());
        return lost;
    }

    /** The server has ended the session for its age. */
    void lost() {
        lost = true;
        uplink.toNobody();
        session.drop(current);
        open();
    }

    void tick(long now, boolean quiet) {
        if (now - renewNanos > 0 && next == null) {
            open();
        }
        RealtimeLink ready = next;
        if (ready != null && (quiet || lost || now - forceNanos > 0)) {
            RealtimeLink old = current;
            boolean wasLost = lost;
            lost = false;
            next = null;
            current = ready;
            use(ready, wasLost ? BEFORE_LOST_MILLIS : BEFORE_MILLIS);
            session.drop(old);
            log.info("{}: another session has taken over", session.provider());
        }
    }

    private void open() {
        if (!opening && next == null) {
            opening = true;
            session.openAnother();
        }
    }

    private void use(RealtimeLink link, int millisBefore) {
        renewNanos = System.nanoTime() + settings.sessionMax().toNanos();
        forceNanos = renewNanos + PAUSE_MAX_NANOS;
        memory.turns().forEach(turn -> RealtimeMessages.items(turn).forEach(link::send));
        uplink.to(link, millisBefore);
    }
}
