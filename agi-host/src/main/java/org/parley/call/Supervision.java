package org.parley.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.parley.ai.Listening;
import org.parley.ai.talk.Heard;
import org.parley.call.CallAudio.Awaited;
import org.parley.script.Call;
import org.parley.script.ScriptException;
import org.parley.script.Transfer;
import org.parley.script.TransferOptions;

/** Does what supervisors order, in the middle of whatever the script does. Used by the call's thread only. */
final class Supervision {
    /** News of a free talk that are kept while it is muted; more of them end that. */
    private static final int KEPT_MAX = 100;

    private static final int HEARD_MAX = 2000; // characters that a talk is told
    private static final long LOOK_NANOS = 100_000_000L;

    private final Dialogue dialogue;
    private final AudioLine line;
    private final SignalQueue signals;
    private final Ending ending;
    private final Orders orders;
    private final Deque<Order> words = new ArrayDeque<>(); // to be said once nobody speaks
    private @Nullable Call call; // once the script has it
    private @Nullable TalkVoice talk; // while a free talk goes on
    private boolean saying;
    private @Nullable Muted muted; // while our side must not be heard

    /** Until when nothing of ours is heard, and what has been heard of the caller meanwhile. */
    private static final class Muted {
        private final StringBuilder heard = new StringBuilder();
        private final List<Signal> kept = new ArrayList<>(); // of a free talk, which sees to them afterwards
        private Order by;
        private long untilNanos;
        private boolean lifted;

        Muted(Order by, Duration limit) {
            this.by = by;
            this.untilNanos = System.nanoTime() + limit.toNanos();
        }

        boolean isOver() {
            return lifted || System.nanoTime() - untilNanos >= 0;
        }

        void take(@Nullable Signal signal) {
            switch (signal) {
                case Signal.Voice _, Signal.ToolAnswered _, Signal.Instructed _, Signal.Finished _ -> kept.add(signal);
                case Signal.Hearing(Heard.Understood understood)
                when heard.length() < HEARD_MAX ->
                    heard.append(understood.transcript().text()).append(' ');
                case null, default -> {} // the dialogue has seen to it
            }
        }
    }

    Supervision(Dialogue dialogue, AudioLine line, SignalQueue signals, Ending ending, Orders orders) {
        this.dialogue = dialogue;
        this.line = line;
        this.signals = signals;
        this.ending = ending;
        this.orders = orders;
    }

    /** Those that are not done yet. */
    Orders orders() {
        return orders;
    }

    /** Whose caller is sent on. */
    void serve(Call served) {
        call = served;
    }

    /** A free talk begins, or with null is over. */
    void talk(@Nullable TalkVoice voice) {
        if (talk != null) {
            talk.over();
        }
        talk = voice;
        orders.hear(voice == null ? () -> false : voice::heeds);
    }

    void obey(Order order) throws InterruptedException {
        switch (order.what()) {
            case Order.Say _ -> say(order);
            case Order.Whisper(String text) -> whisper(order, text);
            case Order.Mute(Duration limit) -> mute(order, limit);
            case Order.Unmute _ -> unmute(order);
            case Order.SendOn(TransferOptions to) -> move(order, to);
            case Order.TakeOver(TransferOptions to) -> move(order, to);
        }
    }

    // --- words

    private void say(Order order) throws InterruptedException {
        if (!(order.what() instanceof Order.Say wanted)) {
            throw new IllegalArgumentException("Expected words to say but was " + order.what());
        }
        TalkVoice voice = talk;
        if (voice != null && muted == null) {
            voice.say(order, wanted);
        } else if (wanted.now()) {
            words.addFirst(order);
            dialogue.cutOff();
            sayWaiting();
        } else {
            words.addLast(order);
            fillGap();
        }
    }

    /** Says what waits, if nobody speaks. */
    void fillGap() throws InterruptedException {
        if (!words.isEmpty() && dialogue.isGap()) {
            sayWaiting();
        }
    }

