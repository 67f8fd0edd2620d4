package org.parley.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.parley.store.TurnRow.Side;

/** Words as they are spoken: how often they are told, when no more, and what of them nobody is to see. */
class InterimWordsTest {
    private record Told(Side side, String words, long nanos, Thread by) {}

    private final Privacy privacy = new Privacy();
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final InterimWords words = new InterimWords(
            privacy, (side, text) -> told.add(new Told(side, text, System.nanoTime(), Thread.currentThread())));

    @AfterEach
    void close() {
        words.close();
    }

    private String next() throws InterruptedException {
        Told next = told.poll(5, TimeUnit.SECONDS);
        assertThat(next).as("words within five seconds").isNotNull();
        return next.words();
    }

    /** What would be told by now has been: of the other side something is. */
    private void nothingMoreOfTheCaller(String marker) throws InterruptedException {
        words.soFar(Side.AGENT, marker);
        assertThat(next()).isEqualTo(marker);
        words.said(Side.AGENT);
    }

    @Test
    void theNewestAreToldAndNotTooOften() throws Exception {
        long began = System.nanoTime();
        String all = "";
        int count = 0;
        while (System.nanoTime() - began < InterimWords.BETWEEN.multipliedBy(4).toNanos()) {
            all = "word number " + (char) ('a' + count % 26) + " of many " + "x".repeat(count++ % 50);
            words.soFar(Side.CALLER, all);
            Thread.onSpinWait();
        }
        String last = all;
        await().atMost(Duration.ofSeconds(5))
                .until(() -> told.stream().anyMatch(each -> each.words().equals(last)));

        List<Told> got = List.copyOf(told);
        assertThat(count).as("words that came").isGreaterThan(1000);
        assertThat(got).hasSizeBetween(2, 6);
        for (int i = 1; i < got.size(); i++) {
            assertThat(got.get(i).nanos() - got.get(i - 1).nanos())
                    .isGreaterThan(InterimWords.BETWEEN.toNanos() * 9 / 10);
        }
        assertThat(got).noneMatch(each -> each.by().equals(Thread.currentThread()));
    }

    @Test
    void whoTellsWordsNeverWaitsForWhoIsTold() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        InterimWords stuck = new InterimWords(privacy, (_, text) -> {
            seen.add(text);
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < 1000; i++) {
            stuck.soFar(Side.CALLER, "a".repeat(i + 1)); // or this test never ends
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> seen.size() == 1);
        goOn.countDown();
        await().atMost(Duration.ofSeconds(5)).until(() -> seen.contains("…" + "a".repeat(400)));
        stuck.close();
    }

    @Test
    void ofATurnThatWasSaidNothingMoreIsTold() throws Exception {
        words.soFar(Side.CALLER, "I would");
        assertThat(next()).isEqualTo("I would");
        words.soFar(Side.CALLER, "I would like");
        words.said(Side.CALLER);
        told.clear();
        nothingMoreOfTheCaller("a moment please");
        words.soFar(Side.CALLER, "I would");
        assertThat(next()).as("the same words, but of the next turn").isEqualTo("I would");
        words.close();
        words.soFar(Side.CALLER, "I would not");
        words.soFar(Side.AGENT, "never");
        assertThat(told.poll(400, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void whatIsOffTheRecordOrSpansTheSwitchIsNotTold() throws Exception {
        words.soFar(Side.CALLER, "my name is");
        assertThat(next()).isEqualTo("my name is");
        privacy.offRecord(true);
        words.soFar(Side.CALLER, "my name is Rumpelstiltskin");
        words.soFar(Side.AGENT, "the word is swordfish");
        assertThat(told.poll(700, TimeUnit.MILLISECONDS)).isNull();

        privacy.offRecord(false);
        words.soFar(Side.CALLER, "my name is Rumpelstiltskin and I");
        words.soFar(Side.AGENT, "the word is swordfish or");
        assertThat(told.poll(700, TimeUnit.MILLISECONDS))
                .as("begun before, so with what was off the record in it")
                .isNull();
        words.said(Side.CALLER);
        words.said(Side.AGENT);
        words.soFar(Side.CALLER, "something else");
        assertThat(next()).isEqualTo("something else");
    }

    @Test
    void aNumberIsNotSeenGrowing() throws Exception {
        words.soFar(Side.CALLER, "it is 4111");
        assertThat(next()).isEqualTo("it is …");
        words.soFar(Side.CALLER, "it is 4111 1111 1111 1111 I think");
        assertThat(next()).isEqualTo("it is … I think");
    }
}
