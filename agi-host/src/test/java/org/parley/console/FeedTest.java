package org.parley.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.call.CallEvent;

class FeedTest {
    private static final Duration KEEP = Duration.ofMinutes(5);

    private final List<Consumer<CallEvent>> subscribers = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final Feed feed = new Feed(
            subscriber -> {
                subscribers.add(subscriber);
                return () -> subscribers.remove(subscriber);
            },
            KEEP,
            2,
            clock);

    @AfterEach
    void nobodyIsSubscribedAfterwards() {
        feed.close();
        assertThat(subscribers).isEmpty();
    }

    private void happens(String call, String kind, Object... data) {
        Map<String, Object> map = data.length == 0 ? Map.of() : Map.of((String) data[0], data[1]);
        subscribers.forEach(each -> each.accept(new CallEvent(call, now, 10, kind, map)));
    }

    private static List<String> all(Follower follower) throws InterruptedException {
        List<String> kinds = new ArrayList<>();
        LiveEvent event = follower.next(Duration.ZERO);
        while (event != null) {
            kinds.add(event.seq() + " " + event.kind());
            event = follower.next(Duration.ZERO);
        }
        return kinds;
    }

    @Test
    void whoComesBackGetsWhatHeMissedAndThenWhatComes() throws Exception {
        happens("a", "started");
        happens("a", "answered");
        happens("a", "step");
        Follower follower = feed.follow(1, _ -> true);
        happens("a", "ended");

        assertThat(all(follower)).containsExactly("2 answered", "3 step", "4 ended");
        assertThat(follower.hasGap()).isFalse();
    }

    @Test
    void whoComesNewGetsWhatComes() throws Exception {
        happens("a", "started");
        Follower follower = feed.follow(-1, _ -> true);
        happens("a", "ended");

        assertThat(all(follower)).containsExactly("2 ended");
    }

    @Test
    void whatIsGoneIsToldAsAGap() throws Exception {
        happens("a", "started");
        happens("a", "answered");
        now = now.plus(KEEP).plusSeconds(1);
        happens("a", "ended");

        Follower late = feed.follow(1, _ -> true);
        assertThat(late.hasGap()).isTrue();
        assertThat(all(late)).containsExactly("3 ended");
        assertThat(feed.follow(2, _ -> true).hasGap()).isFalse();
    }

    @Test
    void aNumberOfAnEarlierStartIsAGapAndGetsAll() throws Exception {
        happens("a", "started");
        Follower follower = feed.follow(900, _ -> true);

        assertThat(follower.hasGap()).isTrue();
        assertThat(all(follower)).containsExactly("1 started");
    }

    @Test
    void whoDoesNotKeepUpIsLetGoAndNobodyWaits() throws Exception {
        Follower slow = feed.follow(-1, _ -> true);
        for (int i = 0; i < 2_001; i++) {
            happens("a", "step");
        }

        assertThat(slow.isOver()).isTrue();
        assertThat(feed.followers()).isZero();
    }

    @Test
    void oneMoreFollowerThanMayIsRefusedUntilOneGoes() {
        Follower first = feed.follow(-1, _ -> true);
        feed.follow(-1, _ -> true);

        assertThatThrownBy(() -> feed.follow(-1, _ -> true)).hasMessageContaining("console.followers-max");
        first.close();
        assertThat(feed.follow(-1, _ -> true).isOver()).isFalse();
    }

    @Test
    void eventsCarryWhatTheirCallIsKnownBy() throws Exception {
        Follower follower = feed.follow(-1, event -> event.campaign().equals("SALES"));
        happens("a", "started", "script", "fronter");
        happens("a", "dialer", "campaign", "SALES");
        happens("b", "started", "script", "other");
        happens("a", "agent-said", "text", "Hello");

        assertThat(feed.calls()).extracting(Feed.LiveCall::script).containsExactly("fronter", "other");
        assertThat(follower.next(Duration.ZERO)).extracting(LiveEvent::kind).isEqualTo("dialer");
        LiveEvent said = follower.next(Duration.ZERO);
        assertThat(said).extracting(LiveEvent::type, LiveEvent::script).containsExactly("conversation_turn", "fronter");
        happens("a", "ended");
        happens("a", "recorded");
        assertThat(feed.calls()).extracting(Feed.LiveCall::id).containsExactly("b");
    }
}
