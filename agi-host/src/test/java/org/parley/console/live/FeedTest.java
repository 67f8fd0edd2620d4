package org.parley.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.call.CallEvent;
import org.parley.call.CallEvents;
import org.parley.call.Events;
import org.parley.console.host.HostEvent;

class FeedTest {
    private static final Duration KEEP = Duration.ofMinutes(5);

    private final CallEvents calls = new CallEvents();
    private final Events<HostEvent> host = new Events<>();
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
    private final Feed feed = new Feed(calls, host, KEEP, 2, clock);

    @AfterEach
    void nobodyIsSubscribedAfterwards() {
        feed.close();
        long last = feed.last();
        happens("a", "started");
        assertThat(feed.last()).isEqualTo(last);
    }

    private void happens(String call, String kind, Object... data) {
        Map<String, Object> map = data.length == 0 ? Map.of() : Map.of((String) data[0], data[1]);
        calls.publish(new CallEvent(call, now, 10, kind, map));
    }

    private static List<LiveEvent> events(Follower follower) throws InterruptedException {
        return follower.next(Duration.ZERO).stream().map(Told::event).toList();
    }

    private static List<String> all(Follower follower) throws InterruptedException {
        return events(follower).stream()
                .map(event -> event.seq() + " " + event.kind())
                .toList();
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
        assertThat(slow.isSlow()).isTrue();
        assertThat(feed.followers()).isZero();
    }

    @Test
    void whoMissedMuchMayStillFallAsFarBehindAsOthersAndNoFurther() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            happens("a", "step");
        }
        Follower follower = feed.follow(0, _ -> true);
        for (int i = 0; i < 2_000; i++) {
            happens("a", "step");
        }
        assertThat(follower.isOver()).isFalse();
        int got = 0;
        while (got < 5_000) {
            got += events(follower).size();
        }
        for (int i = 0; i < 2_001; i++) {
            happens("a", "step");
        }
        assertThat(follower.isSlow()).isTrue();
    }

    @Test
    void whatHappensToTheHostIsToldAmongTheCallsEvents() throws Exception {
        Follower follower = feed.follow(-1, new EventFilter(null, null, null, "9001", Set.of("line")));
        host.publish(new HostEvent("line", "line-state", "", "9001", now, Map.of("status", "READY")));
        host.publish(new HostEvent("line", "line-state", "", "9002", now, Map.of("status", "READY")));
        happens("a", "started");

        List<LiveEvent> events = events(follower);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().call()).isEmpty();
        assertThat(events.getFirst().data()).containsEntry("status", "READY");
    }

    @Test
    void whoResumesGetsWhatHeMissedOfThatAlone() throws Exception {
        happens("a", "started");
        happens("b", "started");
        Follower follower = feed.follow(-1, _ -> false);

        assertThat(feed.resume(follower, 0, event -> event.call().equals("b"), () -> {}))
                .isFalse();
        assertThat(all(follower)).containsExactly("2 started");
        assertThat(feed.resume(follower, 7, _ -> true, () -> {})).isTrue();
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
        List<LiveEvent> events = events(follower);
        assertThat(events).extracting(LiveEvent::kind).containsExactly("dialer", "agent-said");
        assertThat(events.getLast())
                .extracting(LiveEvent::type, LiveEvent::script)
                .containsExactly("conversation_turn", "fronter");
        happens("a", "ended");
        happens("a", "recorded");
        assertThat(feed.calls()).extracting(Feed.LiveCall::id).containsExactly("b");
    }
}
