package org.parley.audio;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counted on the loop, read by anyone. */
final class MediaCounters {
    final AtomicInteger legs = new AtomicInteger();
    final AtomicInteger strangers = new AtomicInteger();
    final LongAdder legsTotal = new LongAdder();
    final LongAdder refusedUnknown = new LongAdder();
    final LongAdder refusedProtocol = new LongAdder();
    final LongAdder refusedSilent = new LongAdder();
    final LongAdder refusedCrowded = new LongAdder();
    final LongAdder acceptFailures = new LongAdder();
    final LongAdder stalled = new LongAdder();
    final LongAdder protocolErrors = new LongAdder();
    final LongAdder unknownKinds = new LongAdder();
    final LongAdder framesSent = new LongAdder();
    final LongAdder framesLate = new LongAdder();
    final LongAdder framesSkipped = new LongAdder();
    final LongAdder listenerFaults = new LongAdder();
    final Lateness lateness = new Lateness();

    AudioSocketStats snapshot(int expected) {
        return new AudioSocketStats(
                legs.get(),
                strangers.get(),
                expected,
                legsTotal.sum(),
                refusedUnknown.sum(),
                refusedProtocol.sum(),
                refusedSilent.sum(),
                refusedCrowded.sum(),
                acceptFailures.sum(),
                stalled.sum(),
                protocolErrors.sum(),
                unknownKinds.sum(),
                framesSent.sum(),
                framesLate.sum(),
                framesSkipped.sum(),
                listenerFaults.sum(),
                lateness.snapshot());
    }
}
