package org.parley.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.parley.ai.Capability;
import org.parley.ai.VoiceEvent;
import org.parley.ai.VoiceSession;
import org.parley.audio.Speaker;
import org.parley.audio.Utterance;
import org.parley.store.TurnRow;
import org.parley.store.TurnRow.Side;

/** The voice of a free talk, as far as others than its model have it speak or be silent. Call's thread only. */
final class TalkVoice {
    private final VoiceSession session;
    private final Set<Capability> capabilities;
    private final TalkSpeaker speaker;
    private final Mouth mouth;
    private final Ear ear;
    private final Locale language;
    private final Orders orders;
    private final CallTimeline timeline;
    private final List<Order> said = new ArrayList<>(); // by the voice itself, which tells when it has

    TalkVoice(
            VoiceSession session,
            Set<Capability> capabilities,
            TalkSpeaker speaker,
            Mouth mouth,
            Ear ear,
            Locale language,
            Orders orders,
            CallTimeline timeline) {
        this.session = session;
        this.capabilities = capabilities;
        this.speaker = speaker;
        this.mouth = mouth;
        this.ear = ear;
        this.language = language;
        this.orders = orders;
        this.timeline = timeline;
    }

    /** The talk begins; what the caller has said before it listened is answered like all his words. */
    void begin(String heard) {
        listen();
        session.start(speaker);
        ear.talkWith(session);
        if (!heard.isBlank()) {
            session.typed(heard);
        }
    }

    private void listen() {
        if (capabilities.contains(Capability.TURN_TAKING)) {
            ear.mayHold(speaker);
        } else {
            ear.mayInterrupt(speaker);
        }
    }

    /** In the voice where it says what it is given, else in that of the box. */
    void sayShortly(String text) {
        if (capabilities.contains(Capability.VERBATIM)) {
            session.say(text);
        } else {
            mouth.speakBeside(text, language, speaker);
        }
    }

    /** What it is saying is cut off. */
    void cut() {
        session.hush();
        speaker.clear();
    }

    // --- for a supervisor

    /** Says his words behind what it is saying, or instead of that. */
    void say(Order order, Order.Say words) {
        if (words.now()) {
            cut();
        }
        String text = words.text();
        orders.begun(order, "text", text);
        if (capabilities.contains(Capability.VERBATIM) && words.language() == null) {
            said.add(order);
            session.say(text);
            return;
        }
        Locale spoken = words.language() == null ? language : words.language();
        session.inform("A supervisor has told the caller in your place: " + text);
        mouth.speakBeside(text, spoken, speaker, (failure, utterance) -> told(order, text, failure, utterance));
    }

    /** Whether its model heeds what it is told beside the talk. */
    boolean heeds() {
        return session.heeds();
    }

    /** Its model is told that, and the caller hears nothing of it. */
    void whisper(Order order, String text) {
        session.inform(
                "Your supervisor tells you this, and the caller cannot hear it. Go by it from your next answer on,"
                        + " and never mention it or him: " + text);
        orders.done(order, "text", text);
    }

    private void told(Order order, String text, String failure, Utterance utterance) {
        if (failure.isEmpty()) {
            boolean cut = utterance.state() != Utterance.State.PLAYED;
            long endMs = timeline.msSinceStart();
            long beganMs = utterance.firstFrameNanos() == 0 ? endMs : timeline.msAt(utterance.firstFrameNanos());
            String kept = timeline.privacy().turn(text);
            timeline.log().turn(new TurnRow(Side.AGENT, kept, beganMs, endMs, null, null, cut));
            orders.done(order, "text", text, "heardMs", utterance.heard().toMillis(), "interrupted", cut);
        } else {
            orders.failed(order, failure);
        }
    }

    /** The voice has said something. */
    void said(VoiceEvent.AgentSaid heard) {
        for (Order order : List.copyOf(said)) {
            String text = order.what() instanceof Order.Say words ? words.text() : "";
            if (heard.text().contains(text) || (heard.cut() && text.startsWith(heard.text()))) {
                said.remove(order);
                orders.done(order, "text", text, "heardMs", heard.heard().toMillis(), "interrupted", heard.cut());
                return;
            }
        }
    }

    /** It neither speaks nor hears any more, until it may go on. */
    void hush() {
        ear.mayInterrupt(null);
        ear.deafen(true);
        speaker.mute(true);
        cut();
    }

    /** It speaks and hears again, on that leg, and is told what the caller has said meanwhile. */
    void goOn(Speaker leg, String heard) {
        speaker.moveTo(leg);
        speaker.mute(false);
        ear.hearWith(null);
        ear.deafen(false);
        listen();
        if (!heard.isEmpty()) {
            session.inform("While you were muted by a supervisor the caller said: " + heard);
        }
    }

    /** The talk is over. */
    void over() {
        ear.deafen(false);
        speaker.mute(false);
        for (Order order : said) {
            orders.failed(order, "the talk ended, and its voice has not told that it was heard");
        }
    }
}
