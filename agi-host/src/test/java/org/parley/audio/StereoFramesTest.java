package org.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StereoFramesTest {
    private static final int FRAME = 160;
    private static final long TICK = 20_000_000L;
    private static final long SAMPLE = 125_000L;

    private final List<short[]> frames = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final StereoFrames stereo = new StereoFrames((pairs, nanos) -> {
        frames.add(pairs.clone());
        times.add(nanos);
    });

    private static short[] of(int value, int length) {
        short[] samples = new short[length];
        Arrays.fill(samples, (short) value);
        return samples;
    }

    /** One side of all frames; 0 is the caller's. */
    private List<Integer> side(int side) {
        return frames.stream()
                .flatMap(frame -> IntStream.range(0, FRAME).mapToObj(i -> (int) frame[2 * i + side]))
                .toList();
    }

    private List<Integer> callers() {
        return side(0).stream().filter(sample -> sample != 0).toList();
    }

    @Test
    void bothSidesStandBesideEachOther() {
        for (int i = 0; i < 10; i++) {
            stereo.caller(of(100 + i, FRAME), FRAME, i * TICK);
            stereo.agent(of(-200 - i, FRAME), FRAME, i * TICK);
        }
        assertThat(frames).hasSize(10);
        assertThat(times)
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> i * TICK).toList());
        assertThat(side(1))
                .isEqualTo(IntStream.range(0, 10 * FRAME)
                        .mapToObj(i -> -200 - i / FRAME)
                        .toList());
        assertThat(callers())
                .isEqualTo(IntStream.range(0, 9 * FRAME)
                        .mapToObj(i -> 100 + i / FRAME)
                        .toList());
    }

    @Test
    void framesOfTheCallerThatComeUnevenlyAreHeardWithoutAGapAfterTheFirst() {
        int said = 0;
        for (int i = 0; i < 100; i++) {
            if (i == 10) {
                frames.clear();
            }
            // two of 10 ms, then none, then three
            int now = new int[] {2, 2, 1, 0, 5}[i % 5];
            for (int part = 0; part < now; part++, said++) {
                stereo.caller(of(1000 + said, 80), 80, i * TICK);
            }
            stereo.agent(of(1, FRAME), FRAME, i * TICK);
        }
        List<Integer> heard = callers();
        assertThat(heard).hasSizeGreaterThanOrEqualTo((100 - 12) * FRAME).isSorted();
        int first = side(0).indexOf(heard.getFirst());
        int last = side(0).lastIndexOf(heard.getLast());
        assertThat(side(0).subList(first, last + 1)).as("what is heard of him").doesNotContain(0);
    }

    @Test
    void aLineThatStoodStillDoesNotMakeAllThatFollowsLate() {
        for (int i = 0; i < 10; i++) {
            stereo.agent(of(1, FRAME), FRAME, i * TICK);
        }
        for (int i = 0; i < 50; i++) {
            stereo.caller(of(1000 + i, FRAME), FRAME, 10 * TICK); // a second at once
        }
        frames.clear();
        stereo.agent(of(1, FRAME), FRAME, 10 * TICK);
        assertThat(callers().getFirst()).as("the oldest was left out").isEqualTo(1040);
        for (int i = 11; i < 60; i++) {
            stereo.caller(of(5, FRAME), FRAME, i * TICK); // he is silent now
            stereo.agent(of(1, FRAME), FRAME, i * TICK);
        }
        frames.clear();
        stereo.caller(of(3000, FRAME), FRAME, 60 * TICK);
        for (int i = 60; i < 65; i++) {
            stereo.agent(of(1, FRAME), FRAME, i * TICK);
        }
        assertThat(side(0).indexOf(3000)).as("samples until he is heard").isLessThanOrEqualTo(3 * FRAME);
    }

    @Test
    void aLittleOfTheCallerIsHeardSoonThoughNothingFollows() {
        stereo.agent(of(1, FRAME), FRAME, 0);
        stereo.caller(of(7, 100), 100, TICK);
        for (int i = 1; i < 5; i++) {
            stereo.agent(of(1, FRAME), FRAME, i * TICK);
        }
        assertThat(callers()).hasSize(100);
    }

    @Test
    void withoutOurSideTheCallersMakesFramesOfItsOwn() {
        long began = 1_000 * TICK;
        for (int i = 1; i <= 40; i++) {
            stereo.caller(of(i, FRAME), FRAME, began + i * TICK);
        }
        assertThat(frames).hasSize(40);
        assertThat(times.getFirst()).isEqualTo(began);
        assertThat(times.getLast()).isEqualTo(began + 39 * TICK);
        assertThat(side(1)).containsOnly(0);
        stereo.caller(of(50, 200), 200, began + 40 * TICK + 200 * SAMPLE);
        assertThat(frames).hasSize(41);
    }

    @Test
    void inSilenceTheTimeGoesOn() {
        stereo.caller(of(9, 2 * FRAME), 2 * FRAME, 0);
        stereo.agent(of(1, FRAME), FRAME, 0);
        stereo.silence(true);
        for (int i = 1; i < 5; i++) {
            stereo.caller(of(9, FRAME), FRAME, i * TICK);
            stereo.agent(of(1, FRAME), FRAME, i * TICK);
        }
        assertThat(frames).hasSizeGreaterThanOrEqualTo(5);
        List<short[]> silent = frames.subList(frames.size() - 4, frames.size());
        assertThat(silent).allSatisfy(frame -> assertThat(frame).containsOnly((short) 0));
        stereo.silence(false);
        frames.clear();
        for (int i = 5; i < 15; i++) {
            stereo.caller(of(9, FRAME), FRAME, i * TICK);
            stereo.agent(of(1, FRAME), FRAME, i * TICK);
        }
        assertThat(callers()).isNotEmpty().containsOnly(9);
        assertThat(side(1)).containsOnly(1);
    }
}