    private void sayWaiting() throws InterruptedException {
        if (saying) {
            return; // an order that came while another's words are spoken
        }
        saying = true;
        try {
            for (Order next = words.poll(); next != null; next = words.poll()) {
                if (next.what() instanceof Order.Say(String text, Locale language, boolean _)) {
                    orders.begun(next, "text", text);
                    said(next, text, dialogue.insert(text, language));
                }
            }
        } finally {
            saying = false;
        }
    }

    private void said(Order order, String text, Mouth.Spoken spoken) {
        if (spoken.failure().isEmpty()) {
            long heardMs = spoken.said().heard().toMillis();
            orders.done(
                    order,
                    "text",
                    text,
                    "heardMs",
                    heardMs,
                    "interrupted",
                    spoken.said().interrupted());
        } else {
            orders.failed(order, spoken.failure());
        }
    }

    private void whisper(Order order, String text) {
        TalkVoice voice = talk;
        if (voice == null || !voice.heeds()) {
            orders.failed(order, Orders.NOBODY_HEEDS); // the talk ended meanwhile
        } else {
            voice.whisper(order, text);
        }
    }

    // --- silence

    private void mute(Order order, Duration limit) throws InterruptedException {
        Muted before = muted;
        if (before != null) {
            orders.done(before.by, "why", "another one");
            before.by = order;
            before.untilNanos = System.nanoTime() + limit.toNanos();
            orders.begun(order, "limitMs", limit.toMillis());
            return;
        }
        Muted now = new Muted(order, limit);
        muted = now;
        silence();
        orders.begun(order, "limitMs", limit.toMillis());
        try {
            Listening.Expected expected = dialogue.expected();
            line.leg();
            dialogue.expect(new Listening.Anything());
            while (!now.isOver() && now.kept.size() < KEPT_MAX) {
                long look = Math.min(now.untilNanos, System.nanoTime() + LOOK_NANOS);
                now.take(dialogue.take(look, Awaited.ANSWER));
            }
            dialogue.forget(expected);
        } finally {
            muted = null;
        }
        orders.done(now.by, "why", now.lifted ? "unmuted" : now.isOver() ? "the time was over" : "too much news");
        goOn(now.heard.toString().strip());
        now.kept.forEach(signals::post);
    }

    private void unmute(Order order) {
        Muted now = muted;
        if (now != null) {
            now.lifted = true;
        }
        orders.done(order, "was", now != null);
    }

    /** Our side falls silent. */
    private void silence() {
        dialogue.cutOff();
        if (talk != null) {
            talk.hush();
        }
    }

    /** It may speak again, unless it is muted besides. */
    private void goOn(String heard) throws InterruptedException {
        TalkVoice voice = talk;
        if (voice == null || muted != null) {
            return;
        }
        voice.goOn(line.leg().speaker(), heard);
        for (Order next = words.poll(); next != null; next = words.poll()) {
            say(next);
        }
    }

    // --- to somebody else

    private void move(Order order, TransferOptions to) throws InterruptedException {
        Call sent = call;
        if (sent == null) {
            orders.failed(order, "this call reaches nobody");
            return;
        }
        String whom = to.kind() + " " + to.target();
        silence();
        orders.begun(order, "to", whom);
        Listening.Expected expected = dialogue.expected();
        String reason;
        try {
            Transfer done = to.send(sent);
            if (done.ok()) {
                orders.done(order, "to", whom, "reason", done.reason());
                throw ending.because(EndReason.TRANSFER, order.by() + " sent the caller on");
            }
            reason = done.reason();
        } catch (ScriptException | IllegalArgumentException | IllegalStateException refused) {
            reason = String.valueOf(refused.getMessage());
        }
        orders.failed(order, reason);
        line.leg(); // which the attempt may have closed
        dialogue.forget(expected);
        goOn("");
    }
}
