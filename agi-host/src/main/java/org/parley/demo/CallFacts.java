package org.parley.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.parley.call.CallEvent;

/** What the host told about one call. Written by the call's thread, read by any once it has ended. */
final class CallFacts {
    private final String callId;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Long> latencies = new ArrayList<>();
    private String code = "";
    private String disposition = "";
    private String reason = "";
    private String recording = "";
    private String callBack = "";
    private long firstAudioMillis = -1;
    private int agentTurns;
    private int callerTurns;
    private int interruptions;

    CallFacts(String callId) {
        this.callId = callId;
    }

    synchronized void take(CallEvent event) {
        switch (event.kind()) {
            case "dialer" -> code = text(event, "code");
            case "agent-said" -> {
                agentTurns++;
                long latency = number(event, "latencyMs");
                if (latency >= 0) {
                    latencies.add(latency);
                }
                if (flag(event, "interrupted")) {
                    interruptions++;
                }
            }
            case "caller-said", "caller-keyed" -> callerTurns++;
            case "callback" -> callBack = text(event, "at");
            case "ended" -> {
                disposition = text(event, "status");
                reason = text(event, "reason");
                recording = text(event, "recording");
                firstAudioMillis = number(event, "firstAudioMs");
                ended.countDown();
            }
            default -> {}
        }
    }

    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    String callId() {
        return callId;
    }

    synchronized String code() {
        return code;
    }

    synchronized String disposition() {
        return disposition;
    }

    synchronized String reason() {
        return reason;
    }

    synchronized String recording() {
        return recording;
    }

    /** When the caller wants to be called again, as the host said it, or "". */
    synchronized String callBack() {
        return callBack;
    }

    /** From the call's arrival to our first frame, or -1. */
    synchronized long firstAudioMillis() {
        return firstAudioMillis;
    }

    /** From the end of each of the caller's turns to the first frame of our answer, in ms. */
    synchronized List<Long> latencies() {
        return List.copyOf(latencies);
    }

    synchronized int turns() {
        return agentTurns + callerTurns;
    }

    synchronized int callerTurns() {
        return callerTurns;
    }

    synchronized int interruptions() {
        return interruptions;
    }

    static String text(CallEvent event, String key) {
        Object value = event.data().get(key);
        return value == null ? "" : value.toString();
    }

    static boolean flag(CallEvent event, String key) {
        return Boolean.TRUE.equals(event.data().get(key));
    }

    static long number(CallEvent event, String key) {
        return event.data().get(key) instanceof Number number ? number.longValue() : -1;
    }
}
