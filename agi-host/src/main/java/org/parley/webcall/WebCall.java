package org.parley.webcall;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parley.agi.AgiChannel;
import org.parley.audio.AudioSocketFrame;
import org.parley.call.CallEvent;
import org.parley.webcall.VisitorSocket.Close;

/**
 * One call from a page: between a visitor's sockets, of which one follows another when his network blinks, and the
 * channel of the call. Any thread may use it, and nothing in it waits for the visitor.
 */
public final class WebCall {
    private static final Pattern KEY = Pattern.compile("[0-9*#A-D]");
    private static final long PING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Mean level of a frame, in steps of 16 bits, above which it is more than the loudest comfort noise. */
    private static final int COMFORT = 260;

    /** When a tick is so late, those that were missed are left out. */
    private static final long LATE_NANOS = 10 * AudioSocketFrame.NANOS;

    private final String key;
    private final Duration awayMax;
    private final WebChannel channel;
    private final Downlink down = new Downlink();
    private final Uplink up = new Uplink();
    private volatile long seenNanos = System.nanoTime(); // when something last came from him
    private volatile @Nullable End end; // when it is known here, and not by the channel's variables
    private volatile long endedNanos; // when the call was over; 0 while it runs
    private volatile boolean left; // he closed his socket, and comes back no more
    private long pingedNanos; // the pacing thread's
    private String said = ""; // what the agent is saying; under this

    /** @param key by which he may come back */
    WebCall(String key, Duration awayMax, ChannelMaker channels) {
        this.key = key;
        this.awayMax = awayMax;
        this.channel = channels.make(this, this::agent);
    }

    /** Makes the channel that gives the agent's frames away. */
    interface ChannelMaker {
        WebChannel make(WebCall self, Consumer<byte[]> agent);
    }

    String key() {
        return key;
    }

    WebChannel channel() {
        return channel;
    }

    /** The visitor comes with his first socket, or another: what he does not have yet is sent by this one. */
    void attach(VisitorSocket visitor, int has, boolean again) {
        VisitorSocket before = down.visitor();
        seenNanos = System.nanoTime();
        visitor.send(Messages.text(
                "hello",
                "resumed",
                again,
                "key",
                key,
                "has",
                up.last(),
                "awayMs",
                awayMax.toMillis(),
                "rate",
                8000,
                "frameBytes",
                Uplink.FRAME_BYTES));
        down.attach(visitor, has);
        if (before != null) {
            before.close(Close.ELSEWHERE);
        }
    }

    /** A binary message: its number, the number of the last message that he has, and one frame of his microphone. */
    public void binary(VisitorSocket from, ByteBuffer message) {
        if (!from.equals(down.visitor())) {
            return;
        }
        if (message.remaining() != Downlink.HEADER_BYTES + Uplink.FRAME_BYTES) {
            over(End.PROTOCOL);
            return;
        }
        seenNanos = System.nanoTime();
        int number = message.getInt();
        int has = message.getInt();
        byte[] frame = new byte[Uplink.FRAME_BYTES];
        message.get(frame);
        if (up.put(number, frame)) {
            down.confirmed(has, up.last());
        } else {
            over(End.PROTOCOL);
        }
    }

    /** A text message: {@code {"do": "hangup"}} or {@code {"do": "key", "key": "5"}}. */
    public void text(VisitorSocket from, String message) {
        if (!from.equals(down.visitor())) {
            return;
        }
        Optional<JsonNode> read = Messages.read(message);
        String wish = read.map(said -> said.path("do").asText()).orElse("");
        String digit = read.map(said -> said.path("key").asText()).orElse("");
        if (wish.equals("hangup")) {
            over(End.VISITOR);
        } else if (wish.equals("key") && KEY.matcher(digit).matches()) {
            seenNanos = System.nanoTime();
            WebLeg leg = channel.leg();
            if (leg != null) {
                leg.key(digit.charAt(0));
            }
        } else {
            over(End.PROTOCOL);
        }
    }

    /** His socket is closed: he hangs up when he did that himself, and has a while to come back otherwise. */
    public void closed(VisitorSocket which, boolean byHim) {
        if (which.equals(down.visitor()) && byHim) {
            left = true;
            over(End.VISITOR);
        }
        down.detach(which);
    }

    private void over(End why) {
        if (end == null) {
            end = why;
        }
        channel.gone();
    }

    /** A frame of the agent's, from the leg's thread. */
    private void agent(byte[] frame) {
        // while what is to be said waits there is silence; what was on its way before that is none, and is kept
        if (!down.isBehind() || Uplink.level(frame) > COMFORT) {
            down.sound(frame);
        }
    }

    /** Something has happened in the call; from any thread of its. */
    synchronized void event(CallEvent event) {
        String text = String.valueOf(event.data().getOrDefault("text", ""));
        switch (event.kind()) {
            case "agent-says" -> {
                said = text;
                down.text("caption", "who", "agent", "text", text);
                down.text("state", "state", "speaking");
            }
            case "agent-said" -> {
                if (!text.isBlank() && !said.startsWith(text)) {
                    down.text("caption", "who", "agent", "text", text);
                }
                said = "";
                down.text("state", "state", "listening");
            }
            case "caller-said" -> {
                if (!text.isBlank()) {
                    down.text("caption", "who", "visitor", "text", text);
                }
            }
            case "floor" -> floor(String.valueOf(event.data().get("decision")));
            default -> {
                // of no interest to a visitor
            }
        }
    }

    private void floor(String decision) {
        switch (decision) {
            case "PAUSED" -> down.text("pause");
            case "RESUMED" -> down.text("play");
            default -> down.text("drop");
        }
    }

    /** The call is over, and all about it is written down. */
    void ended() {
        End known = end;
        End why =
                known == null ? End.of(channel.variable(AgiChannel.STATUS), channel.variable("PARLEY_REASON")) : known;
        channel.gone();
        down.text("ended", "reason", why.word(), "text", why.sentence());
        endedNanos = System.nanoTime();
    }

    /** Whether the call itself is over. */
    boolean isEnded() {
        return endedNanos != 0;
    }

    /** Moves the sound, every 20 ms, until the visitor has been told the end or does not come back. */
    void pace() {
        long next = System.nanoTime();
        while (!isFinished()) {
            next += AudioSocketFrame.NANOS;
            long now = System.nanoTime();
            if (now - next > LATE_NANOS) {
                next = now;
            }
            LockSupport.parkNanos(this, next - now);
            tick(System.nanoTime());
        }
        VisitorSocket last = down.visitor();
        if (last != null) {
            last.close(Close.DONE);
        }
    }

    private void tick(long now) {
        byte[] frame = up.take();
        WebLeg leg = channel.leg();
        if (leg != null) {
            leg.hold(down.isBehind());
            if (frame != null) {
                leg.visitor(frame);
            }
        }
        if (now - seenNanos > awayMax.toNanos()) {
            over(End.AWAY);
        }
        VisitorSocket visitor = down.visitor();
        if (visitor != null && now - pingedNanos > PING_NANOS) {
            pingedNanos = now;
            visitor.send(Messages.text("ping"));
        }
        down.flush();
    }

    private boolean isFinished() {
        long ended = endedNanos;
        if (ended == 0) {
            return false;
        }
        long now = System.nanoTime();
        return left || down.isEmpty() || now - ended > awayMax.toNanos();
    }

    /** What a call of that script has as variables from the start. */
    static Map<String, String> variables(String language) {
        return language.isEmpty() ? Map.of() : Map.of("PARLEY_LANGUAGE", language);
    }
}
